import { type Lab } from '../lab/lab.ts';
import { type PageIndex } from '../memory/units.ts';

/** Pages of one NUMA node that follow each other. */
export interface PageRun {
  readonly firstPage: PageIndex;
  readonly pages: number;
  readonly node: number;
}

/** The free extents of a machine, by address; none crosses the start of a node. */
export function freeRuns({ pool }: Lab): readonly PageRun[] {
  const runs: PageRun[] = [];
  pool.forEachFreeRun((firstPage, pages, node) => runs.push({ firstPage, pages, node }));
  return runs;
}
