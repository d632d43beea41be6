import { directMapPage } from '../memory/system-address-space.ts';
import { bytesToPages, pageIndex } from '../memory/units.ts';
import { diagnosticCode } from '../ndis/diagnostics.ts';
import { NULL_HANDLE } from '../ndis/handles.ts';
import {
  providerCharacteristics,
  type ProviderCall,
  type SharedMemoryProviderCharacteristics,
} from '../ndis/provider-characteristics.ts';
import { type SharedMemoryParameters } from '../ndis/shared-memory-parameters.ts';
import { RESOURCES, SUCCESS, type StatusCode } from '../ndis/status.ts';
import { firstNode, nodeAt } from './node-order.ts';
import { type PagePool } from './page-pool.ts';
import { PoolBooks } from './pool-books.ts';

const POLICY_REFUSED = diagnosticCode('POLICY_REFUSED');

/**
 * What NDIS's own memory is like: a common buffer, for which every node will do, or contiguous memory of a node, which
 * does not fall back from a node that was named (nf-wdm-mmallocatecontiguousnodememory).
 */
export const DEFAULT_FLAVOURS = ['common-buffer', 'contiguous-node'] as const;
export type DefaultFlavour = (typeof DEFAULT_FLAVOURS)[number];

/**
 * NDIS satisfying a request itself, like one common buffer a block (model decision, domain notes 4.1): one run of
 * whole pages, one element of Length bytes, SharedMemoryHandle NULL (NDIS_SHARED_MEM_HANDLE_HAL_ALLOCATED).
 */
export function createDefaultProvider(
  pool: PagePool,
  flavour: DefaultFlavour = 'common-buffer',
): SharedMemoryProviderCharacteristics {
  /** Pages of a block by its first page (relative to the memory's base), so that free needs nothing but the block's context. */
  const pagesAt = new Uint32Array(pool.pageCount);
  const books = new PoolBooks(pool, () => pool.largestReservablePages);

  const allocate = (
    _context: unknown,
    parameters: SharedMemoryParameters,
    call: ProviderCall,
  ): StatusCode => {
    const pages = bytesToPages(parameters.Length);
    const first = firstNode(pool, parameters.PreferredNode);
    const named = flavour === 'contiguous-node' && parameters.PreferredNode < pool.nodeCount;
    const nodes = named ? 1 : pool.nodeCount;
    const probesBefore = pool.probes;
    for (let attempt = 0; attempt < nodes; attempt++) {
      const node = nodeAt(first, attempt);
      const page = pool.takeRun(node, pages);
      call.probes = pool.probes - probesBefore;
      if (page === null) continue;
      parameters.virtualPage = directMapPage(page);
      parameters.SharedMemoryHandle = NULL_HANDLE;
      parameters.SGListBuffer.push(page, parameters.Length);
      call.blockContext = page;
      books.heldPages += pages;
      pagesAt[page - pool.basePage] = pages;
      return SUCCESS;
    }
    for (let attempt = 0; attempt < nodes; attempt++) {
      if (pool.whyNot(nodeAt(first, attempt), pages) === 'policy') call.diagnostic = POLICY_REFUSED;
    }
    call.freePages = named ? pool.freePagesOn(first) : pool.freePages;
    call.largestFreePages = named ? pool.largestFreePagesOn(first) : pool.largestFreePages;
    return RESOURCES;
  };

  const free = (_context: unknown, blockContext: number): void => {
    const pages = pagesAt[blockContext - pool.basePage] ?? 0;
    if (pages === 0) return;
    pagesAt[blockContext - pool.basePage] = 0;
    books.heldPages -= pages;
    pool.give(pageIndex(blockContext), pages);
  };

  return providerCharacteristics(null, allocate, free, books);
}
