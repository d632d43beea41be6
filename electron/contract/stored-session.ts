import { geometryProblem } from '../../core/memory/geometry.ts';
import { PAGE_SIZE } from '../../core/memory/units.ts';
import { sessionInfo } from './schemas.ts';

/**
 * What a stored session says of itself: the page's own description of it, but for the number of the epoch. The memory
 * that it names is one that a machine can have.
 */
export const storedSession = sessionInfo.omit({ epoch: true }).superRefine((session, context) => {
  const { memoryBytes, nodeCount, basePage, nodeStarts } = session;
  const refuse = (field: string, message: string): void =>
    context.addIssue({ code: 'custom', path: [field], message });
  const memory = geometryProblem(memoryBytes, nodeCount);
  if (memory !== null) refuse('memoryBytes', memory);
  if (basePage < 0 || basePage > 0xffff_ffff) refuse('basePage', 'expected a page from 0 to 4294967295');
  const rising = nodeStarts.every((start, node) => node === 0 || start > (nodeStarts[node - 1] ?? 0));
  const closed =
    nodeStarts.length === nodeCount + 1 &&
    nodeStarts[0] === 0 &&
    nodeStarts[nodeCount] === memoryBytes / PAGE_SIZE;
  if (!rising || !closed)
    refuse('nodeStarts', 'expected the first page of each node in rising order, then the number of pages');
});
