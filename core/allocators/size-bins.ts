/**
 * The arithmetic of size bins, by itself. Lengths below 2^bits have a bin each; above, every doubling is cut into
 * 2^bits bins of equal width, so a bin number is a floating-point number with `bits` bits of mantissa. A stored extent
 * goes down to the bin whose range it lies in; a request goes up to the first bin all of whose extents hold it. Exact
 * for lengths up to 2^53; `bits` is at most 8.
 */
export function binOf(length: number, bits: number): number {
  if (length >= 0x8000_0000) return binOfLong(length, bits);
  const exponent = 31 - Math.clz32(length);
  if (exponent < bits) return length;
  return ((exponent - bits + 1) << bits) | ((length >>> (exponent - bits)) & ((1 << bits) - 1));
}

/** Apart from the usual lengths, so that their arithmetic is short enough to be inlined. */
function binOfLong(length: number, bits: number): number {
  const high = Math.floor(length / 0x40_0000);
  const exponent = 31 - Math.clz32(high);
  return ((exponent + 22 - bits + 1) << bits) | ((high >>> (exponent - bits)) & ((1 << bits) - 1));
}

/** The first bin whose shortest length is at least `length`. */
export const binFor = (length: number, bits: number): number => binOf(length - 1, bits) + 1;

/** The shortest length of a bin. */
export function shortestOf(bin: number, bits: number): number {
  const doubling = bin >> bits;
  const mantissa = bin & ((1 << bits) - 1);
  return doubling === 0 ? mantissa : ((1 << bits) | mantissa) * 2 ** (doubling - 1);
}

/** How many bins lengths up to 2^53 need. */
export const binCount = (bits: number): number => binOf(2 ** 53, bits) + 1;
