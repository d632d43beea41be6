import { NONE } from './entry-tree.ts';
import { FirstFit } from './first-fit.ts';
import { Placement } from './placement.ts';
import { type VisitRun } from './range-allocator.ts';
import { binFor, binOf, shortestOf } from './size-bins.ts';
import { MAX_SLOTS, SlabTable } from './slab-table.ts';

/** Four size classes a doubling. */
const CLASS_BITS = 2;
/** A slab holds at least so many of its largest class; what is longer gets a run of its own. */
const MIN_SLOTS = 8;

/** The usual length of a slab: 64 Ki units, less in a small memory, more where there would be over 2^20 of them. */
export function usualSlabLength(capacity: number): number {
  const order = Math.floor(Math.log2(Math.max(1, capacity)));
  return 2 ** Math.max(4, Math.min(16, order - 8), order - 19);
}

/**
 * Segregated size classes with slabs (Bonwick, "The slab allocator: an object-caching kernel memory allocator", 1994):
 * requests are rounded up to one of four classes a doubling, each served from slabs that hold slots of one class only.
 * A slab is a run of one fixed length at a multiple of it, taken first fit when no slab of the class has a free slot
 * and given back when its last slot is. Longer requests, over an eighth of a slab, get a run of their own.
 *
 * Price: up to a quarter more than was asked, and free slots of one class serve no other: `whyNot` says `policy` where
 * they would have been enough. The reports about extents walk all slabs once after each change.
 */
export class SizeClasses extends Placement {
  private readonly runs: FirstFit;
  private readonly slabs = new SlabTable();
  /** By frame, a slab's length of memory: the slab in it, plus 1. */
  private readonly slabAt: Int32Array;
  /** By class: its slabs that have free slots. */
  private readonly partial: Int32Array;
  private readonly minClass: number;
  private readonly maxClass: number;
  private walked = false;
  private longest = 0;
  private extents = 0;

  constructor(
    capacity: number,
    readonly slabLength = usualSlabLength(capacity),
  ) {
    const runs = new FirstFit(capacity);
    super(capacity, runs.at);
    this.runs = runs;
    if (!Number.isInteger(Math.log2(slabLength)) || slabLength < MIN_SLOTS || capacity / slabLength > 2 ** 24)
      throw new RangeError(`a slab is a power of two of at least ${MIN_SLOTS} units, not ${slabLength}`);
    this.slabAt = new Int32Array(Math.ceil(capacity / slabLength));
    this.minClass = binOf(Math.max(1, slabLength / MAX_SLOTS), CLASS_BITS);
    this.maxClass = binOf(slabLength / MIN_SLOTS, CLASS_BITS);
    this.partial = new Int32Array(this.maxClass + 1).fill(NONE);
  }

  get largestFree(): number {
    this.walk();
    return this.longest;
  }

  get largestReservable(): number {
    const run = this.runs.largestFree;
    const longestSlot = shortestOf(this.maxClass, CLASS_BITS);
    if (run > longestSlot) return run;
    for (let sizeClass = this.maxClass; sizeClass >= this.minClass; sizeClass--)
      if (this.partial[sizeClass]! >= 0) return shortestOf(sizeClass, CLASS_BITS);
    return 0;
  }

  get freeExtentCount(): number {
    this.walk();
    return this.extents;
  }

  override reservedLength(start: number, length: number): number {
    const slab = this.slabOf(start);
    return slab < 0 ? length : this.slotLengthOf(slab);
  }

  take(length: number, alignment = 1): boolean {
    this.walked = false;
    const sizeClass = this.classFor(length, alignment);
    if (sizeClass < 0) {
      const taken = this.runs.take(length, alignment);
      this.countProbes(this.runs.lastProbes);
      if (taken) this.free -= length;
      return taken;
    }
    let slab = this.partial[sizeClass]!;
    if (slab < 0) {
      slab = this.addSlab(sizeClass);
      this.countProbes(this.runs.lastProbes + 1);
      if (slab < 0) return false;
    } else this.countProbes(1);
    const slot = this.slabs.takeSlot(slab);
    if (this.slabs.freeSlotsOf(slab) === 0) this.partial[sizeClass] = this.slabs.unlink(slab, slab);
    const slotLength = shortestOf(sizeClass, CLASS_BITS);
    this.free -= slotLength;
    this.at[0] = this.slabs.starts[slab]! + slot * slotLength;
    return true;
  }

  give(length: number): void {
    this.walked = false;
    const { slabs, partial } = this;
    const start = this.at[0]!;
    const slab = this.slabAt[Math.floor(start / this.slabLength)]! - 1;
    if (slab < 0) {
      this.free += length;
      this.runs.give(length);
      return;
    }
    const sizeClass = slabs.classOf(slab);
    const slotLength = shortestOf(sizeClass, CLASS_BITS);
    const slabStart = slabs.starts[slab]!;
    this.free += slotLength;
    slabs.giveSlot(slab, (start - slabStart) / slotLength);
    const freeSlots = slabs.freeSlotsOf(slab);
    const slots = slabs.slotsOf(slab);
    if (freeSlots === 1 && slots > 1) partial[sizeClass] = slabs.link(slab, partial[sizeClass]!);
    if (freeSlots < slots) return;
    partial[sizeClass] = slabs.unlink(slab, partial[sizeClass]!);
    this.slabAt[slabStart / this.slabLength] = 0;
    this.at[0] = slabStart;
    this.runs.give(this.slabLength);
    slabs.drop(slab);
  }

