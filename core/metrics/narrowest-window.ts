/** A stretch of memory, as long as a request asked for, and what stands in it. Pages count from the memory's first. */
export interface PageWindow {
  readonly firstPage: number;
  readonly pages: number;
  readonly usedPages: number;
  /** Blocks with pages in it, in the order of their first page there. */
  readonly blocks: readonly number[];
}

/**
 * The stretch of `pages` pages on one node in which the fewest pages are used, the lowest of equals: its blocks are
 * what is in the way of a request for one run. Null where no node is that large.
 * @param owners block of each page, 0 where free
 * @param nodeStarts first page of each node, and the end of the last one
 */
export function narrowestWindow(
  owners: Uint32Array,
  nodeStarts: readonly number[],
  pages: number,
): PageWindow | null {
  let best = -1;
  let bestUsed = Infinity;
  for (let node = 0; node + 1 < nodeStarts.length; node++) {
    const begin = nodeStarts[node]!;
    const end = nodeStarts[node + 1]!;
    if (end - begin < pages) continue;
    let used = 0;
    for (let page = begin; page < end; page++) {
      if (owners[page] !== 0) used++;
      if (page >= begin + pages && owners[page - pages] !== 0) used--;
      if (page + 1 < begin + pages || used >= bestUsed) continue;
      bestUsed = used;
      best = page + 1 - pages;
    }
  }
  if (best < 0) return null;
  const blocks = new Set(owners.subarray(best, best + pages));
  blocks.delete(0);
  return { firstPage: best, pages, usedPages: bestUsed, blocks: [...blocks] };
}
