/** The most granules that policies with tables by granule serve: 1 TiB in pages of 4 KiB. */
export const MAX_GRANULES = 2 ** 28;

/** How many granules a memory has; throws where it has a part of one, or too many. */
export function granulesOf(capacity: number, granule: number): number {
  if (!Number.isInteger(Math.log2(granule)) || granule < 1)
    throw new RangeError(`a granule is a power of two of units, not ${granule}`);
  const granules = capacity / granule;
  if (!Number.isInteger(granules))
    throw new RangeError(`a capacity of ${capacity} units is not a whole number of granules of ${granule}`);
  if (granules > MAX_GRANULES)
    throw new RangeError(
      `${capacity} units in granules of ${granule} are ${granules}, more than the ${MAX_GRANULES} that can be served`,
    );
  return granules;
}
