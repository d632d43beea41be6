/** The lives of all blocks of a session: what the time x address mode draws. Events are numbered from 0. */
export interface BlockHistory {
  /** Events so far. */
  readonly events: number;
  /** Events before the cursor. */
  readonly cursor: number;
  /** The highest ordinal of a block so far. */
  readonly blocks: number;
  /** Event that made the block, -1 for an unknown one. */
  madeAt(block: number): number;
  /** Event that ended the block, -1 while it lives on. */
  endedAt(block: number): number;
  /** First page (from the memory's first) and pages of every run of every block, in pairs. Grows; read it anew. */
  readonly runs: Uint32Array;
  /** Index of the block's first pair, and how many it has. */
  runAt(block: number): number;
  runCount(block: number): number;
  /** The block that an event made, or minus the block that it ended; 0 for other events. */
  changeAt(event: number): number;
  /** Event of the i-th change of what is held back for no block; Infinity behind the last one so far. */
  reservedEventAt(index: number): number;
  /** Runs of that change: held back from now on (1), or no longer (-1). */
  forEachReserved(index: number, visit: (firstPage: number, pages: number, sign: 1 | -1) => void): void;
  /** Palette entry of a block that has lived for so many events; null unless colours follow the age. */
  readonly styleOfAge: ((events: number) => number) | null;
}

/** Who owned a page after an event; 0 when it was free. A step a block, on typed arrays. */
export function ownerAt(history: BlockHistory, event: number, page: number): number {
  for (let block = history.blocks; block > 0; block--) {
    const made = history.madeAt(block);
    if (made < 0 || made > event) continue;
    const ended = history.endedAt(block);
    if (ended >= 0 && ended <= event) continue;
    if (hasPage(history, block, page)) return block;
  }
  return 0;
}

function hasPage(history: BlockHistory, block: number, page: number): boolean {
  const { runs } = history;
  const end = 2 * (history.runAt(block) + history.runCount(block));
  for (let at = 2 * history.runAt(block); at < end; at += 2) {
    if (page >= runs[at]! && page < runs[at]! + runs[at + 1]!) return true;
  }
  return false;
}
