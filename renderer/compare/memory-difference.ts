import { type BlockHistory } from '../map/block-history.ts';

/** What is asked of a session to compare two of its moments. */
export interface ComparedSession {
  readonly history: BlockHistory;
  readonly pageCount: number;
  /** Equal for blocks of the same owner, usage and Length: one of them can take the place of another. */
  sameness(block: number): number;
}

/**
 * The blocks of two moments. NDIS never moves a block; one that was freed while another one of the same owner, usage and
 * Length was allocated on other pages is what a person sees move, so such pairs are listed as moved.
 */
export interface MemoryDifference {
  /** Live at A only, at both, at B only; in the order of their ordinals. Moved blocks are in the first and last too. */
  readonly onlyA: Uint32Array;
  readonly both: Uint32Array;
  readonly onlyB: Uint32Array;
  /** Where a block of `movedFrom` was replaced, at the same index of `movedTo`. */
  readonly movedFrom: Uint32Array;
  readonly movedTo: Uint32Array;
}

const isLiveAt = ({ madeAt, endedAt }: { madeAt: number; endedAt: number }, position: number): boolean =>
  madeAt >= 0 && madeAt < position && (endedAt < 0 || endedAt >= position);

/** @param a events before the first moment; @param b the same for the second, which may be the earlier one */
export function differenceOf(session: ComparedSession, a: number, b: number): MemoryDifference {
  const { history } = session;
  const onlyA: number[] = [];
  const both: number[] = [];
  const onlyB: number[] = [];
  for (let block = 1; block <= history.blocks; block++) {
    const life = { madeAt: history.madeAt(block), endedAt: history.endedAt(block) };
    const atA = isLiveAt(life, a);
    const atB = isLiveAt(life, b);
    if (atA) (atB ? both : onlyA).push(block);
    else if (atB) onlyB.push(block);
  }
  const { movedFrom, movedTo } = movesOf(session, onlyA, onlyB);
  return {
    onlyA: Uint32Array.from(onlyA),
    both: Uint32Array.from(both),
    onlyB: Uint32Array.from(onlyB),
    movedFrom: Uint32Array.from(movedFrom),
    movedTo: Uint32Array.from(movedTo),
  };
}

/** Pairs blocks that can stand for each other, the oldest with the oldest, and leaves out those on the same pages. */
function movesOf(session: ComparedSession, onlyA: readonly number[], onlyB: readonly number[]) {
  const waiting = new Map<number, number[]>();
  for (let index = onlyA.length - 1; index >= 0; index--) {
    const block = onlyA[index] ?? 0;
    const key = session.sameness(block);
    const known = waiting.get(key);
    if (known === undefined) waiting.set(key, [block]);
    else known.push(block);
  }
  const movedFrom: number[] = [];
  const movedTo: number[] = [];
  for (const block of onlyB) {
    const partner = waiting.get(session.sameness(block))?.pop();
    if (partner === undefined || firstPageOf(session, partner) === firstPageOf(session, block)) continue;
    movedFrom.push(partner);
    movedTo.push(block);
  }
  return { movedFrom, movedTo };
}

const firstPageOf = ({ history }: ComparedSession, block: number): number =>
  history.runs[2 * history.runAt(block)] ?? 0;

/** Who owned every page at the moment whose live blocks these are. */
export function ownersOf(session: ComparedSession, lists: readonly Uint32Array[]): Uint32Array {
  const { history } = session;
  const owners = new Uint32Array(session.pageCount);
  for (const list of lists) {
    for (const block of list) {
      const end = 2 * (history.runAt(block) + history.runCount(block));
      for (let at = 2 * history.runAt(block); at < end; at += 2) {
        const first = history.runs[at] ?? 0;
        owners.fill(block, first, first + (history.runs[at + 1] ?? 0));
      }
    }
  }
  return owners;
}

/** Pages that somebody holds back after so many events, 1 each, whether or not a block of the holder has them; null where nobody ever does. */
export function heldAt({ history, pageCount }: ComparedSession, position: number): Uint8Array | null {
  if (history.reservedEventAt(0) === Infinity) return null;
  const held = new Uint8Array(pageCount);
  for (let entry = 0; history.reservedEventAt(entry) < position; entry++) {
    history.forEachReserved(entry, (firstPage, pages, sign) =>
      held.fill(sign === 1 ? 1 : 0, firstPage, firstPage + pages),
    );
  }
  return held;
}
