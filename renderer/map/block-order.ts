/** Which way a column is sorted. */
export type SortDirection = 'ascending' | 'descending';

/** Keys are whole numbers below this. */
const KEYS = 2 ** 32;

/**
 * The blocks in the order of a key; those of equal keys stay in the order in which they came. Key and place are sorted
 * as one number each, so that a hundred thousand rows need no comparing function.
 */
export function orderBlocks(
  blocks: readonly number[],
  keyOf: (block: number) => number,
  direction: SortDirection,
): number[] {
  const places = Math.max(1, blocks.length);
  if (places > 2 ** 53 / KEYS) throw new RangeError(`${places} blocks are too many to sort`);
  const sorted = Float64Array.from(blocks, (block, place) => {
    const key = keyOf(block);
    return (direction === 'ascending' ? key : KEYS - 1 - key) * places + place;
  }).sort();
  return Array.from(sorted, (packed) => blocks[packed % places] ?? 0);
}
