import { EntryTree, NONE, VALUE, WIDTH_SHIFT } from './entry-tree.ts';

/** Free extents by length and, among equals, by address: keys are lengths, values are starts. */
export class SizeTree extends EntryTree {
  /** Nodes that the last search went through. */
  probes = 0;

  /** Position of the shortest extent of at least `length`, the lowest of equals, or NONE. */
  findAtLeast(length: number): number {
    const { pairs, below, count } = this;
    let node = this.root;
    this.probes = this.height + 1;
    for (let level = this.height; ; level--) {
      const begin = node << WIDTH_SHIFT;
      let at = begin + count[node]! - 1;
      while (at >= begin && pairs[at << 1]! >= length) at--;
      if (level === 0) {
        if (at < begin) return this.size === 0 ? NONE : begin;
        return this.next(at);
      }
      node = below[at < begin ? begin : at]!;
    }
  }

  add(length: number, start: number): void {
    this.key[0] = length;
    this.value[0] = start;
    this.insertAfter(this.findAtOrBefore(length, start));
  }

  /** Removes an extent that is in the tree. */
  take(length: number, start: number): void {
    this.remove(this.findAtOrBefore(length, start));
  }

  has(length: number, start: number): boolean {
    const at = this.findAtOrBefore(length, start);
    return at >= 0 && this.pairs[at << 1] === length && this.pairs[(at << 1) + VALUE] === start;
  }

  private findAtOrBefore(length: number, start: number): number {
    const { pairs, below, count } = this;
    let node = this.root;
    for (let level = this.height; ; level--) {
      const begin = node << WIDTH_SHIFT;
      let at = begin + count[node]! - 1;
      while (
        at >= begin &&
        (pairs[at << 1]! > length || (pairs[at << 1] === length && pairs[(at << 1) + VALUE]! > start))
      )
        at--;
      if (level === 0) return at < begin ? NONE : at;
      node = below[at < begin ? begin : at]!;
    }
  }

  protected override summarise(node: number): void {
    this.summary[0] = this.pairs[((node << WIDTH_SHIFT) << 1) + VALUE]!;
  }

  protected override adjust(leaf: number, index: number): void {
    if (index === 0) this.refresh(leaf);
  }

  protected override inOrder(position: number, next: number): boolean {
    const { pairs } = this;
    return (
      pairs[position << 1]! < pairs[next << 1]! ||
      (pairs[position << 1] === pairs[next << 1] &&
        pairs[(position << 1) + VALUE]! < pairs[(next << 1) + VALUE]!)
    );
  }
}
