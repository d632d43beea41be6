import { type SeededRandom } from '../memory/seeded-random.ts';
import { type ScatteredRanges } from '../memory/system-address-space.ts';
import { type SharedMemoryProviderCharacteristics } from '../ndis/provider-characteristics.ts';
import { createGuestMemoryProvider } from './guest-memory-provider.ts';
import { type PagePool } from './page-pool.ts';
import { createPerNodeProvider } from './per-node-provider.ts';
import { type ProviderChoice } from './provider-choices.ts';
import { createQueuePoolProvider } from './queue-pool-provider.ts';
import { type SharedMemoryHandles } from './shared-memory-handles.ts';
import { SwitchProvider } from './switch-provider.ts';

/** What providers draw from. */
export interface ProviderMaterials {
  readonly pool: PagePool;
  readonly scattered: ScatteredRanges;
  readonly handles: SharedMemoryHandles;
  readonly random: SeededRandom;
  /** NDIS_SHARED_MEMORY_PROVIDER_CHAR_SUPPORTS_PF_VPORTS or 0. */
  readonly flags: number;
}

/** Share of the memory that a queue's fixed pool takes. */
const POOL_SHARE = 1 / 16;
/** Shares of the memory that a guest begins with, may reach, and grows by. */
const GUEST_SHARES = { initial: 1 / 8, maximum: 1 / 2, step: 1 / 32 };
/** Simulated time that a balloon step takes (model decision: no page gives one). */
const BALLOON_STEP_NS = 200_000;

/** The provider that is registered for a choice; null where NDIS serves by itself. */
export function createRegisteredProvider(
  choice: ProviderChoice,
  { pool, scattered, handles, random, flags }: ProviderMaterials,
): SharedMemoryProviderCharacteristics | null {
  const share = (part: number): number => Math.max(1, Math.floor(pool.pageCount * part));
  const scatter = (onlyNode: number | null): SharedMemoryProviderCharacteristics =>
    new SwitchProvider(pool, scattered, handles, random, onlyNode).characteristics(flags);
  switch (choice) {
    case 'default':
    case 'contiguous-node':
      return null;
    case 'switch':
      return scatter(null);
    case 'queue-pool':
      return createQueuePoolProvider(pool, handles, share(POOL_SHARE), flags);
    case 'guest':
      return createGuestMemoryProvider(scatter(null), {
        initialPages: share(GUEST_SHARES.initial),
        maximumPages: share(GUEST_SHARES.maximum),
        stepPages: share(GUEST_SHARES.step),
        stepNs: BALLOON_STEP_NS,
      });
    case 'per-node':
      return createPerNodeProvider(
        pool,
        Array.from({ length: pool.nodeCount }, (_, node) => scatter(node)),
        flags,
      );
  }
}
