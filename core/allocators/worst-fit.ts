import { NONE } from './entry-tree.ts';
import { ExtentPlacement } from './extent-placement.ts';

/**
 * Worst fit: cuts from the longest free extent, the lowest of equals, so that what remains is as long as can be
 * (Knuth, TAOCP 1, 2.5; Wilson et al., 1995, who advise against it: it uses up the long extents first).
 *
 * Price: one descent of a tree by address that knows the longest extent of every subtree. With an alignment, when the
 * longest lies badly, the lowest that holds the request is taken instead.
 */
export class WorstFit extends ExtentPlacement {
  protected override search(length: number, alignment: number): number {
    const { extents } = this;
    const { longest } = extents;
    if (longest < length) {
      this.countProbes(1);
      return NONE;
    }
    let position = extents.findFit(longest);
    if (!this.holds(position, length, alignment)) {
      position = extents.findFit(length);
      while (position >= 0 && !this.holds(position, length, alignment))
        position = extents.findFitAfter(position, length);
    }
    this.countProbes(extents.probes);
    return position;
  }
}
