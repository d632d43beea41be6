import { BinMap } from './bin-map.ts';
import { BlockTable, NO_BLOCK, RESERVED } from './block-table.ts';
import { Placement } from './placement.ts';
import { alignUp, NO_SPACE, type VisitRun } from './range-allocator.ts';
import { binCount, binFor, binOf, shortestOf } from './size-bins.ts';

/**
 * Policies that keep free blocks in bins by length and take the newest block of the first bin all of whose blocks are
 * long enough: constant time, whatever the memory holds. Coalescing is immediate, along the chain of blocks.
 */
export abstract class BinnedPlacement extends Placement {
  private readonly blocks = new BlockTable();
  private readonly heads: Int32Array;
  private readonly occupied: BinMap;
  private freeBlocks = 0;

  /** `bits`: every doubling of length is cut into 2^bits bins. */
  constructor(
    capacity: number,
    private readonly bits: number,
  ) {
    super(capacity);
    this.heads = new Int32Array(binCount(bits)).fill(NO_BLOCK);
    this.occupied = new BinMap(bits);
    if (capacity > 0) this.file(this.blocks.insertAfter(NO_BLOCK, 0, capacity), binOf(capacity, bits));
  }

  /** The bins know only how short the blocks of the last bin may be; this walks that bin. */
  get largestFree(): number {
    const bin = this.occupied.last();
    let longest = 0;
    for (let block = bin < 0 ? NO_BLOCK : this.heads[bin]!; block >= 0; block = this.blocks.next(block))
      longest = Math.max(longest, this.blocks.lengthOf(block));
    return longest;
  }

  get largestReservable(): number {
    const bin = this.occupied.last();
    return bin < 0 ? 0 : shortestOf(bin, this.bits);
  }

  get freeExtentCount(): number {
    return this.freeBlocks;
  }

  reserve(length: number, alignment = 1): number {
    const block = this.search(length, alignment);
    return block < 0 ? NO_SPACE : this.take(block, length, alignment);
  }

  release(start: number, length: number): void {
    const { blocks } = this;
    const block = blocks.leave(start);
    this.free += length;
    const before = blocks.before(block);
    const after = blocks.after(block);
    const joinsAfter = after >= 0 && blocks.bin(after) >= 0;
    if (before >= 0 && blocks.bin(before) >= 0) {
      let total = blocks.lengthOf(before) + length;
      if (joinsAfter) {
        total += blocks.lengthOf(after);
        this.unfile(after);
        blocks.remove(after);
      }
      blocks.remove(block);
      this.resize(before, total);
    } else if (joinsAfter) {
      blocks.remove(block);
      blocks.setStart(after, start);
      this.resize(after, blocks.lengthOf(after) + length);
    } else this.file(block, binOf(length, this.bits));
  }

  grow(start: number, length: number, newLength: number): boolean {
    if (newLength <= length) return newLength === length;
    const { blocks } = this;
    const more = newLength - length;
    const block = blocks.find(start);
    const after = blocks.after(block);
    if (after < 0 || blocks.bin(after) < 0) return false;
    const room = blocks.lengthOf(after);
    if (room < more) return false;
    if (room === more) {
      this.unfile(after);
      blocks.remove(after);
    } else {
      blocks.setStart(after, blocks.startOf(after) + more);
      this.resize(after, room - more);
    }
    blocks.setLength(block, newLength);
    this.free -= more;
    return true;
  }

  forEachFreeExtent(visit: VisitRun): void {
    const { blocks } = this;
    for (let block = blocks.first; block >= 0; block = blocks.after(block))
      if (blocks.bin(block) >= 0) visit(blocks.startOf(block), blocks.lengthOf(block));
  }

  forEachBlock(visit: VisitRun): void {
    const { blocks } = this;
    for (let block = blocks.first; block >= 0; block = blocks.after(block))
      if (blocks.bin(block) === RESERVED) visit(blocks.startOf(block), blocks.lengthOf(block));
  }

  protected wouldGrant(length: number, alignment: number): boolean {
    return this.search(length, alignment) >= 0;
  }

  /** With an alignment, a block that holds the worst case too, unless the first one looked at happens to lie well. */
  private search(length: number, alignment: number): number {
    const bin = this.occupied.findFrom(binFor(length, this.bits));
    this.countProbes(1);
    if (bin < 0) return NO_BLOCK;
    const block = this.heads[bin]!;
    if (alignment === 1 || this.holds(block, length, alignment)) return block;
    const roomy = this.occupied.findFrom(binFor(length + alignment - 1, this.bits));
    this.lastProbes++;
    this.totalProbes++;
    return roomy < 0 ? NO_BLOCK : this.heads[roomy]!;
  }

