import { type MapModel, type PageRun } from '../map/map-model.ts';

type Memory = Pick<MapModel, 'owners' | 'reserved' | 'nodeStarts'>;

/** Whether a page has no owner and nobody holds it back. */
const isFree = ({ owners, reserved }: Memory, page: number): boolean =>
  owners[page] === 0 && (reserved === null || reserved[page] === 0);

/** The free run that a page belongs to, inside its NUMA node; null when the page is not free. */
export function freeRunAt(memory: Memory, page: number): PageRun | null {
  if (!isFree(memory, page)) return null;
  const { nodeStarts, owners } = memory;
  const from = nodeStarts.findLast((start) => start <= page) ?? 0;
  const to = nodeStarts.find((start) => start > page) ?? owners.length;
  let first = page;
  let end = page + 1;
  while (first > from && isFree(memory, first - 1)) first--;
  while (end < to && isFree(memory, end)) end++;
  return { firstPage: first, pages: end - first };
}

/** The longest free runs, longest first; a run ends where its NUMA node does. A step a page. */
export function longestFreeRuns(memory: Memory, count: number): readonly PageRun[] {
  const { owners, reserved, nodeStarts } = memory;
  const longest: PageRun[] = [];
  const note = (firstPage: number, pages: number): void => {
    if (longest.length === count && pages <= (longest.at(-1)?.pages ?? 0)) return;
    longest.push({ firstPage, pages });
    longest.sort((one, other) => other.pages - one.pages);
    if (longest.length > count) longest.pop();
  };
  for (let node = 0; node + 1 < nodeStarts.length; node++) {
    const end = nodeStarts[node + 1] ?? 0;
    let length = 0;
    for (let page = nodeStarts[node] ?? 0; page < end; page++) {
      if (owners[page] === 0 && (reserved === null || reserved[page] === 0)) length++;
      else {
        if (length > 0) note(page - length, length);
        length = 0;
      }
    }
    if (length > 0) note(end - length, length);
  }
  return longest;
}
