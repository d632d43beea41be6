import { englishOf } from '../words/sentence.ts';
import { type FieldProblem, sayOfGeometry as say, sentenceOfField } from './geometry-sentences.ts';
import { PAGE_SIZE, pageCount, pageIndex, type ByteCount, type PageCount, type PageIndex } from './units.ts';

/** Physical memory starts above 4 GiB, so that every address in the program needs more than 32 bits. */
export const DEFAULT_BASE_PAGE = pageIndex(0x10_0000);

/** The largest memory that page-granular bookkeeping is laid out for. */
export const MAX_MEMORY_BYTES = 64 * 2 ** 30;
export const MAX_NODES = 64;

/** One machine's physical memory: `pageCount` pages from `basePage`, cut into NUMA nodes of (almost) equal size. */
export interface MemoryGeometry {
  readonly basePage: PageIndex;
  readonly pageCount: PageCount;
  /** First page of node i, relative to `basePage`; one more entry closes the last node. */
  readonly nodeStarts: readonly number[];
}

/** Says what is wrong with a memory size or node count, or null when both are usable. */
export function geometryProblem(memoryBytes: number, nodeCount: number): FieldProblem | null {
  if (!Number.isInteger(nodeCount) || nodeCount < 1 || nodeCount > MAX_NODES) {
    return { field: 'nodes', expected: say('nodes', { most: MAX_NODES }) };
  }
  const smallest = nodeCount * PAGE_SIZE;
  if (!Number.isInteger(memoryBytes) || memoryBytes % PAGE_SIZE !== 0) {
    return { field: 'memory', expected: say('wholePages', { page: PAGE_SIZE }) };
  }
  if (memoryBytes < smallest || memoryBytes > MAX_MEMORY_BYTES) {
    return { field: 'memory', expected: say('memory', { least: smallest }) };
  }
  return null;
}

/** @throws RangeError where `geometryProblem` names a problem; check there first. */
export function createGeometry(
  memoryBytes: ByteCount,
  nodeCount: number,
  basePage: PageIndex = DEFAULT_BASE_PAGE,
): MemoryGeometry {
  const problem = geometryProblem(memoryBytes, nodeCount);
  if (problem !== null) throw new RangeError(englishOf(sentenceOfField(problem)));
  const pages = memoryBytes / PAGE_SIZE;
  const nodeStarts = Array.from({ length: nodeCount + 1 }, (_, node) =>
    Math.floor((pages * node) / nodeCount),
  );
  return { basePage, pageCount: pageCount(pages), nodeStarts };
}

export const nodeCountOf = (geometry: MemoryGeometry): number => geometry.nodeStarts.length - 1;

/** The node that holds a page given relative to `basePage`. */
export function nodeOfRelativePage(geometry: MemoryGeometry, relativePage: number): number {
  const { nodeStarts } = geometry;
  let node = nodeStarts.length - 2;
  while (node > 0 && (nodeStarts[node] ?? 0) > relativePage) node--;
  return node;
}
