import { EntryTree, NONE, WIDTH_MASK, WIDTH_SHIFT } from './entry-tree.ts';

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
    const { keys, below, count } = this;
    const start = this.key[0]!;
    let node = this.root;
    for (let level = this.height; ; level--) {
      const begin = node << WIDTH_SHIFT;
      let at = begin + count[node]! - 1;
      while (at > begin && keys[at]! > start) at--;
      if (level === 0) return at >= begin && keys[at]! <= start ? at : NONE;
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
    const { values, count, up } = this;
    let node = position >> WIDTH_SHIFT;
    let index = (position & WIDTH_MASK) + 1;
    for (let level = 0; ; level++) {
      const begin = node << WIDTH_SHIFT;
      const end = count[node]!;
      while (index < end && values[begin + index]! < length) {
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
    const { keys, values, change } = this;
    change[0] = values[position]!;
    change[1] = this.value[0]!;
    keys[position] = this.key[0]!;
    values[position] = this.value[0]!;
    this.adjust(position >> WIDTH_SHIFT);
  }

  private descend(from: number, fromIndex: number, fromLevel: number, length: number): number {
    const { values, below, count } = this;
    let node = from;
    let index = fromIndex;
    for (let level = fromLevel; ; level--) {
      const begin = node << WIDTH_SHIFT;
      const end = count[node]!;
      while (index < end && values[begin + index]! < length) {
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
    const { values } = this;
    const begin = node << WIDTH_SHIFT;
    const end = begin + this.count[node]!;
    let longest = 0;
    for (let at = begin; at < end; at++) if (values[at]! > longest) longest = values[at]!;
    this.summary[0] = longest;
  }

  /** Climbs only as far as a longest or a first key changes, and scans only where the longest itself has gone. */
  protected override adjust(leaf: number): void {
    const { keys, values, up } = this;
    let node = leaf;
    let went = this.change[0]!;
    let came = this.change[1]!;
    for (let above = up[node]!; above >= 0; above = up[node]!) {
      const old = values[above]!;
      const key = keys[node << WIDTH_SHIFT]!;
      let longest = came >= old ? came : old;
      if (came < old && went >= old) {
        this.summarise(node);
        longest = this.summary[0]!;
      }
      if (longest === old && keys[above] === key) return;
      values[above] = longest;
      keys[above] = key;
      went = old;
      came = longest;
      node = above >> WIDTH_SHIFT;
    }
  }

  protected override inOrder(position: number, next: number): boolean {
    return this.keys[position]! + this.values[position]! < this.keys[next]!;
  }
}
