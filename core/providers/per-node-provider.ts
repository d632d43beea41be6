import {
  type ProviderCall,
  providerCharacteristics,
  type SharedMemoryProviderCharacteristics,
} from '../ndis/provider-characteristics.ts';
import { type SharedMemoryParameters } from '../ndis/shared-memory-parameters.ts';
import { innerOf } from './decorators/decorator.ts';
import { firstNode } from './node-order.ts';
import { type PagePool } from './page-pool.ts';

/**
 * A provider for each NUMA node behind one registration (model): a request goes to the provider of its preferred node,
 * or of the roomiest one where it has no preference, and nowhere else. What a named node cannot give is refused, which
 * shows by contrast what falling back to other nodes is worth.
 * @param nodes the nodes' own providers, by node number
 */
export function createPerNodeProvider(
  pool: PagePool,
  nodes: readonly SharedMemoryProviderCharacteristics[],
  flags = 0,
): SharedMemoryProviderCharacteristics {
  const inner = nodes.map(innerOf);
  const count = inner.length;

  const allocate = (_context: unknown, parameters: SharedMemoryParameters, call: ProviderCall) => {
    const node = firstNode(pool, parameters.PreferredNode);
    const status = inner[node]!.allocate(parameters, call);
    call.blockContext = call.blockContext * count + node;
    return status;
  };

  const free = (_context: unknown, blockContext: number): void =>
    inner[blockContext % count]?.free(Math.floor(blockContext / count));

  const books = {
    get heldPages() {
      return inner.reduce((sum, node) => sum + node.heldPages(), 0);
    },
    isHeld: (page: Parameters<PagePool['isFree']>[0]) => !pool.isFree(page),
    largestGrantPages: (contiguous: boolean) => inner[pool.roomiestNode()]!.largestGrantPages(contiguous),
  };
  return providerCharacteristics(null, allocate, free, books, flags);
}
