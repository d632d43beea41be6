/** 32 entries a node. */
export const WIDTH_SHIFT = 5;
const WIDTH = 1 << WIDTH_SHIFT;
export const WIDTH_MASK = WIDTH - 1;
const HALF = WIDTH / 2;

/** Where the value of the entry at a position lies: `pairs[(position << 1) + VALUE]`; its key is before it. */
export const VALUE = 1;

/** No such entry. */
export const NONE = -1;

/**
 * An ordered tree of (key, value) pairs in typed arrays: a B+-tree whose nodes are freed when they are empty and never
 * merged before, which costs less and wastes little (Johnson and Shasha, "B-trees with inserts and deletes: why
 * free-at-empty is better than merge-at-half", 1993). An entry above the leaves holds the first key below it and a
 * summary of the values below it. A position names an entry: node times WIDTH plus index; it is good until the next
 * insertion or removal.
 */
export abstract class EntryTree {
  size = 0;
  /**
   * Key and value of the entry that the next call is about, one number each. In here a number of 2^31 and more costs
   * nothing; handed over in a call it may be put on the heap.
   */
  readonly key = new Float64Array(1);
  readonly value = new Float64Array(1);
  /** What `summarise` found. */
  protected readonly summary = new Float64Array(1);
  /** The value that an entry of a leaf had, and the one that it has now; 0 where there is no entry. */
  protected readonly change = new Float64Array(2);
  /** Key and value of each entry, side by side: whoever has found a key has its value in the same cache line. */
  pairs = new Float64Array(WIDTH << 1);
  /** The node below an entry that is not in a leaf. */
  protected below = new Int32Array(WIDTH);
  protected count = new Int32Array(1);
  /** The position of a node's entry in its parent, NONE for the root. */
  protected up = new Int32Array(1).fill(NONE);
  /** Leaves by rising key; nodes not in use hang on `nextLeaf` too. */
  protected nextLeaf = new Int32Array(1).fill(NONE);
  protected previousLeaf = new Int32Array(1).fill(NONE);
  protected root = 0;
  /** Levels above the leaves. */
  protected height = 0;
  private firstLeaf = 0;
  private spare = NONE;
  private nodesUsed = 1;

  /** Puts what a parent keeps of the values of a node into `summary`. */
  protected abstract summarise(node: number): void;
  /** Brings the entries above a leaf in line after one of its values has become another, as `change` says. */
  protected abstract adjust(leaf: number, index: number): void;
  /** Whether two neighbours of a leaf are in order. */
  protected abstract inOrder(position: number, next: number): boolean;

  first(): number {
    return this.size === 0 ? NONE : this.firstLeaf << WIDTH_SHIFT;
  }

  next(position: number): number {
    const node = position >> WIDTH_SHIFT;
    if ((position & WIDTH_MASK) + 1 < this.count[node]!) return position + 1;
    const leaf = this.nextLeaf[node]!;
    return leaf < 0 ? NONE : leaf << WIDTH_SHIFT;
  }

  /** Inserts the entry of `key` and `value` behind the one at `position`, or first of all; overwrites both. */
  insertAfter(position: number): void {
    const value = this.value[0]!;
    let node = position < 0 ? this.firstLeaf : position >> WIDTH_SHIFT;
    let at = position < 0 ? 0 : (position & WIDTH_MASK) + 1;
    let child = NONE;
    this.size++;
    while (this.count[node] === WIDTH) {
      const right = this.split(node, child >= 0);
      if (at > HALF) this.place(right, at - HALF, child);
      else this.place(node, at, child);
      if (this.up[node]! < 0) this.addRoot(node);
      this.refresh(node);
      const above = this.up[node]!;
      node = above >> WIDTH_SHIFT;
      at = (above & WIDTH_MASK) + 1;
      this.key[0] = this.pairs[(right << WIDTH_SHIFT) << 1]!;
      this.summarise(right);
      this.value[0] = this.summary[0]!;
      child = right;
    }
    this.place(node, at, child);
    if (child >= 0) this.refresh(node);
    else {
      this.change[0] = 0;
      this.change[1] = value;
      this.adjust(node, at);
    }
  }

  remove(position: number): void {
    let node = position >> WIDTH_SHIFT;
    this.change[0] = this.pairs[(position << 1) + VALUE]!;
    this.change[1] = 0;
    this.size--;
    this.close(position, false);
    if (this.count[node]! > 0 || node === this.root) {
      this.adjust(node, position & WIDTH_MASK);
      return;
    }
    this.unlinkLeaf(node);
    while (this.count[node] === 0 && node !== this.root) {
      const above = this.up[node]!;
      this.giveNode(node);
      this.close(above, true);
      node = above >> WIDTH_SHIFT;
    }
    this.refresh(node);
    while (this.height > 0 && this.count[this.root] === 1) {
      const old = this.root;
      this.root = this.below[old << WIDTH_SHIFT]!;
      this.up[this.root] = NONE;
      this.giveNode(old);
      this.height--;
    }
  }

  /** Brings the entries above a node in line with it. */
  protected refresh(changed: number): void {
    const { pairs, up } = this;
    let node = changed;
    for (let above = up[node]!; above >= 0; above = up[node]!) {
      const key = pairs[(node << WIDTH_SHIFT) << 1]!;
      this.summarise(node);
      const value = this.summary[0]!;
      if (pairs[above << 1] === key && pairs[(above << 1) + VALUE] === value) return;
      pairs[above << 1] = key;
      pairs[(above << 1) + VALUE] = value;
      node = above >> WIDTH_SHIFT;
    }
  }

