import { NONE, VALUE } from './entry-tree.ts';
import { ExtentTree } from './extent-tree.ts';
import { Placement } from './placement.ts';
import { alignUp, NO_SPACE, type VisitRun } from './range-allocator.ts';

/**
 * Policies that choose among free extents and cut what was asked off the lower end of the one they chose. Knows free
 * extents only, so a reservation may also be given back in parts. Coalescing is immediate: neighbours are found by
 * address, in one descent of the tree.
 */
export abstract class ExtentPlacement extends Placement {
  lastRunLength = 0;

  constructor(
    capacity: number,
    protected readonly extents: ExtentTree = new ExtentTree(),
  ) {
    super(capacity, extents.key);
    if (capacity === 0) return;
    extents.value[0] = capacity;
    extents.insertAfter(NONE);
  }

  /** Position in the tree of the extent that the policy chooses, or NONE. */
  protected abstract search(length: number, alignment: number): number;

  get largestFree(): number {
    return this.extents.longest;
  }

  get largestReservable(): number {
    return this.extents.longest;
  }

  get freeExtentCount(): number {
    return this.extents.size;
  }

  take(length: number, alignment = 1): boolean {
    const position = this.search(length, alignment);
    if (position >= 0) this.place(position, length, alignment);
    return position >= 0;
  }

  /** Cuts a request out of the extent at `position`, which holds it. */
  protected place(position: number, length: number, alignment: number): void {
    const first = this.extents.pairs[position << 1]!;
    this.at[0] = alignment === 1 ? first : alignUp(first, alignment);
    this.cut(position, length);
  }

  /** Gives back units that were taken, in whole or in part. */
  give(length: number): void {
    const { extents, at } = this;
    const { value } = extents;
    const start = at[0]!;
    const before = extents.findAtOrBefore();
    const after = before < 0 ? extents.first() : extents.next(before);
    const joinsBefore =
      before >= 0 && extents.pairs[before << 1]! + extents.pairs[(before << 1) + VALUE]! === start;
    const joinsAfter = after >= 0 && extents.pairs[after << 1] === start + length;
    this.free += length;
    if (joinsBefore) {
      at[0] = extents.pairs[before << 1]!;
      value[0] = extents.pairs[(before << 1) + VALUE]! + length;
      if (joinsAfter) value[0] += extents.pairs[(after << 1) + VALUE]!;
      // Lengthened first: the removal may move entries, but never this one before it is done with.
      extents.replace(before);
      if (joinsAfter) extents.remove(after);
    } else if (joinsAfter) {
      value[0] = extents.pairs[(after << 1) + VALUE]! + length;
      extents.replace(after);
    } else {
      value[0] = length;
      extents.insertAfter(before);
    }
  }

  grow(start: number, length: number, newLength: number): boolean {
    return newLength <= length ? newLength === length : this.reserveAt(start + length, newLength - length);
  }

  /** Takes exactly these units; false, with nothing changed, when one of them is not free. */
  reserveAt(start: number, length: number): boolean {
    if (start < 0 || start + length > this.capacity) return false;
    const position = this.positionOf(start);
    if (position < 0) return false;
    if (this.extents.pairs[position << 1]! + this.extents.pairs[(position << 1) + VALUE]! < start + length)
      return false;
    this.cut(position, length);
    return true;
  }

  /**
   * Takes up to `length` units from the first free unit at or after `from` on, going round at the end; answers the
   * first unit or NO_SPACE when nothing is free. How many were taken is in `lastRunLength`.
   */
  reserveRun(from: number, length: number): number {
    const { extents } = this;
    let position = this.positionOf(from);
    let start = from;
    if (position < 0 || extents.pairs[position << 1]! + extents.pairs[(position << 1) + VALUE]! <= from) {
      position = position < 0 ? extents.first() : extents.next(position);
      if (position < 0) position = extents.first();
      if (position < 0) return NO_SPACE;
      start = extents.pairs[position << 1]!;
    }
    const end = extents.pairs[position << 1]! + extents.pairs[(position << 1) + VALUE]!;
    this.lastRunLength = Math.min(length, end - start);
    this.at[0] = start;
    this.cut(position, this.lastRunLength);
    return start;
  }

  /** The first unit at or after `from` where `length` free units begin, or NO_SPACE; nothing is taken. */
  findFree(from: number, length: number): number {
    const { extents } = this;
    const around = this.positionOf(from);
    if (around >= 0 && extents.pairs[around << 1]! + extents.pairs[(around << 1) + VALUE]! >= from + length)
      return from;
    let position = around < 0 ? extents.first() : extents.next(around);
    if (position >= 0 && extents.pairs[(position << 1) + VALUE]! < length)
      position = extents.findFitAfter(position, length);
    return position < 0 ? NO_SPACE : extents.pairs[position << 1]!;
  }

  isFree(unit: number): boolean {
    const position = this.positionOf(unit);
    return (
      position >= 0 &&
      this.extents.pairs[position << 1]! + this.extents.pairs[(position << 1) + VALUE]! > unit
    );
  }

  forEachFreeExtent(visit: VisitRun): void {
    const { extents } = this;
    for (let at = extents.first(); at >= 0; at = extents.next(at))
      visit(extents.pairs[at << 1]!, extents.pairs[(at << 1) + VALUE]!);
  }

  check(): string | null {
    let free = 0;
    let problem: string | null = this.extents.check();
    this.forEachFreeExtent((start, length) => {
      if (length < 1) problem ??= `free extent at ${start} has length ${length}`;
      if (start < 0 || start + length > this.capacity)
        problem ??= `free extent at ${start} passes the end of the memory`;
      free += length;
    });
    if (free !== this.free) problem ??= `extents hold ${free} units, the count says ${this.free}`;
    return problem;
  }

  protected wouldGrant(length: number, alignment: number): boolean {
    return this.search(length, alignment) >= 0;
  }

  /** Whether the extent at `position` holds the request at its alignment. */
  protected holds(position: number, length: number, alignment: number): boolean {
    const room = this.extents.pairs[(position << 1) + VALUE]!;
    if (alignment === 1) return length <= room;
    const start = this.extents.pairs[position << 1]!;
    return alignUp(start, alignment) + length <= start + room;
  }

  /** Position of the last extent that starts at or before `unit`, or NONE. */
  private positionOf(unit: number): number {
    this.at[0] = unit;
    return this.extents.findAtOrBefore();
  }

  /** Takes units from `at` on out of the extent at `position`, which holds them all. */
  private cut(position: number, length: number): void {
    const { extents, at } = this;
    const { value } = extents;
    const start = at[0]!;
    const first = extents.pairs[position << 1]!;
    const end = first + extents.pairs[(position << 1) + VALUE]!;
    this.free -= length;
    const behind = start + length;
    if (start > first) {
      at[0] = first;
      value[0] = start - first;
      extents.replace(position);
      if (behind < end) {
        at[0] = behind;
        value[0] = end - behind;
        extents.insertAfter(position);
      }
    } else if (behind < end) {
      at[0] = behind;
      value[0] = end - behind;
      extents.replace(position);
    } else extents.remove(position);
    at[0] = start;
  }
}
