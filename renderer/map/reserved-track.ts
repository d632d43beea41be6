import { type BlockHistory } from './block-history.ts';

type VisitRun = (firstPage: number, pages: number) => void;

/**
 * Which pages are held back and have no block, followed from event to event: a row of the time x address picture knows
 * how many pages its blocks have, and not which.
 */
export class ReservedTrack {
  private readonly held: Uint8Array;
  private readonly owned: Uint8Array;
  /** The next change of what is held back. */
  private next = 0;

  constructor(
    private readonly history: BlockHistory,
    pageCount: number,
  ) {
    this.held = new Uint8Array(pageCount);
    this.owned = new Uint8Array(pageCount);
  }

  /** The event of the next change, Infinity when there is none. */
  get nextEvent(): number {
    return this.history.reservedEventAt(this.next);
  }

  /** Applies the next change; visits its pages that have no block, with 1 where they are held back now, -1 no longer. */
  apply(visit: (firstPage: number, pages: number, sign: 1 | -1) => void): void {
    this.history.forEachReserved(this.next++, (firstPage, pages, sign) => {
      this.held.fill(sign === 1 ? 1 : 0, firstPage, firstPage + pages);
      stretches(this.owned, 0, firstPage, pages, (first, count) => visit(first, count, sign));
    });
  }

  /** A run gets an owner or loses it; visits those of its pages that are held back. */
  own(firstPage: number, pages: number, has: boolean, visit: VisitRun): void {
    this.owned.fill(has ? 1 : 0, firstPage, firstPage + pages);
    stretches(this.held, 1, firstPage, pages, visit);
  }
}

/** Visits the runs of pages whose value is this one. */
function stretches(
  values: Uint8Array,
  value: number,
  firstPage: number,
  pages: number,
  visit: VisitRun,
): void {
  const end = firstPage + pages;
  for (let page = firstPage; page < end;) {
    if (values[page] !== value) {
      page++;
      continue;
    }
    const first = page;
    while (page < end && values[page] === value) page++;
    visit(first, page - first);
  }
}
