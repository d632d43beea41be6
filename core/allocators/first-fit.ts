import { MaxTree } from './max-tree.ts';
import { NO_SPACE, type RangeAllocator } from './range-allocator.ts';

/**
 * First fit by address with immediate coalescing (Knuth, TAOCP 1, 2.5). Free extents carry boundary tags: their
 * length at the first unit, their first unit at the last, so that merging costs no search; a tree of maxima over
 * the lengths finds the lowest extent that fits.
 */
export class FirstFit implements RangeAllocator {
  private readonly lengthAtStart: MaxTree;
  /** May be stale; an entry counts only if the length at that start ends here. */
  private readonly startAtEnd: Int32Array;
  private free: number;
  private extents: number;

  constructor(readonly capacity: number) {
    this.lengthAtStart = new MaxTree(capacity + 1);
    this.startAtEnd = new Int32Array(capacity).fill(-1);
    this.free = capacity;
    this.extents = 0;
    if (capacity > 0) this.addExtent(0, capacity);
  }

  get freeUnits(): number {
    return this.free;
  }

  get largestFree(): number {
    return this.lengthAtStart.max;
  }

  get freeExtentCount(): number {
    return this.extents;
  }

  reserve(length: number): number {
    const start = this.lengthAtStart.findFrom(0, length);
    if (start < 0) return NO_SPACE;
    this.take(start, length);
    return start;
  }

  /**
   * Takes up to `length` units from the first free unit at or after `from` on, going round at the end; answers the
   * first unit or NO_SPACE when nothing is free. How many were taken is in `lastRunLength`.
   */
  reserveRun(from: number, length: number): number {
    const around = this.lengthAtStart.findLastNonZero(from);
    const end = around < 0 ? 0 : around + this.lengthAtStart.values[around]!;
    if (end > from) {
      this.lastRunLength = Math.min(length, end - from);
      this.reserveAt(from, this.lastRunLength);
      return from;
    }
    let start = this.lengthAtStart.findFrom(from, 1);
    if (start < 0) start = this.lengthAtStart.findFrom(0, 1);
    if (start < 0) return NO_SPACE;
    this.lastRunLength = Math.min(length, this.lengthAtStart.values[start]!);
    this.take(start, this.lastRunLength);
    return start;
  }
  lastRunLength = 0;

  /** Takes exactly these units; false, with nothing changed, when one of them is not free. */
  reserveAt(start: number, length: number): boolean {
    if (start < 0 || start + length > this.capacity) return false;
    const extent = this.lengthAtStart.findLastNonZero(start);
    if (extent < 0) return false;
    const extentLength = this.lengthAtStart.values[extent]!;
    const end = extent + extentLength;
    if (end < start + length) return false;
    this.removeExtent(extent, extentLength);
    if (extent < start) this.addExtent(extent, start - extent);
    if (start + length < end) this.addExtent(start + length, end - start - length);
    this.free -= length;
    return true;
  }

  isFree(unit: number): boolean {
    const extent = this.lengthAtStart.findLastNonZero(unit);
    return extent >= 0 && extent + this.lengthAtStart.values[extent]! > unit;
  }

  release(start: number, length: number): void {
    const lengths = this.lengthAtStart.values;
    let first = start;
    let total = length;
    const next = start + length;
    const nextLength = next < this.capacity ? lengths[next]! : 0;
    if (nextLength > 0) {
      this.removeExtent(next, nextLength);
      total += nextLength;
    }
    const previous = start > 0 ? this.startAtEnd[start - 1]! : -1;
    if (previous >= 0 && lengths[previous] === start - previous) {
      first = previous;
      total += start - previous;
      this.extents--;
    }
    this.addExtent(first, total);
    this.free += length;
  }

  forEachFreeExtent(visit: (start: number, length: number) => void): void {
    let start = this.lengthAtStart.findFrom(0, 1);
    while (start >= 0) {
      const length = this.lengthAtStart.values[start]!;
      visit(start, length);
      start = this.lengthAtStart.findFrom(start + length, 1);
    }
  }

  check(): string | null {
    let end = -1;
    let free = 0;
    let extents = 0;
    let problem: string | null = this.lengthAtStart.check();
    this.forEachFreeExtent((start, length) => {
      if (start <= end) problem ??= `free extent at ${start} touches or overlaps the one that ends at ${end}`;
      if (start + length > this.capacity) problem ??= `free extent at ${start} passes the end of the memory`;
      if (this.startAtEnd[start + length - 1] !== start) problem ??= `free extent at ${start} has no end tag`;
      end = start + length;
      free += length;
      extents++;
    });
    if (free !== this.free) problem ??= `extents hold ${free} units, the count says ${this.free}`;
    if (extents !== this.extents) problem ??= `${extents} extents, the count says ${this.extents}`;
    return problem;
  }

  private take(start: number, length: number): void {
    const extentLength = this.lengthAtStart.values[start]!;
    this.removeExtent(start, extentLength);
    if (extentLength > length) this.addExtent(start + length, extentLength - length);
    this.free -= length;
  }

  private addExtent(start: number, length: number): void {
    this.lengthAtStart.set(start, length);
    this.startAtEnd[start + length - 1] = start;
    this.extents++;
  }

  private removeExtent(start: number, length: number): void {
    this.lengthAtStart.set(start, 0);
    this.startAtEnd[start + length - 1] = -1;
    this.extents--;
  }
}
