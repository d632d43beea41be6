import { lowestBit } from './bin-map.ts';
import { NONE } from './entry-tree.ts';

/** Lengths up to here have a heap each; three levels of 32 bits tell which heaps hold something. */
export const LONGEST_IN_HEAPS = 32 ** 3 - 1;

const FIRST_NODES = 64;
/** A node is 16 bytes: its start and, behind it, its first child and its next sibling. */
const CHILD = 2;
const SIBLING = 3;

/**
 * Starts of extents by exact length, the lowest first: for each length a pairing heap (Fredman, Sedgewick, Sleator and
 * Tarjan, "The pairing heap: a new form of self-adjusting heap", 1986), into which an extent is put in constant time.
 * An extent that has gone elsewhere stays in here until it comes to the top: whoever takes one must look whether it is
 * still there.
 */
export class SizeHeaps {
  /** Entries, those of extents that have gone among them. */
  size = 0;
  private starts = new Float64Array(FIRST_NODES * 2);
  private links = new Int32Array(this.starts.buffer);
  private readonly roots: Int32Array;
  private readonly words = new Int32Array(32 * 32);
  private readonly groups = new Int32Array(32);
  private all = 0;
  private spare = NONE;
  private nodesUsed = 0;
  private aside = NONE;

  /**
   * @param longest no extent will be longer
   * @param start one number: the start that `add` enters and `lowest` finds
   */
  constructor(
    longest: number,
    readonly start = new Float64Array(1),
  ) {
    this.roots = new Int32Array(Math.min(longest, LONGEST_IN_HEAPS) + 1).fill(NONE);
  }

  /** The shortest length of at least `length` that has an entry, or NONE. */
  lengthFrom(length: number): number {
    if (length > LONGEST_IN_HEAPS) return NONE;
    let word = length >> 5;
    let bits = this.words[word]! & (-1 << (length & 31));
    if (bits === 0) {
      let group = word >> 5;
      // Two shifts, because one by 32 is none.
      let above = this.groups[group]! & ((-1 << (word & 31)) << 1);
      if (above === 0) {
        above = this.all & ((-1 << group) << 1);
        if (above === 0) return NONE;
        group = lowestBit(above);
        above = this.groups[group]!;
      }
      word = (group << 5) | lowestBit(above);
      bits = this.words[word]!;
    }
    return (word << 5) | lowestBit(bits);
  }

  /** Puts the lowest start among the entries of a length that has one into `start`. */
  lowest(length: number): void {
    this.start[0] = this.starts[this.roots[length]! << 1]!;
  }

  add(length: number): void {
    let node = this.spare;
    if (node >= 0) this.spare = this.links[(node << 2) + SIBLING]!;
    else {
      if (this.nodesUsed << 1 === this.starts.length) this.enlarge();
      node = this.nodesUsed++;
    }
    this.starts[node << 1] = this.start[0]!;
    this.links[(node << 2) + CHILD] = NONE;
    this.links[(node << 2) + SIBLING] = NONE;
    this.size++;
    this.enter(length, node);
  }

  /** Takes out the lowest entry of a length. */
  remove(length: number): void {
    const node = this.uproot(length);
    this.links[(node << 2) + SIBLING] = this.spare;
    this.spare = node;
    this.size--;
  }

  /** Hides the lowest entry of a length, so that the next one is the lowest, until `bringBack`. */
  setAside(length: number): void {
    const node = this.uproot(length);
    this.links[(node << 2) + SIBLING] = this.aside;
    this.aside = node;
  }

  /** Brings back what was set aside, all of one length. */
  bringBack(length: number): void {
    for (let node = this.aside; node >= 0; node = this.aside) {
      this.aside = this.links[(node << 2) + SIBLING]!;
      this.links[(node << 2) + CHILD] = NONE;
      this.links[(node << 2) + SIBLING] = NONE;
      this.enter(length, node);
    }
  }

  clear(): void {
    for (let length = this.lengthFrom(0); length >= 0; length = this.lengthFrom(length + 1))
      this.roots[length] = NONE;
    this.words.fill(0);
    this.groups.fill(0);
    this.all = 0;
    this.spare = NONE;
    this.nodesUsed = 0;
    this.size = 0;
  }

  /** Visits every entry and verifies the heaps; the sentence of the first thing that is wrong, or null. */
  check(visit: (length: number, start: number) => void): string | null {
    let seen = 0;
    for (let length = 0; length < this.roots.length; length++) {
      const root = this.roots[length]!;
      if ((this.lengthFrom(length) === length) !== root >= 0)
        return `the map is wrong about length ${length}`;
      for (const left = root < 0 ? [] : [root]; left.length > 0;) {
        const node = left.pop()!;
        visit(length, this.starts[node << 1]!);
        if (++seen > this.size) return `heaps hold more than the ${this.size} entries that were counted`;
        for (let at = this.links[(node << 2) + CHILD]!; at >= 0; at = this.links[(at << 2) + SIBLING]!) {
          if (this.starts[at << 1]! < this.starts[node << 1]!) return `the heap of ${length} is out of order`;
          left.push(at);
        }
      }
    }
    return seen === this.size ? null : `heaps hold ${seen} entries, the count says ${this.size}`;
  }

  private enter(length: number, node: number): void {
    const root = this.roots[length]!;
    if (root >= 0) {
      this.roots[length] = this.join(root, node);
      return;
    }
    this.roots[length] = node;
    const word = length >> 5;
    this.words[word]! |= 1 << (length & 31);
    this.groups[word >> 5]! |= 1 << (word & 31);
    this.all |= 1 << (word >> 5);
  }

  /** Takes the root off a heap and makes one heap of its children: in pairs, then one after the other. */
  private uproot(length: number): number {
    const { links } = this;
    const root = this.roots[length]!;
    let pairs = NONE;
    for (let first = links[(root << 2) + CHILD]!; first >= 0;) {
      const second = links[(first << 2) + SIBLING]!;
      const rest = second < 0 ? NONE : links[(second << 2) + SIBLING]!;
      const pair = second < 0 ? first : this.join(first, second);
      links[(pair << 2) + SIBLING] = pairs;
      pairs = pair;
      first = rest;
    }
    if (pairs < 0) {
      this.roots[length] = NONE;
      this.unmark(length);
      return root;
    }
    let heap = pairs;
    for (let next = links[(heap << 2) + SIBLING]!; next >= 0;) {
      const rest = links[(next << 2) + SIBLING]!;
      heap = this.join(heap, next);
      next = rest;
    }
    links[(heap << 2) + SIBLING] = NONE;
    this.roots[length] = heap;
    return root;
  }

  /** Makes the higher of two roots a child of the lower one, and answers that. */
  private join(one: number, other: number): number {
    const { starts, links } = this;
    const swap = starts[other << 1]! < starts[one << 1]!;
    const lower = swap ? other : one;
    const higher = swap ? one : other;
    links[(higher << 2) + SIBLING] = links[(lower << 2) + CHILD]!;
    links[(lower << 2) + CHILD] = higher;
    return lower;
  }

  private unmark(length: number): void {
    const word = length >> 5;
    const bits = this.words[word]! & ~(1 << (length & 31));
    this.words[word] = bits;
    if (bits !== 0) return;
    const group = this.groups[word >> 5]! & ~(1 << (word & 31));
    this.groups[word >> 5] = group;
    if (group === 0) this.all &= ~(1 << (word >> 5));
  }

  private enlarge(): void {
    const starts = new Float64Array(this.starts.length * 2);
    starts.set(this.starts);
    this.starts = starts;
    this.links = new Int32Array(starts.buffer);
  }
}
