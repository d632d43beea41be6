import { type MemoryGeometry } from './geometry.ts';
import { type PageIndex } from './units.ts';

/** No block owns the page. Block ordinals start at 1. */
export const NO_OWNER = 0;

/** Pages that are written one by one. */
const SHORT_RUN = 32;

/**
 * The ground truth of who owns which physical page, kept apart from every allocator so that an allocator or a
 * provider that hands out a page twice is found out (rule P6).
 */
export class PageOwners {
  /** Block ordinal that owns the page, indexed by page relative to the geometry's base. */
  readonly owners: Uint32Array;
  private readonly base: number;

  constructor(geometry: MemoryGeometry) {
    this.base = geometry.basePage;
    this.owners = new Uint32Array(geometry.pageCount);
  }

  /** Whether every page of the run exists and has no owner. */
  isFree(first: PageIndex, count: number): boolean {
    const from = first - this.base;
    const to = from + count;
    if (from < 0 || to > this.owners.length) return false;
    for (let page = from; page < to; page++) if (this.owners[page] !== NO_OWNER) return false;
    return true;
  }

  /** The first owner met in the run, NO_OWNER when it is free or outside the memory. */
  firstOwner(first: PageIndex, count: number): number {
    const from = Math.max(0, first - this.base);
    const to = Math.min(this.owners.length, first - this.base + count);
    for (let page = from; page < to; page++) {
      const owner = this.owners[page]!;
      if (owner !== NO_OWNER) return owner;
    }
    return NO_OWNER;
  }

  set(first: PageIndex, count: number, block: number): void {
    const { owners } = this;
    const from = first - this.base;
    const to = from + count;
    // For the few pages of a usual block the call of fill costs more than the writes.
    if (count > SHORT_RUN) owners.fill(block, from, to);
    else for (let page = from; page < to; page++) owners[page] = block;
  }
}
