import { type Lab } from '../../lab/lab.ts';

/**
 * The fewest blocks whose end makes a run of free pages on one node, by number.
 * @returns null where no node is that large
 */
export function cheapestRoom(lab: Lab, pages: number): readonly number[] | null {
  const { geometry } = lab;
  let best: readonly number[] | null = null;
  const owners = blockOfEachPage(lab);
  for (let node = 0; node < lab.nodeCount; node++) {
    const end = geometry.nodeStarts[node + 1] ?? geometry.pageCount;
    for (let first = geometry.nodeStarts[node] ?? 0; first + pages <= end; first++) {
      const inTheWay = [...new Set(owners.subarray(first, first + pages))].filter((block) => block !== 0);
      if (best === null || inTheWay.length < best.length) best = inTheWay;
    }
  }
  return best;
}

/** Number of the live block that holds each page of the memory, 0 where none does; for blocks of one run. */
function blockOfEachPage({ ndis: { blocks }, geometry }: Lab): Uint32Array {
  const owners = new Uint32Array(geometry.pageCount);
  for (let block = 1; block <= blocks.last; block++) {
    if (!blocks.isLive(block)) continue;
    const first = blocks.firstPage(block) - geometry.basePage;
    owners.fill(block, first, first + blocks.grantedPages(block));
  }
  return owners;
}
