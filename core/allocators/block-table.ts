import { enlarged } from './entry-tree.ts';

/** No such block. */
export const NO_BLOCK = -1;
/** What `bin` says of a block that is reserved, and of one that is neither yet. */
export const RESERVED = -1;
export const UNUSED = -2;

/** A node is 40 bytes: two doubles and six integers, side by side so that one visit is one cache line. */
const DOUBLES = 5;
const INTS = 10;
const START = 0;
const LENGTH = 1;
const BEFORE = 4;
const AFTER = 5;
const PREVIOUS = 6;
const NEXT = 7;
const CHAIN = 8;
const BIN = 9;

/**
 * All blocks of a memory, free and reserved, in a chain by address, and a hash table that finds a reserved block by
 * its start. Nodes come from a pool; nothing here chooses.
 */
export class BlockTable {
  /** Nodes that stand for a block. */
  count = 0;
  /** The block at unit 0, NO_BLOCK in an empty memory. */
  first = NO_BLOCK;
  private doubles: Float64Array;
  private ints: Int32Array;
  private heads: Int32Array;
  private shift: number;
  private spare = NO_BLOCK;
  private nodesUsed = 0;
  private nodes = 64;

  constructor() {
    const memory = new ArrayBuffer(this.nodes * DOUBLES * 8);
    this.doubles = new Float64Array(memory);
    this.ints = new Int32Array(memory);
    this.heads = new Int32Array(64).fill(NO_BLOCK);
    this.shift = 32 - 6;
  }

  startOf(block: number): number {
    return this.doubles[block * DOUBLES + START]!;
  }
  setStart(block: number, start: number): void {
    this.doubles[block * DOUBLES + START] = start;
  }
  lengthOf(block: number): number {
    return this.doubles[block * DOUBLES + LENGTH]!;
  }
  setLength(block: number, length: number): void {
    this.doubles[block * DOUBLES + LENGTH] = length;
  }
  /** The neighbours by address. */
  before(block: number): number {
    return this.ints[block * INTS + BEFORE]!;
  }
  after(block: number): number {
    return this.ints[block * INTS + AFTER]!;
  }
  /** The neighbours in the list of a bin. */
  previous(block: number): number {
    return this.ints[block * INTS + PREVIOUS]!;
  }
  setPrevious(block: number, previous: number): void {
    this.ints[block * INTS + PREVIOUS] = previous;
  }
  next(block: number): number {
    return this.ints[block * INTS + NEXT]!;
  }
  setNext(block: number, next: number): void {
    this.ints[block * INTS + NEXT] = next;
  }
  /** The bin that holds a free block, else RESERVED or UNUSED. */
  bin(block: number): number {
    return this.ints[block * INTS + BIN]!;
  }
  setBin(block: number, bin: number): void {
    this.ints[block * INTS + BIN] = bin;
  }

  /** A new block right behind `before` in the chain, or first in it. Not in the hash table yet. */
  insertAfter(before: number, start: number, length: number): number {
    const block = this.takeNode();
    const { ints } = this;
    const after = before < 0 ? this.first : ints[before * INTS + AFTER]!;
    this.doubles[block * DOUBLES + START] = start;
    this.doubles[block * DOUBLES + LENGTH] = length;
    ints[block * INTS + BEFORE] = before;
    ints[block * INTS + AFTER] = after;
    ints[block * INTS + BIN] = UNUSED;
    if (before < 0) this.first = block;
    else ints[before * INTS + AFTER] = block;
    if (after >= 0) ints[after * INTS + BEFORE] = block;
    return block;
  }

  /** Takes a block out of the chain; its units belong to a neighbour from now on. */
  remove(block: number): void {
    const { ints } = this;
    const before = ints[block * INTS + BEFORE]!;
    const after = ints[block * INTS + AFTER]!;
    if (before < 0) this.first = after;
    else ints[before * INTS + AFTER] = after;
    if (after >= 0) ints[after * INTS + BEFORE] = before;
    ints[block * INTS + BIN] = UNUSED;
    ints[block * INTS + NEXT] = this.spare;
    this.spare = block;
    this.count--;
  }

  /** The reserved block that starts at `start`, or NO_BLOCK. */
  find(start: number): number {
    const { ints, doubles } = this;
    let block = this.heads[this.slotOf(start)]!;
    while (block >= 0 && doubles[block * DOUBLES + START] !== start) block = ints[block * INTS + CHAIN]!;
    return block;
  }

  /** Makes a block a reserved one, which its start finds. */
  enter(block: number): void {
    this.ints[block * INTS + BIN] = RESERVED;
    const slot = this.slotOf(this.doubles[block * DOUBLES + START]!);
    this.ints[block * INTS + CHAIN] = this.heads[slot]!;
    this.heads[slot] = block;
  }

  /** Finds the reserved block that starts at `start` and takes it out of the hash table; NO_BLOCK when there is none. */
  leave(start: number): number {
    const { ints, doubles, heads } = this;
    const slot = this.slotOf(start);
    let block = heads[slot]!;
    let before = NO_BLOCK;
    while (block >= 0 && doubles[block * DOUBLES + START] !== start) {
      before = block;
      block = ints[block * INTS + CHAIN]!;
    }
    if (block < 0) return NO_BLOCK;
    const chained = ints[block * INTS + CHAIN]!;
    if (before < 0) heads[slot] = chained;
    else ints[before * INTS + CHAIN] = chained;
    return block;
  }

  private slotOf(start: number): number {
    const low = start | 0;
    const high = (start / 0x1_0000_0000) | 0;
    const mixed = low ^ (low >>> 15) ^ Math.imul(high, 0x27d4_eb2f);
    return Math.imul(mixed, 0x9e37_79b1) >>> this.shift;
  }

  private takeNode(): number {
    let block = this.spare;
    this.count++;
    if (block >= 0) {
      this.spare = this.ints[block * INTS + NEXT]!;
      return block;
    }
    if (this.nodesUsed === this.nodes) this.growPool();
    block = this.nodesUsed++;
    return block;
  }

  private growPool(): void {
    this.nodes *= 2;
    const memory = new ArrayBuffer(this.nodes * DOUBLES * 8);
    this.doubles = enlarged(this.doubles, new Float64Array(memory));
    this.ints = new Int32Array(memory);
    this.heads = new Int32Array(this.nodes).fill(NO_BLOCK);
    this.shift--;
    for (let block = this.first; block >= 0; block = this.after(block))
      if (this.bin(block) === RESERVED) this.enter(block);
  }
}
