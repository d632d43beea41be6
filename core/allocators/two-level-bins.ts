import { BinnedPlacement } from './binned-placement.ts';

/**
 * Two-level bins (Aaltonen's OffsetAllocator, 2023): bin numbers are small floating-point numbers of three bits of
 * mantissa, eight bins a doubling; a bit a bin finds the first that is not empty. Blocks are known to the table alone,
 * never written into the memory, so it serves memory that the processor cannot see.
 *
 * Price: bins four times as wide as those of TLSF, so an extent of up to 1/8 more than the request may be refused.
 * Where the original reports the shortest length of its last bin as the largest free region, `largestReservable` is
 * that number and `largestFree` is the truth.
 */
export class TwoLevelBins extends BinnedPlacement {
  constructor(capacity: number) {
    super(capacity, 3);
  }
}
