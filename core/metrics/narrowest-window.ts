/** A stretch of memory, as long as a request asked for, and what stands in it. Pages count from the memory's first. */
export interface PageWindow {
  readonly firstPage: number;
  readonly pages: number;
  readonly usedPages: number;
  /** Those of them that no block has: a provider holds them back. */
  readonly reservedPages: number;
  /** Blocks with pages in it, in the order of their first page there. */
  readonly blocks: readonly number[];
}

/**
 * The stretch of `pages` pages on one node in which the fewest pages are used, the lowest of equals: its blocks are
 * what is in the way of a request for one run. Null where no node is that large.
 * @param owners block of each page, 0 where free
 * @param nodeStarts first page of each node, and the end of the last one
 * @param reserved who holds a page back, 0 for nobody
 */
export function narrowestWindow(
  owners: Uint32Array,
  nodeStarts: readonly number[],
  pages: number,
  reserved: Uint32Array | null = null,
): PageWindow | null {
  const isTaken = (page: number): boolean =>
    owners[page] !== 0 || (reserved !== null && reserved[page] !== 0);
  let best = -1;
  let bestUsed = Infinity;
  for (let node = 0; node + 1 < nodeStarts.length; node++) {
    const begin = nodeStarts[node]!;
    const end = nodeStarts[node + 1]!;
    if (end - begin < pages) continue;
    let used = 0;
    for (let page = begin; page < end; page++) {
      if (isTaken(page)) used++;
      if (page >= begin + pages && isTaken(page - pages)) used--;
      if (page + 1 < begin + pages || used >= bestUsed) continue;
      bestUsed = used;
      best = page + 1 - pages;
    }
  }
  if (best < 0) return null;
  const inside = owners.subarray(best, best + pages);
  const blocks = new Set(inside);
  blocks.delete(0);
  const owned = inside.reduce((sum, owner) => (owner === 0 ? sum : sum + 1), 0);
  return {
    firstPage: best,
    pages,
    usedPages: bestUsed,
    reservedPages: bestUsed - owned,
    blocks: [...blocks],
  };
}
