/** Answer of `reserve` when no free extent is long enough. */
export const NO_SPACE = -1;

/**
 * One placement policy over the units 0 to `capacity - 1` (pages, here). Knows nothing of NDIS. Lengths are at
 * least 1. Nothing on the hot path allocates memory or throws.
 */
export interface RangeAllocator {
  readonly capacity: number;
  readonly freeUnits: number;
  /** Length of the longest free extent, exact; 0 when nothing is free. */
  readonly largestFree: number;
  readonly freeExtentCount: number;
  /** Takes `length` units; answers their first unit or NO_SPACE, in which case nothing has changed. */
  reserve(length: number): number;
  /** Gives back units that `reserve` took, in whole or in part. The caller vouches that they are reserved. */
  release(start: number, length: number): void;
  forEachFreeExtent(visit: (start: number, length: number) => void): void;
  /** Verifies every internal invariant; the sentence of the first broken one, or null. */
  check(): string | null;
}
