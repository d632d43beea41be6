import { type Lab } from '../lab/lab.ts';
import { pageIndex, type PageIndex } from '../memory/units.ts';

/** Pages of one NUMA node that follow each other. */
export interface PageRun {
  readonly firstPage: PageIndex;
  readonly pages: number;
  readonly node: number;
}

/** The free extents of a machine, by address; none crosses the start of a node. */
export function freeRuns({ pool, geometry }: Lab): readonly PageRun[] {
  const runs: PageRun[] = [];
  for (let node = 0; node < pool.nodeCount; node++) {
    const end = geometry.nodeStarts[node + 1] ?? geometry.pageCount;
    let first = -1;
    for (let page = geometry.nodeStarts[node] ?? 0; page <= end; page++) {
      const free = page < end && pool.isFree(pageIndex(geometry.basePage + page));
      if (free && first < 0) first = page;
      if (free || first < 0) continue;
      runs.push({ firstPage: pageIndex(geometry.basePage + first), pages: page - first, node });
      first = -1;
    }
  }
  return runs;
}
