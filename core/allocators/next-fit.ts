import { NONE, VALUE } from './entry-tree.ts';
import { ExtentPlacement } from './extent-placement.ts';

/**
 * Next fit: first fit that goes on where the last reservation ended and goes round at the end of the memory, the
 * "roving pointer" of Knuth (TAOCP 1, 2.5, exercise 6). Spreads reservations, and with them the remainders, over the
 * whole memory: Wilson et al. (1995) found it to fragment more than first or best fit.
 *
 * Price: two descents of a tree by address. With an alignment, extents that lie badly are looked at one by one.
 */
export class NextFit extends ExtentPlacement {
  /** The unit behind the last reservation. */
  private rover = 0;

  override take(length: number, alignment = 1): boolean {
    const taken = super.take(length, alignment);
    if (taken) this.rover = this.at[0]! + length;
    return taken;
  }

  /** From the first extent that ends behind the rover, round to where it began. */
  protected override search(length: number, alignment: number): number {
    const { extents } = this;
    extents.probes = 0;
    extents.key[0] = this.rover;
    const at = extents.findAtOrBefore();
    // An extent that ends at or before the rover starts before it too, and is not where the round begins.
    const inside = at >= 0 && extents.pairs[at << 1]! + extents.pairs[(at << 1) + VALUE]! > this.rover;
    let position = at;
    if (inside) extents.probes++;
    if (!inside || extents.pairs[(at << 1) + VALUE]! < length) position = this.next(at, length);
    while (position >= 0 && !this.holds(position, length, alignment)) position = this.next(position, length);
    if (position < 0) position = this.searchBelow(at, length, alignment);
    this.countProbes(extents.probes);
    return position;
  }

  private searchBelow(last: number, length: number, alignment: number): number {
    if (last < 0) return NONE;
    const end = this.extents.pairs[last << 1]!;
    let position = this.next(NONE, length);
    while (position >= 0 && this.extents.pairs[position << 1]! <= end) {
      if (this.holds(position, length, alignment)) return position;
      position = this.next(position, length);
    }
    return NONE;
  }

  private next(position: number, length: number): number {
    if (position >= 0) return this.extents.findFitAfter(position, length);
    const { probes } = this.extents;
    const found = this.extents.findFit(length);
    this.extents.probes += probes;
    return found;
  }
}
