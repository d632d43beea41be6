import { type PagePool } from './page-pool.ts';

/**
 * The node to try first: the preferred one when it exists, otherwise (MM_ANY_NODE_OK, or a node that the machine
 * does not have, rule A14) the one with most free pages. The others follow in ascending order (domain notes 4.1).
 */
export const firstNode = (pool: PagePool, preferredNode: number): number =>
  preferredNode < pool.nodeCount ? preferredNode : pool.roomiestNode();

/** The node to try at position `attempt` (0 is `first`), each node once. */
export function nodeAt(first: number, attempt: number): number {
  if (attempt === 0) return first;
  return attempt <= first ? attempt - 1 : attempt;
}
