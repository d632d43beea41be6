import { pageIndex, type PageIndex } from './units.ts';

/**
 * Where blocks get their system virtual addresses. Model decision: one physical run is seen through a direct map
 * (virtual page = base + physical page), a scattered block through a range of its own that is never used again, so
 * that a stale virtual address never points into a newer block.
 */
const DIRECT_MAP_BASE_PAGE = 0xffff8_0800_0000;
const SCATTERED_BASE_PAGE = 0xffffa_6000_0000;
const SCATTERED_END_PAGE = 0xffffb_6000_0000;

/** Virtual page of a physical run that is contiguous. */
export const directMapPage = (physicalPage: PageIndex): PageIndex =>
  pageIndex(DIRECT_MAP_BASE_PAGE + physicalPage);

/** Hands out virtual ranges for scattered blocks. */
export class ScatteredRanges {
  private next = SCATTERED_BASE_PAGE;

  /** First page of a fresh range, or null when the 4 PiB region is used up. */
  take(pages: number): PageIndex | null {
    if (this.next + pages > SCATTERED_END_PAGE) return null;
    const first = this.next;
    this.next += pages;
    return pageIndex(first);
  }
}
