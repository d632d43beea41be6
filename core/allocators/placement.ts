import {
  alignUp,
  NO_HANDLE,
  NO_SPACE,
  type RangeAllocator,
  type VisitRun,
  type WhyNot,
} from './range-allocator.ts';

/** What every policy shares: its counts, and the reason of a refusal. */
export abstract class Placement implements RangeAllocator {
  lastProbes = 0;
  totalProbes = 0;
  lastHandle = NO_HANDLE;
  /** A number from the first on: a field that begins as undefined has its numbers of 2^31 and more put on the heap. */
  protected free = 0;

  constructor(
    readonly capacity: number,
    readonly at = new Float64Array(1),
  ) {
    if (!Number.isSafeInteger(capacity) || capacity < 0)
      throw new RangeError(`a capacity is a whole number from 0 to 2^53 - 1, not ${capacity}`);
    this.free = capacity;
  }

  get freeUnits(): number {
    return this.free;
  }

  abstract readonly largestFree: number;
  abstract readonly largestReservable: number;
  abstract readonly freeExtentCount: number;
  abstract take(length: number, alignment?: number): boolean;
  abstract give(length: number, handle?: number): void;
  abstract grow(start: number, length: number, newLength: number): boolean;
  abstract forEachFreeExtent(visit: VisitRun): void;
  abstract check(): string | null;

  /** Whether `reserve` would grant this; changes nothing but the count of probes. */
  protected abstract wouldGrant(length: number, alignment: number): boolean;

  reserve(length: number, alignment = 1): number {
    return this.take(length, alignment) ? this.at[0]! : NO_SPACE;
  }

  release(start: number, length: number, handle = NO_HANDLE): void {
    this.at[0] = start;
    this.give(length, handle);
  }

  reservedLength(_start: number, length: number): number {
    return length;
  }

  whyNot(length: number, alignment = 1): WhyNot {
    const { lastProbes, totalProbes } = this;
    const granted = this.wouldGrant(length, alignment);
    this.lastProbes = lastProbes;
    this.totalProbes = totalProbes;
    if (granted) return 'fits';
    if (this.free < length) return 'full';
    let why: WhyNot = 'fragmented';
    this.forEachFreeExtent((start, extentLength) => {
      if (alignUp(start, alignment) + length <= start + extentLength) why = 'policy';
    });
    return why;
  }

  protected countProbes(probes: number): void {
    this.lastProbes = probes;
    this.totalProbes += probes;
  }
}
