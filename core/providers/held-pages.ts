import { ReservedFor, type ReservedForCode } from '../events/reserved-pages.ts';
import { NO_OWNER } from '../memory/page-owners.ts';

/** Told of a run whose pages are held back from now on, or (`why` is nothing) no longer. */
export type VisitHeld = (first: number, pages: number, takenBy: number, why: ReservedForCode) => void;

/**
 * Which pages are out of the machine's memory without being a block's, and what the log says of that so far. Holders
 * only say which pages they touch; what changed is found when a call is recorded, so that a pool that was opened and
 * closed within one failed call leaves no trace. Pages are counted from the memory's first one. No table is made
 * before something is held back.
 */
export class HeldPages {
  /** Runs (first page, pages) that may have changed since the last call was recorded. */
  private readonly touched: number[] = [];
  /** Why holders hold a page back, whoever has it. */
  private wanted: Uint8Array | null = null;
  /** What the log says: number plus 1 of the event that took the page, 0 where it is not held back. */
  private takers: Uint32Array | null = null;

  /** @param taken 1 for every page that is out of the machine's memory */
  constructor(private readonly taken: Uint8Array) {}

  /** Whether something may have changed since the last call was recorded. */
  get changed(): boolean {
    return this.touched.length > 0;
  }

  /** Pages that are held back from now on, while blocks come and go in them. */
  hold(first: number, pages: number, why: ReservedForCode): void {
    this.wanted ??= new Uint8Array(this.taken.length);
    this.wanted.fill(why, first, first + pages);
    this.touch(first, pages);
  }

  /** What `hold` held is held no longer. */
  letGo(first: number, pages: number): void {
    this.wanted?.fill(ReservedFor.nothing, first, first + pages);
    this.touch(first, pages);
  }

  /** These pages may have been kept for no block, or not any more. */
  touch(first: number, pages: number): void {
    this.touched.push(first, pages);
  }

  /**
   * Visits what changed, run by run, and remembers that the log says so now.
   * @param seq number of the event that says it
   * @param owners block ordinals by page
   */
  drain(seq: number, owners: Uint32Array, visit: VisitHeld): void {
    const { touched } = this;
    for (let index = 0; index < touched.length; index += 2) {
      const first = Math.max(0, touched[index]!);
      this.drainRun(
        first,
        Math.min(this.taken.length, touched[index]! + touched[index + 1]!),
        seq,
        owners,
        visit,
      );
    }
    touched.length = 0;
  }

  private drainRun(first: number, end: number, seq: number, owners: Uint32Array, visit: VisitHeld): void {
    for (let page = first; page < end;) {
      const why = this.whyHeld(page, owners);
      const takenBy = this.takers?.[page] ?? 0;
      const from = page++;
      if ((why !== ReservedFor.nothing) === (takenBy !== 0)) continue;
      while (page < end && (this.takers?.[page] ?? 0) === takenBy && this.whyHeld(page, owners) === why)
        page++;
      this.takers ??= new Uint32Array(this.taken.length);
      this.takers.fill(why === ReservedFor.nothing ? 0 : seq + 1, from, page);
      visit(from, page - from, why === ReservedFor.nothing ? takenBy : seq + 1, why);
    }
  }

  private whyHeld(page: number, owners: Uint32Array): ReservedForCode {
    const why = (this.wanted?.[page] ?? ReservedFor.nothing) as ReservedForCode;
    if (why !== ReservedFor.nothing) return why;
    return this.taken[page] === 1 && owners[page] === NO_OWNER ? ReservedFor.kept : ReservedFor.nothing;
  }
}