  private place(node: number, at: number, child: number): void {
    const { pairs } = this;
    const position = (node << WIDTH_SHIFT) + at;
    for (let to = (node << WIDTH_SHIFT) + this.count[node]!; to > position; to--) {
      pairs[to << 1] = pairs[(to - 1) << 1]!;
      pairs[(to << 1) + VALUE] = pairs[((to - 1) << 1) + VALUE]!;
      if (child >= 0) this.hang(this.below[to - 1]!, to);
    }
    pairs[position << 1] = this.key[0]!;
    pairs[(position << 1) + VALUE] = this.value[0]!;
    if (child >= 0) this.hang(child, position);
    this.count[node]!++;
  }

  private close(position: number, inner: boolean): void {
    const { pairs } = this;
    const node = position >> WIDTH_SHIFT;
    const last = (node << WIDTH_SHIFT) + --this.count[node]!;
    for (let to = position; to < last; to++) {
      pairs[to << 1] = pairs[(to + 1) << 1]!;
      pairs[(to << 1) + VALUE] = pairs[((to + 1) << 1) + VALUE]!;
      if (inner) this.hang(this.below[to + 1]!, to);
    }
  }

  private hang(child: number, position: number): void {
    this.below[position] = child;
    this.up[child] = position;
  }

  /** Moves the upper half of a full node to a new one, which its parent does not know yet. */
  private split(node: number, inner: boolean): number {
    const right = this.takeNode();
    const from = (node << WIDTH_SHIFT) + HALF;
    const to = right << WIDTH_SHIFT;
    for (let index = 0; index < HALF; index++) {
      this.pairs[(to + index) << 1] = this.pairs[(from + index) << 1]!;
      this.pairs[((to + index) << 1) + VALUE] = this.pairs[((from + index) << 1) + VALUE]!;
      if (inner) this.hang(this.below[from + index]!, to + index);
    }
    this.count[node] = HALF;
    this.count[right] = HALF;
    if (!inner) {
      const after = this.nextLeaf[node]!;
      this.nextLeaf[right] = after;
      this.previousLeaf[right] = node;
      this.nextLeaf[node] = right;
      if (after >= 0) this.previousLeaf[after] = right;
    }
    return right;
  }

  private addRoot(child: number): void {
    const root = this.takeNode();
    this.count[root] = 1;
    this.up[root] = NONE;
    this.hang(child, root << WIDTH_SHIFT);
    this.root = root;
    this.height++;
  }

  private unlinkLeaf(leaf: number): void {
    const before = this.previousLeaf[leaf]!;
    const after = this.nextLeaf[leaf]!;
    if (before >= 0) this.nextLeaf[before] = after;
    else this.firstLeaf = after;
    if (after >= 0) this.previousLeaf[after] = before;
  }

  private takeNode(): number {
    let node = this.spare;
    if (node >= 0) this.spare = this.nextLeaf[node]!;
    else {
      if (this.nodesUsed === this.count.length) this.growPool();
      node = this.nodesUsed++;
    }
    this.nextLeaf[node] = NONE;
    this.previousLeaf[node] = NONE;
    return node;
  }

  private giveNode(node: number): void {
    this.count[node] = 0;
    this.nextLeaf[node] = this.spare;
    this.spare = node;
  }

  private growPool(): void {
    const nodes = this.count.length * 2;
    this.pairs = enlarged(this.pairs, new Float64Array((nodes * WIDTH) << 1));
    this.below = enlarged(this.below, new Int32Array(nodes * WIDTH));
    this.count = enlarged(this.count, new Int32Array(nodes));
    this.up = enlarged(this.up, new Int32Array(nodes));
    this.nextLeaf = enlarged(this.nextLeaf, new Int32Array(nodes));
    this.previousLeaf = enlarged(this.previousLeaf, new Int32Array(nodes));
  }

  check(): string | null {
    return this.checkLeaves() ?? this.checkParents();
  }

  private checkLeaves(): string | null {
    let entries = 0;
    for (let at = this.first(); at >= 0; at = this.next(at)) {
      entries++;
      const next = this.next(at);
      if (next >= 0 && !this.inOrder(at, next)) return `tree entries at ${at} and ${next} are out of order`;
      if (entries > this.size) return `the leaves hold more than the ${this.size} entries of the tree`;
    }
    return entries === this.size ? null : `the leaves hold ${entries} entries, the tree counts ${this.size}`;
  }

  /** Every node below the root, level by level: its parent knows it, its first key and its summary. */
  private checkParents(): string | null {
    if (this.up[this.root] !== NONE) return 'the root of the tree has a parent';
    let levelNodes = [this.root];
    for (let level = this.height; level > 0; level--) {
      const children: number[] = [];
      for (const node of levelNodes) {
        const begin = node << WIDTH_SHIFT;
        for (let entry = begin; entry < begin + this.count[node]!; entry++) {
          const child = this.below[entry]!;
          if (this.up[child] !== entry) return `tree node ${child} does not know its parent`;
          if (this.count[child]! < 1) return `tree node ${child} is empty and still in the tree`;
          if (this.pairs[entry << 1] !== this.pairs[(child << WIDTH_SHIFT) << 1])
            return `tree node ${child} has another first key than its parent says`;
          this.summarise(child);
          if (this.pairs[(entry << 1) + VALUE] !== this.summary[0])
            return `tree node ${child} has another summary than its parent says`;
          children.push(child);
        }
      }
      levelNodes = children;
    }
    let leaf = this.firstLeaf;
    for (const node of levelNodes) {
      if (node !== leaf) return `the chain of leaves misses tree node ${node}`;
      leaf = this.nextLeaf[node]!;
    }
    return leaf === NONE ? null : 'the chain of leaves goes on behind the last leaf';
  }
}

/** Copies a table into a larger one. */
export function enlarged<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
