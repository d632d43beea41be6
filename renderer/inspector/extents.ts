import { type PageRun } from '../map/map-model.ts';
import { type SessionModel } from '../stores/session-model.ts';

/** Pages in a row with one owner; block 0 is free, unless somebody holds them back. */
export interface Extent extends PageRun {
  readonly block: number;
  readonly reserved: boolean;
}

/**
 * The pages in a row, on one node, that have the owner of `page`.
 * @param page counted from the memory's first; the extent begins or ends there
 * @param step 1 to look upwards from it, -1 downwards
 * @returns null beyond the node that the page before belongs to
 */
export function extentBeside(
  { owners, reserved, nodeStarts }: Pick<SessionModel, 'owners' | 'reserved' | 'nodeStarts'>,
  page: number,
  step: 1 | -1,
): Extent | null {
  const node = nodeStarts.findIndex(
    (start, at) => page - step >= start && page - step < (nodeStarts[at + 1] ?? 0),
  );
  const from = nodeStarts[node] ?? 0;
  const to = nodeStarts[node + 1] ?? 0;
  if (page < from || page >= to) return null;
  const block = owners[page] ?? 0;
  const isHeld = (at: number): boolean => block === 0 && reserved !== null && reserved[at] !== 0;
  const held = isHeld(page);
  const goesOn = (at: number): boolean =>
    at >= from && at < to && owners[at] === block && isHeld(at) === held;
  let last = page;
  while (goesOn(last + step)) last += step;
  return { firstPage: Math.min(page, last), pages: Math.abs(last - page) + 1, block, reserved: held };
}
