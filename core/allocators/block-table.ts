/** No such block. */
export const NO_BLOCK = -1;
/**
 * What PREVIOUS says where no block comes before: that this one is reserved, that the node stands for no block, or, for
 * FIRST_OF_BIN and below, that it heads the list of bin `FIRST_OF_BIN - PREVIOUS`.
 */
export const RESERVED = -1;
const UNUSED = -2;
export const FIRST_OF_BIN = -3;

/**
 * A node is 32 bytes, so that a visit is one cache line: two doubles and, over the same bytes, four integers. Those who
 * are on the hot path read and write the fields where they lie: `doubles[(block << DOUBLE_SHIFT) + START]`.
 */
export const DOUBLE_SHIFT = 2;
export const INT_SHIFT = 3;
export const START = 0;
export const LENGTH = 1;
/** The neighbours by address. */
export const BEFORE = 4;
export const AFTER = 5;
/** The neighbours in the list of a bin. */
export const PREVIOUS = 6;
export const NEXT = 7;

const FIRST_NODES = 64;

/** All blocks of a memory, free and reserved, in a chain by address. Nodes come from a pool; nothing here chooses. */
export class BlockTable {
  /** The block at unit 0, NO_BLOCK in an empty memory. */
  first = NO_BLOCK;
  /** Both are replaced when the pool grows, which only `insertBefore` and `insertAfter` do. */
  doubles: Float64Array;
  ints: Int32Array;
  private spare = NO_BLOCK;
  /** Nodes that stand for a block or are spare. */
  private nodesUsed = 0;
  private nodes = FIRST_NODES;

  constructor() {
    this.doubles = new Float64Array(this.nodes << DOUBLE_SHIFT);
    this.ints = new Int32Array(this.doubles.buffer);
  }

  /** At least as many as there are blocks. */
  get mostBlocks(): number {
    return this.nodesUsed;
  }

  startOf(block: number): number {
    return this.doubles[(block << DOUBLE_SHIFT) + START]!;
  }
  lengthOf(block: number): number {
    return this.doubles[(block << DOUBLE_SHIFT) + LENGTH]!;
  }
  before(block: number): number {
    return this.ints[(block << INT_SHIFT) + BEFORE]!;
  }
  after(block: number): number {
    return this.ints[(block << INT_SHIFT) + AFTER]!;
  }
  previous(block: number): number {
    return this.ints[(block << INT_SHIFT) + PREVIOUS]!;
  }
  next(block: number): number {
    return this.ints[(block << INT_SHIFT) + NEXT]!;
  }
  isFree(block: number): boolean {
    const previous = this.ints[(block << INT_SHIFT) + PREVIOUS]!;
    return previous >= 0 || previous <= FIRST_OF_BIN;
  }
  isReserved(block: number): boolean {
    return this.ints[(block << INT_SHIFT) + PREVIOUS]! === RESERVED;
  }

  /** The block that comes first in an empty table. As with every new one, its start and length are left to the caller. */
  insertFirst(): number {
    const block = this.takeNode();
    this.first = block;
    this.link(block, NO_BLOCK, NO_BLOCK);
    return block;
  }

  /** A new reserved block right before another one in the chain. */
  insertBefore(after: number): number {
    const block = this.takeNode();
    const { ints } = this;
    const before = ints[(after << INT_SHIFT) + BEFORE]!;
    this.link(block, before, after);
    ints[(after << INT_SHIFT) + BEFORE] = block;
    if (before < 0) this.first = block;
    else ints[(before << INT_SHIFT) + AFTER] = block;
    return block;
  }

  /** A new reserved block right behind another one in the chain. */
  insertAfter(before: number): number {
    const block = this.takeNode();
    const { ints } = this;
    const after = ints[(before << INT_SHIFT) + AFTER]!;
    this.link(block, before, after);
    ints[(before << INT_SHIFT) + AFTER] = block;
    if (after >= 0) ints[(after << INT_SHIFT) + BEFORE] = block;
    return block;
  }

  /** Takes the block before another one out of the chain; its units belong to that one from now on. */
  absorbBefore(block: number): void {
    const { ints } = this;
    const at = block << INT_SHIFT;
    const gone = ints[at + BEFORE]!;
    const before = ints[(gone << INT_SHIFT) + BEFORE]!;
    ints[at + BEFORE] = before;
    if (before < 0) this.first = block;
    else ints[(before << INT_SHIFT) + AFTER] = block;
    this.giveNode(gone);
  }

  /** Takes the block behind another one out of the chain; its units belong to that one from now on. */
  absorbAfter(block: number): void {
    const { ints } = this;
    const at = block << INT_SHIFT;
    const gone = ints[at + AFTER]!;
    const after = ints[(gone << INT_SHIFT) + AFTER]!;
    ints[at + AFTER] = after;
    if (after >= 0) ints[(after << INT_SHIFT) + BEFORE] = block;
    this.giveNode(gone);
  }

  private link(block: number, before: number, after: number): void {
    const { ints } = this;
    const at = block << INT_SHIFT;
    ints[at + BEFORE] = before;
    ints[at + AFTER] = after;
    ints[at + PREVIOUS] = RESERVED;
  }

  private takeNode(): number {
    const block = this.spare;
    if (block >= 0) {
      this.spare = this.ints[(block << INT_SHIFT) + NEXT]!;
      return block;
    }
    if (this.nodesUsed === this.nodes) this.growPool();
    return this.nodesUsed++;
  }

  private giveNode(block: number): void {
    this.ints[(block << INT_SHIFT) + PREVIOUS] = UNUSED;
    this.ints[(block << INT_SHIFT) + NEXT] = this.spare;
    this.spare = block;
  }

  /** Whether every node that is not one of so many blocks is spare. */
  check(blocks: number): string | null {
    let spare = 0;
    for (let node = this.spare; node >= 0 && spare <= this.nodesUsed; node = this.next(node)) spare++;
    return blocks + spare === this.nodesUsed
      ? null
      : `${blocks} blocks in the chain and ${spare} spare nodes, of ${this.nodesUsed}`;
  }

  private growPool(): void {
    this.nodes *= 2;
    const doubles = new Float64Array(this.nodes << DOUBLE_SHIFT);
    doubles.set(this.doubles);
    this.doubles = doubles;
    this.ints = new Int32Array(doubles.buffer);
  }
}