  private holds(block: number, length: number, alignment: number): boolean {
    const start = this.blocks.startOf(block);
    return alignUp(start, alignment) + length <= start + this.blocks.lengthOf(block);
  }

  /** Cuts the request out of a free block that holds it. What is left before and behind stays free. */
  private take(block: number, length: number, alignment: number): number {
    const { blocks } = this;
    const first = blocks.startOf(block);
    const room = blocks.lengthOf(block);
    const start = alignUp(first, alignment);
    const rest = first + room - start - length;
    let taken = block;
    if (start > first) {
      taken = blocks.insertAfter(block, start, length);
      if (rest > 0) this.file(blocks.insertAfter(taken, start + length, rest), binOf(rest, this.bits));
      this.resize(block, start - first);
    } else if (rest > 0) {
      // The node stays with the rest, which often stays in its bin.
      taken = blocks.insertAfter(blocks.before(block), start, length);
      blocks.setStart(block, start + length);
      this.resize(block, rest);
    } else {
      this.unfile(block);
    }
    blocks.enter(taken);
    this.free -= length;
    return start;
  }

  private resize(block: number, length: number): void {
    this.blocks.setLength(block, length);
    const bin = binOf(length, this.bits);
    if (bin === this.blocks.bin(block)) return;
    this.unfile(block);
    this.file(block, bin);
  }

  /** Puts a block at the head of a bin. */
  private file(block: number, bin: number): void {
    const { blocks, heads } = this;
    const head = heads[bin]!;
    blocks.setBin(block, bin);
    blocks.setPrevious(block, NO_BLOCK);
    blocks.setNext(block, head);
    if (head >= 0) blocks.setPrevious(head, block);
    else this.occupied.add(bin);
    heads[bin] = block;
    this.freeBlocks++;
  }

  private unfile(block: number): void {
    const { blocks, heads } = this;
    const bin = blocks.bin(block);
    const previous = blocks.previous(block);
    const next = blocks.next(block);
    if (next >= 0) blocks.setPrevious(next, previous);
    if (previous >= 0) blocks.setNext(previous, next);
    else {
      heads[bin] = next;
      if (next < 0) this.occupied.remove(bin);
    }
    this.freeBlocks--;
  }

  check(): string | null {
    return this.checkChain() ?? this.checkBins() ?? this.occupied.check();
  }

  private checkChain(): string | null {
    const { blocks } = this;
    let end = 0;
    let free = 0;
    let count = 0;
    let freeBefore = false;
    let before = NO_BLOCK;
    for (let block = blocks.first; block >= 0; block = blocks.after(block)) {
      const start = blocks.startOf(block);
      const length = blocks.lengthOf(block);
      const isFree = blocks.bin(block) >= 0;
      if (start !== end)
        return `the block at ${start} does not begin where the one before it ends, at ${end}`;
      if (length < 1) return `the block at ${start} has length ${length}`;
      if (blocks.before(block) !== before) return `the block at ${start} does not know the one before it`;
      if (isFree && freeBefore) return `the free block at ${start} was not merged with the one before it`;
      if (!isFree && blocks.find(start) !== block) return `the reserved block at ${start} cannot be found`;
      if (isFree && blocks.bin(block) !== binOf(length, this.bits))
        return `the free block at ${start} is in a bin of other lengths`;
      if (isFree) free += length;
      freeBefore = isFree;
      before = block;
      end = start + length;
      count++;
    }
    if (end !== this.capacity) return `the blocks end at ${end}, the memory at ${this.capacity}`;
    if (free !== this.free) return `free blocks hold ${free} units, the count says ${this.free}`;
    return count === blocks.count ? null : `${count} blocks in the chain, the table counts ${blocks.count}`;
  }

  private checkBins(): string | null {
    const { blocks } = this;
    let listed = 0;
    for (let bin = 0; bin < this.heads.length; bin++) {
      const head = this.heads[bin]!;
      if (this.occupied.has(bin) !== head >= 0) return `the map is wrong about bin ${bin}`;
      let previous = NO_BLOCK;
      for (let block = head; block >= 0; block = blocks.next(block)) {
        if (blocks.bin(block) !== bin)
          return `the block at ${blocks.startOf(block)} is in a list of bin ${bin}`;
        if (blocks.previous(block) !== previous) return `the list of bin ${bin} is not linked both ways`;
        if (listed++ > this.freeBlocks)
          return `the lists of bins hold more than the ${this.freeBlocks} free blocks`;
        previous = block;
      }
    }
    return listed === this.freeBlocks ? null : `${listed} blocks in bins, the count says ${this.freeBlocks}`;
  }
}
