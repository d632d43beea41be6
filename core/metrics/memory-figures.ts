import { PAGE_SIZE } from '../memory/units.ts';
import { externalFragmentation, internalFragmentation, squaredFragmentation } from './fragmentation.ts';
import { EXTENT_CLASSES, type FreeExtents } from './free-extents.ts';

/** What a memory looks like at one moment. Ratios are from 0 to 1. */
export interface MemoryFigures {
  readonly pages: number;
  /** Pages that nobody has: neither a block nor a provider that holds them back. */
  readonly freePages: number;
  /** Held back by a provider for no block. */
  readonly reservedPages: number;
  readonly freeExtents: number;
  readonly largestFreePages: number;
  /** 1 - largest / free. */
  readonly external: number;
  /** Sawicki's 1 - sum of squares / square of the sum. */
  readonly squared: number;
  readonly askedBytes: number;
  /** Granted beyond what was asked for. */
  readonly beyondBytes: number;
  readonly internal: number;
  /** Free extents by size class: entry i counts those of 2^i to 2^(i+1) - 1 pages. */
  readonly histogram: Float64Array;
}

/**
 * Figures of several nodes as one memory; an extent never crosses nodes.
 * @param pages pages of the nodes together
 * @param reservedPages pages of theirs that are held back and have no block
 * @param askedBytes what their live blocks were asked for
 */
export function memoryFigures(
  nodes: readonly FreeExtents[],
  pages: number,
  reservedPages: number,
  askedBytes: number,
): MemoryFigures {
  const histogram = new Float64Array(EXTENT_CLASSES);
  let freePages = 0;
  let freeExtents = 0;
  let largestFreePages = 0;
  let sumOfSquares = 0;
  for (const node of nodes) {
    freePages += node.freePages;
    freeExtents += node.count;
    sumOfSquares += node.sumOfSquares;
    largestFreePages = Math.max(largestFreePages, node.largestPages);
    node.histogram.forEach((count, size) => (histogram[size]! += count));
  }
  const grantedBytes = (pages - freePages - reservedPages) * PAGE_SIZE;
  return {
    pages,
    freePages,
    reservedPages,
    freeExtents,
    largestFreePages,
    external: externalFragmentation(largestFreePages, freePages),
    squared: squaredFragmentation(sumOfSquares, freePages),
    askedBytes,
    beyondBytes: grantedBytes - askedBytes,
    internal: internalFragmentation(grantedBytes, askedBytes),
    histogram,
  };
}
