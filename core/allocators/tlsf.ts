import { BinnedPlacement } from './binned-placement.ts';

/**
 * Two-level segregated fit (Masmano, Ripoll, Crespo and Real, "TLSF: a new dynamic memory allocator for real-time
 * systems", 2004): a first level by powers of two, each cut into 32 lists, two words of bits that find the first list
 * that is not empty. "Good fit" in constant time, for the worst case too.
 *
 * Price: a request goes up to the next list, so an extent of its own list, at most 1/32 longer than the shortest of
 * the list, is refused even where it would have fitted: `whyNot` says `policy` then.
 */
export class Tlsf extends BinnedPlacement {
  constructor(capacity: number) {
    super(capacity, 5);
  }
}