  /** Inside its slot a reservation has room already; a run of its own grows as first fit does. */
  grow(start: number, length: number, newLength: number): boolean {
    const slab = this.slabOf(start);
    if (slab >= 0) return newLength >= length && newLength <= this.slotLengthOf(slab);
    if (!this.runs.grow(start, length, newLength)) return false;
    this.free -= newLength - length;
    this.walked = false;
    return true;
  }

  forEachFreeExtent(visit: VisitRun): void {
    let begin = 0;
    let end = 0;
    const add = (start: number, length: number): void => {
      if (start > end) {
        if (end > begin) visit(begin, end - begin);
        begin = start;
      }
      end = start + length;
    };
    let frame = 0;
    const addSlabsBelow = (limit: number): void => {
      for (; frame * this.slabLength < limit; frame++)
        if (this.slabAt[frame]! > 0) this.forEachGap(this.slabAt[frame]! - 1, add);
    };
    this.runs.forEachFreeExtent((start, length) => {
      addSlabsBelow(start);
      add(start, length);
    });
    addSlabsBelow(this.capacity);
    if (end > begin) visit(begin, end - begin);
  }

  protected wouldGrant(length: number, alignment: number): boolean {
    const sizeClass = this.classFor(length, alignment);
    if (sizeClass >= 0 && this.partial[sizeClass]! >= 0) return true;
    const { slabLength } = this;
    return sizeClass < 0
      ? this.runs.whyNot(length, alignment) === 'fits'
      : this.runs.whyNot(slabLength, slabLength) === 'fits';
  }

  /** The first class whose slots hold the request and lie at multiples of its alignment, or NONE: too long. */
  private classFor(length: number, alignment: number): number {
    let sizeClass = Math.max(this.minClass, binFor(length, CLASS_BITS));
    if (alignment > 1)
      while (sizeClass <= this.maxClass && shortestOf(sizeClass, CLASS_BITS) % alignment !== 0) sizeClass++;
    return sizeClass > this.maxClass ? NONE : sizeClass;
  }

  private slabOf(start: number): number {
    return this.slabAt[Math.floor(start / this.slabLength)]! - 1;
  }

  private slotLengthOf(slab: number): number {
    return shortestOf(this.slabs.classOf(slab), CLASS_BITS);
  }

  private addSlab(sizeClass: number): number {
    const { slabLength } = this;
    if (!this.runs.take(slabLength, slabLength)) return NONE;
    const start = this.at[0]!;
    const slots = Math.floor(slabLength / shortestOf(sizeClass, CLASS_BITS));
    const slab = this.slabs.add(sizeClass, slots);
    this.slabs.starts[slab] = start;
    this.slabAt[start / slabLength] = slab + 1;
    this.partial[sizeClass] = this.slabs.link(slab, NONE);
    return slab;
  }

  /** The free slots of a slab and what its last slot leaves over. */
  private forEachGap(slab: number, visit: VisitRun): void {
    const start = this.slabs.startOf(slab);
    const slotLength = this.slotLengthOf(slab);
    const slots = this.slabs.slotsOf(slab);
    for (let slot = 0; slot < slots; slot++)
      if (this.slabs.isFree(slab, slot)) visit(start + slot * slotLength, slotLength);
    const rest = this.slabLength - slots * slotLength;
    if (rest > 0) visit(start + slots * slotLength, rest);
  }

  private walk(): void {
    if (this.walked) return;
    this.walked = true;
    this.longest = 0;
    this.extents = 0;
    this.forEachFreeExtent((_start, length) => {
      this.extents++;
      if (length > this.longest) this.longest = length;
    });
  }

  check(): string | null {
    return this.runs.check() ?? this.checkSlabs() ?? this.checkLists();
  }

  private checkSlabs(): string | null {
    let found = 0;
    let held = this.capacity - this.runs.freeUnits;
    for (let frame = 0; frame < this.slabAt.length; frame++) {
      const slab = this.slabAt[frame]! - 1;
      if (slab < 0) continue;
      found++;
      if (this.slabs.startOf(slab) !== frame * this.slabLength)
        return `slab ${slab} is in another's frame ${frame}`;
      if (this.runs.isFree(frame * this.slabLength)) return `the memory of slab ${slab} is free`;
      const problem = this.slabs.checkSlab(slab);
      if (problem !== null) return problem;
      const used = this.slabs.slotsOf(slab) - this.slabs.freeSlotsOf(slab);
      if (used === 0) return `slab ${slab} is empty and was not given back`;
      held -= this.slabLength - used * this.slotLengthOf(slab);
    }
    if (found !== this.slabs.count) return `${found} slabs in frames, the table counts ${this.slabs.count}`;
    return held === this.capacity - this.free
      ? null
      : `slots and runs hold ${held} units, the count says ${this.capacity - this.free}`;
  }

  private checkLists(): string | null {
    const { slabs } = this;
    let listed = 0;
    for (let sizeClass = 0; sizeClass <= this.maxClass; sizeClass++) {
      let previous = NONE;
      for (let slab = this.partial[sizeClass]!; slab >= 0; slab = slabs.next(slab)) {
        if (slabs.classOf(slab) !== sizeClass) return `slab ${slab} is in the list of class ${sizeClass}`;
        if (slabs.previous(slab) !== previous)
          return `the list of class ${sizeClass} is not linked both ways`;
        if (slabs.freeSlotsOf(slab) === 0) return `slab ${slab} is full and in a list`;
        if (listed++ > slabs.count) return 'the lists hold more slabs than there are';
        previous = slab;
      }
    }
    let partial = 0;
    for (const entry of this.slabAt) if (entry > 0 && slabs.freeSlotsOf(entry - 1) > 0) partial++;
    return listed === partial ? null : `${partial} slabs have free slots, ${listed} are in lists`;
  }
}
