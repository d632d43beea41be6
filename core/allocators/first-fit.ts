import { ExtentPlacement } from './extent-placement.ts';

/**
 * First fit by address: the lowest free extent that is long enough (Knuth, TAOCP 1, 2.5, algorithm A on a list sorted
 * by address). Low addresses fill up with small remainders, high ones keep long extents (Wilson, Johnstone, Neely and
 * Boles, "Dynamic Storage Allocation: A Survey and Critical Review", 1995).
 *
 * Price: one descent of a tree by address, so the logarithm of the number of free extents. With an alignment, extents
 * that are long enough but lie badly are looked at one by one.
 */
export class FirstFit extends ExtentPlacement {
  protected override search(length: number, alignment: number): number {
    const { extents } = this;
    let position = extents.findFit(length);
    while (position >= 0 && !this.holds(position, length, alignment))
      position = extents.findFitAfter(position, length);
    this.countProbes(extents.probes);
    return position;
  }
}
