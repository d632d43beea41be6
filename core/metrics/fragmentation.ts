/** External fragmentation: the share of free memory that one request cannot get, 1 - largest / free; 0 when none is free. */
export const externalFragmentation = (largestFreePages: number, freePages: number): number =>
  freePages === 0 ? 0 : 1 - largestFreePages / freePages;

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
