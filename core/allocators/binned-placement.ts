import { BinMap } from './bin-map.ts';
import {
  AFTER,
  BEFORE,
  BlockTable,
  DOUBLE_SHIFT,
  FIRST_OF_BIN,
  INT_SHIFT,
  LENGTH,
  NEXT,
  NO_BLOCK,
  PREVIOUS,
  RESERVED,
  START,
} from './block-table.ts';
import { Placement } from './placement.ts';
import { alignUp, NO_HANDLE, type VisitRun } from './range-allocator.ts';
import { binCount, binFor, binOf, shortestOf } from './size-bins.ts';
import { StartIndex } from './start-index.ts';

/**
 * Policies that keep free blocks in bins by length and take the newest block of the first bin all of whose blocks are
 * long enough: constant time, whatever the memory holds. Coalescing is immediate, along the chain of blocks. A handle
 * is the number of a block's node; who comes without one pays for an index by start from then on.
 */
export abstract class BinnedPlacement extends Placement {
  private readonly blocks = new BlockTable();
  private readonly heads: Int32Array;
  private readonly occupied: BinMap;
  private freeBlocks = 0;
  /** Made when somebody first asks for a block by its start. */
  private byStart: StartIndex | null = null;

  /** `bits`: every doubling of length is cut into 2^bits bins. */
  constructor(
    capacity: number,
    private readonly bits: number,
  ) {
    super(capacity);
    this.heads = new Int32Array(binCount(bits)).fill(NO_BLOCK);
    this.occupied = new BinMap(bits);
    if (capacity > 0) this.fileAs(this.blocks.insertFirst(), 0, capacity);
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

  take(length: number, alignment = 1): boolean {
    if (alignment !== 1) return this.takeAligned(length, alignment);
    const { blocks, heads } = this;
    const bin = this.occupied.findFrom(binFor(length, this.bits));
    this.lastProbes = 1;
    this.totalProbes++;
    if (bin < 0) {
      this.lastHandle = NO_HANDLE;
      return false;
    }
    const block = heads[bin]!;
    const start = blocks.doubles[(block << DOUBLE_SHIFT) + START]!;
    const rest = blocks.doubles[(block << DOUBLE_SHIFT) + LENGTH]! - length;
    let taken = block;
    if (rest === 0) {
      this.unfile(block);
      blocks.ints[(block << INT_SHIFT) + PREVIOUS] = RESERVED;
    } else {
      // The node stays with the rest, which often stays in its bin.
      taken = blocks.insertBefore(block);
      const { doubles } = blocks;
      doubles[(taken << DOUBLE_SHIFT) + START] = start;
      doubles[(taken << DOUBLE_SHIFT) + LENGTH] = length;
      doubles[(block << DOUBLE_SHIFT) + START] = start + length;
      this.resize(block, bin, rest);
    }
    this.free -= length;
    this.lastHandle = taken;
    if (this.byStart !== null) this.byStart.add(taken);
    this.at[0] = start;
    return true;
  }

  give(length: number, handle = NO_HANDLE): void {
    const { blocks } = this;
    const { ints, doubles } = blocks;
    const block = handle < 0 ? this.find(this.at[0]!) : handle;
    if (this.byStart !== null) this.byStart.remove(block);
    const before = ints[(block << INT_SHIFT) + BEFORE]!;
    const after = ints[(block << INT_SHIFT) + AFTER]!;
    let total = length;
    if (before >= 0 && ints[(before << INT_SHIFT) + PREVIOUS]! !== RESERVED) {
      const room = doubles[(before << DOUBLE_SHIFT) + LENGTH]!;
      this.unfile(before);
      blocks.absorbBefore(block);
      doubles[(block << DOUBLE_SHIFT) + START]! -= room;
      total += room;
    }
    if (after >= 0 && ints[(after << INT_SHIFT) + PREVIOUS]! !== RESERVED) {
      total += doubles[(after << DOUBLE_SHIFT) + LENGTH]!;
      this.unfile(after);
      blocks.absorbAfter(block);
    }
    doubles[(block << DOUBLE_SHIFT) + LENGTH] = total;
    this.free += length;
    this.file(block, binOf(total, this.bits));
  }

  grow(start: number, length: number, newLength: number): boolean {
    if (newLength <= length) return newLength === length;
    const { blocks } = this;
    const more = newLength - length;
    const block = this.find(start);
    const after = blocks.after(block);
    if (after < 0 || !blocks.isFree(after)) return false;
    const room = blocks.lengthOf(after);
    if (room < more) return false;
    const { doubles } = blocks;
    if (room === more) {
      this.unfile(after);
      blocks.absorbAfter(block);
    } else {
      doubles[(after << DOUBLE_SHIFT) + START] = start + newLength;
      this.resize(after, binOf(room, this.bits), room - more);
    }
    doubles[(block << DOUBLE_SHIFT) + LENGTH] = newLength;
    this.free -= more;
    return true;
  }

  forEachFreeExtent(visit: VisitRun): void {
    const { blocks } = this;
    for (let block = blocks.first; block >= 0; block = blocks.after(block))
      if (blocks.isFree(block)) visit(blocks.startOf(block), blocks.lengthOf(block));
  }

  forEachBlock(visit: VisitRun): void {
    const { blocks } = this;
    for (let block = blocks.first; block >= 0; block = blocks.after(block))
      if (blocks.isReserved(block)) visit(blocks.startOf(block), blocks.lengthOf(block));
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

  private takeAligned(length: number, alignment: number): boolean {
    const block = this.search(length, alignment);
    this.lastHandle = NO_HANDLE;
    if (block < 0) return false;
    const { blocks } = this;
    const first = blocks.startOf(block);
    const room = blocks.lengthOf(block);
    const start = alignUp(first, alignment);
    const rest = first + room - start - length;
    this.unfile(block);
    let taken = block;
    if (start > first) {
      taken = blocks.insertAfter(block);
      this.fileAs(block, first, start - first);
    }
    this.reserveAs(taken, start, length);
    if (rest > 0) this.fileAs(blocks.insertAfter(taken), start + length, rest);
    this.free -= length;
    this.lastHandle = taken;
    this.byStart?.add(taken);
    this.at[0] = start;
    return true;
  }

  private reserveAs(block: number, start: number, length: number): void {
    const { ints, doubles } = this.blocks;
    ints[(block << INT_SHIFT) + PREVIOUS] = RESERVED;
    doubles[(block << DOUBLE_SHIFT) + START] = start;
    doubles[(block << DOUBLE_SHIFT) + LENGTH] = length;
  }

  private fileAs(block: number, start: number, length: number): void {
    const { doubles } = this.blocks;
    doubles[(block << DOUBLE_SHIFT) + START] = start;
    doubles[(block << DOUBLE_SHIFT) + LENGTH] = length;
    this.file(block, binOf(length, this.bits));
  }

  private find(start: number): number {
    this.byStart ??= new StartIndex(this.blocks);
    return this.byStart.find(start);
  }

  /** Gives a free block of a bin another length. */
  private resize(block: number, bin: number, length: number): void {
    this.blocks.doubles[(block << DOUBLE_SHIFT) + LENGTH] = length;
    const now = binOf(length, this.bits);
    if (now === bin) return;
    this.unfile(block);
    this.file(block, now);
  }

  /** Puts a block at the head of a bin. */
  private file(block: number, bin: number): void {
    const { heads } = this;
    const { ints } = this.blocks;
    const head = heads[bin]!;
    ints[(block << INT_SHIFT) + PREVIOUS] = FIRST_OF_BIN - bin;
    ints[(block << INT_SHIFT) + NEXT] = head;
    if (head >= 0) ints[(head << INT_SHIFT) + PREVIOUS] = block;
    else this.occupied.add(bin);
    heads[bin] = block;
    this.freeBlocks++;
  }

  /** Takes a block out of its bin. */
  private unfile(block: number): void {
    const { ints } = this.blocks;
    const previous = ints[(block << INT_SHIFT) + PREVIOUS]!;
    const next = ints[(block << INT_SHIFT) + NEXT]!;
    if (next >= 0) ints[(next << INT_SHIFT) + PREVIOUS] = previous;
    if (previous >= 0) ints[(previous << INT_SHIFT) + NEXT] = next;
    else {
      const bin = FIRST_OF_BIN - previous;
      this.heads[bin] = next;
      if (next < 0) this.occupied.remove(bin);
    }
    this.freeBlocks--;
  }

  check(): string | null {
    return this.checkChain() ?? this.checkBins() ?? this.occupied.check() ?? this.byStart?.check() ?? null;
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
      const isFree = blocks.isFree(block);
      if (start !== end)
        return `the block at ${start} does not begin where the one before it ends, at ${end}`;
      if (length < 1) return `the block at ${start} has length ${length}`;
      if (blocks.before(block) !== before) return `the block at ${start} does not know the one before it`;
      if (isFree && freeBefore) return `the free block at ${start} was not merged with the one before it`;
      if (!isFree && !blocks.isReserved(block)) return `the block at ${start} is neither free nor reserved`;
      if (isFree) free += length;
      freeBefore = isFree;
      before = block;
      end = start + length;
      count++;
    }
    if (end !== this.capacity) return `the blocks end at ${end}, the memory at ${this.capacity}`;
    if (free !== this.free) return `free blocks hold ${free} units, the count says ${this.free}`;
    return blocks.check(count);
  }

  private checkBins(): string | null {
    const { blocks } = this;
    let listed = 0;
    for (let bin = 0; bin < this.heads.length; bin++) {
      const head = this.heads[bin]!;
      if (this.occupied.has(bin) !== head >= 0) return `the map is wrong about bin ${bin}`;
      let previous = FIRST_OF_BIN - bin;
      for (let block = head; block >= 0; block = blocks.next(block)) {
        if (!blocks.isFree(block) || binOf(blocks.lengthOf(block), this.bits) !== bin)
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
