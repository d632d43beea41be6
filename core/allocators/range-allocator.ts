/** Answer of `reserve` when the policy grants nothing. */
export const NO_SPACE = -1;
/** A handle that names nothing. */
export const NO_HANDLE = -1;

/**
 * Why a request would be refused now. `full`: fewer free units than asked. `fragmented`: enough of them, but no free
 * extent that holds the request at its alignment. `policy`: such an extent is there and the policy does not take it,
 * which is its price. `fits`: it would be granted.
 */
export type WhyNot = 'fits' | 'full' | 'fragmented' | 'policy';

/** Called with a run of units, by its first unit and its length. */
export type VisitRun = (start: number, length: number) => void;

/**
 * One placement policy over the units 0 to `capacity - 1`: pages or bytes, up to 2^53 of them. Knows nothing of NDIS.
 * Lengths are whole and at least 1, alignments powers of two. Nothing on the hot path allocates memory or throws;
 * tables grow by doubling, outside the steady state.
 */
export interface RangeAllocator {
  readonly capacity: number;
  /** Units that no reservation holds, exact. */
  readonly freeUnits: number;
  /** Length of the longest free extent, exact whatever the policy can see; 0 when nothing is free. */
  readonly largestFree: number;
  /** The longest length that `reserve` would grant now, without alignment; 0 when none. */
  readonly largestReservable: number;
  /** Free extents, each as long as it can be. */
  readonly freeExtentCount: number;
  /** Candidates (extents, blocks, or groups of them) that the last search looked at. */
  readonly lastProbes: number;
  readonly totalProbes: number;
  /**
   * The policy's own name of what was taken last; NO_HANDLE where the policy has none. A caller that keeps it with
   * the reservation spares `give` the search by start.
   */
  readonly lastHandle: number;
  /**
   * One number: the first unit of what `take` took last, and of what `give` is to give back. In here a number of 2^31
   * and more costs nothing; handed over in a call it would be an object on the heap.
   */
  readonly at: Float64Array;
  /** Takes `length` units from a multiple of `alignment` on, the first of them in `at`; false, with nothing changed, when it cannot. */
  take(length: number, alignment?: number): boolean;
  /** Gives back what lies at `at`: exactly what `take` took or `grow` made of it. The caller vouches for all numbers. */
  give(length: number, handle?: number): void;
  /** `take` for those who count in small numbers: answers the first unit or NO_SPACE. */
  reserve(length: number, alignment?: number): number;
  /** `give` for those who count in small numbers. */
  release(start: number, length: number, handle?: number): void;
  /** Makes a reservation longer where it is; false, with nothing changed, where the policy cannot. */
  grow(start: number, length: number, newLength: number): boolean;
  /** Units that a live reservation really holds: policies that round up hold more than was asked. */
  reservedLength(start: number, length: number): number;
  whyNot(length: number, alignment?: number): WhyNot;
  /** Free extents by rising address. */
  forEachFreeExtent(visit: VisitRun): void;
  /** Reservations by rising address, where the policy itself knows them. */
  forEachBlock?(visit: VisitRun): void;
  /** Verifies every internal invariant; the sentence of the first broken one, or null. */
  check(): string | null;
}

/** The first multiple of `alignment` at or after `start`. */
export const alignUp = (start: number, alignment: number): number =>
  alignment === 1 ? start : Math.ceil(start / alignment) * alignment;
