import { EntryTree, NONE, VALUE, WIDTH_MASK, WIDTH_SHIFT } from './entry-tree.ts';

/**
 * Free extents by address: keys are starts, values are lengths, and every subtree knows its longest. The extent at an
 * address and the lowest extent that is long enough are both found in one descent.
 */
export class ExtentTree extends EntryTree {
  /** Entries that the last search compared. */
  probes = 0;

  /** Length of the longest extent; 0 when there is none. */
  get longest(): number {
    this.summarise(this.root);
    return this.summary[0]!;
  }

  /** Position of the last extent that starts at or before `key`, or NONE. */
  findAtOrBefore(): number {
    const { pairs, below, count } = this;
    const start = this.key[0]!;
    let node = this.root;
    for (let level = this.height; ; level--) {
      const begin = node << WIDTH_SHIFT;
      let at = begin + count[node]! - 1;
      while (at > begin && pairs[at << 1]! > start) at--;
      if (level === 0) return at >= begin && pairs[at << 1]! <= start ? at : NONE;
      node = below[at]!;
    }
  }

  /** Position of the lowest extent of at least `length`, or NONE. */
  findFit(length: number): number {
    this.probes = 0;
    return this.descend(this.root, 0, this.height, length);
  }

  /** Position of the first extent behind `position` of at least `length`, or NONE. Adds to the probes. */
  findFitAfter(position: number, length: number): number {
    const { pairs, count, up } = this;
    let node = position >> WIDTH_SHIFT;
    let index = (position & WIDTH_MASK) + 1;
    for (let level = 0; ; level++) {
      const begin = node << WIDTH_SHIFT;
      const end = count[node]!;
      while (index < end && pairs[((begin + index) << 1) + VALUE]! < length) {
        index++;
        this.probes++;
      }
      if (index < end) return this.descend(node, index, level, length);
      const above = up[node]!;
      if (above < 0) return NONE;
      node = above >> WIDTH_SHIFT;
      index = (above & WIDTH_MASK) + 1;
    }
  }

  /** Makes the extent at `position` that of `key` and `value`, which lies between the same neighbours. */
  replace(position: number): void {
    const { pairs, change } = this;
    change[0] = pairs[(position << 1) + VALUE]!;
    change[1] = this.value[0]!;
    pairs[position << 1] = this.key[0]!;
    pairs[(position << 1) + VALUE] = this.value[0]!;
    this.adjust(position >> WIDTH_SHIFT);
  }

  private descend(from: number, fromIndex: number, fromLevel: number, length: number): number {
    const { pairs, below, count } = this;
    let node = from;
    let index = fromIndex;
    for (let level = fromLevel; ; level--) {
      const begin = node << WIDTH_SHIFT;
      const end = count[node]!;
      while (index < end && pairs[((begin + index) << 1) + VALUE]! < length) {
        index++;
        this.probes++;
      }
      this.probes++;
      if (index === end) return NONE;
      if (level === 0) return begin + index;
      node = below[begin + index]!;
      index = 0;
    }
  }

  protected override summarise(node: number): void {
    const { pairs } = this;
    const begin = node << WIDTH_SHIFT;
    const end = begin + this.count[node]!;
    let longest = 0;
    for (let at = begin; at < end; at++)
      if (pairs[(at << 1) + VALUE]! > longest) longest = pairs[(at << 1) + VALUE]!;
    this.summary[0] = longest;
  }

  /** Climbs only as far as a longest or a first key changes, and scans only where the longest itself has gone. */
  protected override adjust(leaf: number): void {
    const { pairs, up } = this;
    let node = leaf;
    let went = this.change[0]!;
    let came = this.change[1]!;
    for (let above = up[node]!; above >= 0; above = up[node]!) {
      const old = pairs[(above << 1) + VALUE]!;
      const key = pairs[(node << WIDTH_SHIFT) << 1]!;
      let longest = came >= old ? came : old;
      if (came < old && went >= old) {
        this.summarise(node);
        longest = this.summary[0]!;
      }
      if (longest === old && pairs[above << 1] === key) return;
      pairs[(above << 1) + VALUE] = longest;
      pairs[above << 1] = key;
      went = old;
      came = longest;
      node = above >> WIDTH_SHIFT;
    }
  }

  protected override inOrder(position: number, next: number): boolean {
    return this.pairs[position << 1]! + this.pairs[(position << 1) + VALUE]! < this.pairs[next << 1]!;
  }
}
