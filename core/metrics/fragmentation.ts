/** External fragmentation: the share of free memory that one request cannot get, 1 - largest / free; 0 when none is free. */
export const externalFragmentation = (largestFreePages: number, freePages: number): number =>
  freePages === 0 ? 0 : 1 - largestFreePages / freePages;

/**
 * Sawicki's squared metric: 1 - sum of squares / square of the sum; 0 for one extent, near 1 for dust. Unlike 1 -
 * largest / free it sees every extent and not only the longest one.
 */
export const squaredFragmentation = (sumOfSquares: number, freePages: number): number =>
  freePages === 0 ? 0 : 1 - sumOfSquares / (freePages * freePages);

/** Internal fragmentation: the share of granted memory that nobody asked for. */
export const internalFragmentation = (grantedBytes: number, askedBytes: number): number =>
  grantedBytes === 0 ? 0 : 1 - askedBytes / grantedBytes;

export interface FreeSpace {
  freePages: number;
  largestFreePages: number;
  freeExtents: number;
}

/**
 * Free space of a memory whose owners are known page by page (0: free). An extent never crosses the start of a NUMA
 * node, as no provider's run does.
 */
export function measureFreeSpace(owners: Uint32Array, nodeStarts: readonly number[]): FreeSpace {
  const space = { freePages: 0, largestFreePages: 0, freeExtents: 0 };
  for (let node = 0; node + 1 < nodeStarts.length; node++) {
    const end = nodeStarts[node + 1] ?? owners.length;
    let run = 0;
    for (let page = nodeStarts[node] ?? 0; page < end; page++) {
      if (owners[page] !== 0) {
        run = 0;
        continue;
      }
      if (run++ === 0) space.freeExtents++;
      space.freePages++;
      if (run > space.largestFreePages) space.largestFreePages = run;
    }
  }
  return space;
}
