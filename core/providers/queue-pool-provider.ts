import { FirstFit } from '../allocators/first-fit.ts';
import { NO_SPACE } from '../allocators/range-allocator.ts';
import { ReservedFor } from '../events/reserved-pages.ts';
import { directMapPage } from '../memory/system-address-space.ts';
import { bytesToPages, pageIndex, type PageIndex } from '../memory/units.ts';
import { diagnosticCode } from '../ndis/diagnostics.ts';
import {
  type ProviderCall,
  providerCharacteristics,
  type SharedMemoryProviderCharacteristics,
} from '../ndis/provider-characteristics.ts';
import { type SharedMemoryParameters } from '../ndis/shared-memory-parameters.ts';
import { RESOURCES, SUCCESS, type StatusCode } from '../ndis/status.ts';
import { firstNode, nodeAt } from './node-order.ts';
import { type PagePool } from './page-pool.ts';
import { type SharedMemoryHandles } from './shared-memory-handles.ts';

const POOL_EXHAUSTED = diagnosticCode('POOL_EXHAUSTED');

/** The run of pages that one queue or VPort lives on. */
interface QueuePool {
  readonly key: number;
  readonly first: PageIndex;
  readonly inside: FirstFit;
}

interface PoolBlock {
  readonly pool: QueuePool;
  readonly start: number;
  readonly pages: number;
}

/** A VPort id and a queue id never name the same pool. */
const poolKey = ({ QueueId, VPortId }: SharedMemoryParameters): number =>
  QueueId * 2 + (VPortId > 0 ? 1 + VPortId * 2 ** 33 : 0);

/**
 * A fixed pool for each queue (model): the first request of a queue reserves one run of `poolPages` pages, and all its
 * blocks come from there, first fit. No queue can starve another one, and none can borrow what another leaves unused.
 * The run goes back when its last block has gone.
 */
export function createQueuePoolProvider(
  memory: PagePool,
  handles: SharedMemoryHandles,
  poolPages: number,
  flags = 0,
): SharedMemoryProviderCharacteristics {
  const pools = new Map<number, QueuePool>();
  const blocks = new Map<number, PoolBlock>();
  let lastBlock = 0;
  let heldPages = 0;

  const openPool = (key: number, preferredNode: number): QueuePool | null => {
    const first = firstNode(memory, preferredNode);
    for (let attempt = 0; attempt < memory.nodeCount; attempt++) {
      const page = memory.takeRun(nodeAt(first, attempt), poolPages);
      if (page === null) continue;
      const pool = { key, first: page, inside: new FirstFit(poolPages) };
      pools.set(key, pool);
      memory.held.hold(page - memory.basePage, poolPages, ReservedFor.pool);
      return pool;
    }
    return null;
  };

  const closeIfEmpty = (pool: QueuePool): void => {
    if (pool.inside.freeUnits < poolPages) return;
    pools.delete(pool.key);
    memory.held.letGo(pool.first - memory.basePage, poolPages);
    memory.give(pool.first, poolPages);
  };

  const allocate = (
    _context: unknown,
    parameters: SharedMemoryParameters,
    call: ProviderCall,
  ): StatusCode => {
    const key = poolKey(parameters);
    const pages = bytesToPages(parameters.Length);
    const probesBefore = memory.probes;
    const pool = pools.get(key) ?? openPool(key, parameters.PreferredNode);
    call.probes = memory.probes - probesBefore;
    if (pool === null) {
      call.freePages = memory.freePages;
      call.largestFreePages = memory.largestFreePages;
      return RESOURCES;
    }
    const start = pool.inside.reserve(pages);
    call.probes += pool.inside.lastProbes;
    if (start === NO_SPACE) {
      call.freePages = pool.inside.freeUnits;
      call.largestFreePages = pool.inside.largestFree;
      call.diagnostic = POOL_EXHAUSTED;
      closeIfEmpty(pool);
      return RESOURCES;
    }
    const page = pageIndex(pool.first + start);
    blocks.set(++lastBlock, { pool, start, pages });
    heldPages += pages;
    parameters.virtualPage = directMapPage(page);
    parameters.SharedMemoryHandle = handles.take();
    parameters.SGListBuffer.push(page, parameters.Length);
    call.blockContext = lastBlock;
    return SUCCESS;
  };

  const free = (_context: unknown, blockContext: number): void => {
    const block = blocks.get(blockContext);
    if (block === undefined) return;
    blocks.delete(blockContext);
    heldPages -= block.pages;
    block.pool.inside.release(block.start, block.pages);
    closeIfEmpty(block.pool);
  };

  const isHeld = (page: PageIndex): boolean => {
    for (const pool of pools.values()) {
      const inside = page - pool.first;
      if (inside >= 0 && inside < poolPages) return !pool.inside.isFree(inside);
    }
    return false;
  };

  const books = {
    get heldPages() {
      return heldPages;
    },
    isHeld,
    // A queue without a pool still opens one; the others have what their own pool has left.
    largestGrantPages: () => {
      let largest = Math.min(poolPages, memory.largestReservablePages) === poolPages ? poolPages : 0;
      for (const { inside } of pools.values()) largest = Math.max(largest, inside.largestReservable);
      return largest;
    },
  };
  return providerCharacteristics(null, allocate, free, books, flags);
}
