import { NONE } from './entry-tree.ts';
import { ExtentPlacement } from './extent-placement.ts';
import { ExtentTree } from './extent-tree.ts';
import { NO_SPACE } from './range-allocator.ts';
import { SizeTree } from './size-tree.ts';

/** Free extents by address that are kept by length too. */
class SizedExtentTree extends ExtentTree {
  readonly sizes = new SizeTree();
  /** Where the extent that is to be changed next lies among the lengths, or NONE when that must be looked up. */
  chosen = NONE;

  override insertAfter(position: number, key: number, value: number): void {
    super.insertAfter(position, key, value);
    this.sizes.add(value, key);
  }

  override remove(position: number): void {
    this.forget(position);
    super.remove(position);
  }

  override replace(position: number, start: number, length: number): void {
    this.forget(position);
    super.replace(position, start, length);
    this.sizes.add(length, start);
  }

  private forget(position: number): void {
    const { chosen } = this;
    this.chosen = NONE;
    if (chosen >= 0) this.sizes.remove(chosen);
    else this.sizes.take(this.values[position]!, this.keys[position]!);
  }

  override check(): string | null {
    for (let at = this.first(); at >= 0; at = this.next(at)) {
      if (!this.sizes.has(this.values[at]!, this.keys[at]!))
        return `free extent at ${this.keys[at]!} is missing among the extents by length`;
    }
    if (this.sizes.size !== this.size) return `${this.size} extents by address, ${this.sizes.size} by length`;
    return super.check() ?? this.sizes.check();
  }
}

/**
 * Best fit: the shortest free extent that is long enough, the lowest of equals (Knuth, TAOCP 1, 2.5). Wastes least at
 * each step and leaves remainders too short to use; Wilson et al. (1995) found it among the policies that fragment
 * least.
 *
 * Price: two trees, by length and by address, so the logarithm of the number of free extents a few times over. With an
 * alignment, extents that are long enough but lie badly are looked at one by one.
 */
export class BestFit extends ExtentPlacement {
  private readonly sized: SizedExtentTree;

  constructor(capacity: number) {
    const extents = new SizedExtentTree();
    super(capacity, extents);
    this.sized = extents;
  }

  override reserve(length: number, alignment = 1): number {
    const position = this.search(length, alignment);
    if (position < 0) return NO_SPACE;
    this.sized.chosen = this.found;
    return this.place(position, length, alignment);
  }

  protected override search(length: number, alignment: number): number {
    const { extents } = this;
    const { sizes } = this.sized;
    let at = sizes.findAtLeast(length);
    let probes = sizes.probes;
    while (at >= 0) {
      const position = extents.findAtOrBefore(sizes.values[at]!);
      if (this.holds(position, length, alignment)) {
        this.countProbes(probes);
        this.found = at;
        return position;
      }
      at = sizes.next(at);
      probes++;
    }
    this.countProbes(probes);
    return NONE;
  }
  /** Where the extent that the last search chose lies among the lengths. */
  private found = NONE;
}
