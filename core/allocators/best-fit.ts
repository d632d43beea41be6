import { NONE, VALUE } from './entry-tree.ts';
import { ExtentPlacement } from './extent-placement.ts';
import { ExtentTree } from './extent-tree.ts';
import { LONGEST_IN_HEAPS, SizeHeaps } from './size-heaps.ts';
import { SizeTree } from './size-tree.ts';

/** Entries of extents that have gone are let be up to this number and as many as there are extents. */
const GONE_ENTRIES = 64;

/** Free extents by address that are kept by length too: short ones in heaps, long ones in a tree. */
class SizedExtentTree extends ExtentTree {
  readonly sizes = new SizeTree();
  readonly heaps: SizeHeaps;
  /** Where the long extent that is to be changed next lies among the lengths, or NONE when that must be looked up. */
  chosen = NONE;

  constructor(capacity: number) {
    super();
    this.heaps = new SizeHeaps(capacity, this.key);
  }

  override insertAfter(position: number): void {
    const start = this.key[0]!;
    const length = this.value[0]!;
    super.insertAfter(position);
    this.key[0] = start;
    this.value[0] = length;
    this.note();
  }

  override remove(position: number): void {
    this.forget(position);
    super.remove(position);
  }

  override replace(position: number): void {
    this.forget(position);
    super.replace(position);
    this.note();
  }

  /** Keeps the extent of `key` and `value` by its length too. */
  private note(): void {
    const { heaps } = this;
    const length = this.value[0]!;
    if (length > LONGEST_IN_HEAPS) this.sizes.add(length, this.key[0]!);
    else if (heaps.size <= 2 * this.size + GONE_ENTRIES) heaps.add(length);
    else this.sweep();
  }

  /** Fills the heaps anew: as often as extents go, so an extent's share of it stays the same. */
  private sweep(): void {
    this.heaps.clear();
    for (let at = this.first(); at >= 0; at = this.next(at)) this.fillIn(at);
  }

  /** Apart, because a loop that seldom begins is interpreted for a round each time, and puts numbers on the heap. */
  private fillIn(position: number): void {
    const length = this.pairs[(position << 1) + VALUE]!;
    if (length > LONGEST_IN_HEAPS) return;
    this.key[0] = this.pairs[position << 1]!;
    this.heaps.add(length);
  }

  /** Heaps find out for themselves. */
  private forget(position: number): void {
    if (this.pairs[(position << 1) + VALUE]! <= LONGEST_IN_HEAPS) return;
    const { chosen } = this;
    this.chosen = NONE;
    if (chosen >= 0) this.sizes.remove(chosen);
    else this.sizes.take(this.pairs[(position << 1) + VALUE]!, this.pairs[position << 1]!);
  }

  override check(): string | null {
    const short = new Map<number, Set<number>>();
    const problem = this.heaps.check((length, start) => {
      const starts = short.get(length);
      if (starts === undefined) short.set(length, new Set([start]));
      else starts.add(start);
    });
    let long = 0;
    for (let at = this.first(); at >= 0; at = this.next(at)) {
      const start = this.pairs[at << 1]!;
      const length = this.pairs[(at << 1) + VALUE]!;
      const isLong = length > LONGEST_IN_HEAPS;
      if (isLong) long++;
      if (isLong ? !this.sizes.has(length, start) : short.get(length)?.has(start) !== true)
        return `free extent at ${start} is missing among the extents by length`;
    }
    if (this.sizes.size !== long) return `${long} long extents by address, ${this.sizes.size} by length`;
    return problem ?? super.check() ?? this.sizes.check();
  }
}

/**
 * Best fit: the shortest free extent that is long enough, the lowest of equals (Knuth, TAOCP 1, 2.5). Wastes least at
 * each step and leaves remainders too short to use; Wilson et al. (1995) found it among the policies that fragment
 * least.
 *
 * Price: free extents are kept twice, by length and by address, so the logarithm of their number a few times over. With
 * an alignment, extents that are long enough but lie badly are looked at one by one.
 */
export class BestFit extends ExtentPlacement {
  private readonly sized: SizedExtentTree;

  constructor(capacity: number) {
    const extents = new SizedExtentTree(capacity);
    super(capacity, extents);
    this.sized = extents;
  }

  override take(length: number, alignment = 1): boolean {
    const position = this.search(length, alignment);
    if (position < 0) return false;
    const room = this.extents.pairs[(position << 1) + VALUE]!;
    if (room > LONGEST_IN_HEAPS) this.sized.chosen = this.found;
    else if (alignment === 1) this.sized.heaps.remove(room);
    this.place(position, length, alignment);
    return true;
  }

  protected override search(length: number, alignment: number): number {
    this.lastProbes = 0;
    let position = NONE;
    const { heaps } = this.sized;
    let short = heaps.lengthFrom(length);
    while (short >= 0 && position < 0) {
      position = this.searchHeap(short, length, alignment);
      short = heaps.lengthFrom(short + 1);
    }
    if (position < 0) position = this.searchTree(length, alignment);
    this.totalProbes += this.lastProbes;
    return position;
  }

  /** Without an alignment, the extent that is found is the lowest entry of its heap. */
  private searchHeap(room: number, length: number, alignment: number): number {
    const { extents } = this;
    const { heaps } = this.sized;
    let found = NONE;
    while (found < 0 && heaps.lengthFrom(room) === room) {
      heaps.lowest(room);
      const position = extents.findAtOrBefore();
      this.lastProbes++;
      if (
        position < 0 ||
        extents.pairs[position << 1] !== this.at[0] ||
        extents.pairs[(position << 1) + VALUE] !== room
      )
        heaps.remove(room);
      else if (this.holds(position, length, alignment)) found = position;
      else heaps.setAside(room);
    }
    if (alignment !== 1) heaps.bringBack(room);
    return found;
  }

  private searchTree(length: number, alignment: number): number {
    const { extents } = this;
    const { sizes } = this.sized;
    let at = sizes.findAtLeast(Math.max(length, LONGEST_IN_HEAPS + 1));
    this.lastProbes += sizes.probes;
    while (at >= 0) {
      this.at[0] = sizes.pairs[(at << 1) + VALUE]!;
      const position = extents.findAtOrBefore();
      if (this.holds(position, length, alignment)) {
        this.found = at;
        return position;
      }
      at = sizes.next(at);
      this.lastProbes++;
    }
    return NONE;
  }
  /** Where the long extent that the last search chose lies among the lengths. */
  private found = NONE;
}
