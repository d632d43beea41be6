import { bytesToPages } from '../memory/units.ts';
import { diagnosticCode } from '../ndis/diagnostics.ts';
import { type SharedMemoryProviderCharacteristics } from '../ndis/provider-characteristics.ts';
import { RESOURCES } from '../ndis/status.ts';
import { innerOf, withHandlers, withLargestGrant } from './decorators/decorator.ts';

const BALLOON_LIMIT = diagnosticCode('BALLOON_LIMIT');

export interface BalloonLimits {
  /** Pages that the guest starts with, and shrinks back to. */
  readonly initialPages: number;
  /** Pages that it may grow to. */
  readonly maximumPages: number;
  /** Pages that it grows or shrinks by at a time. */
  readonly stepPages: number;
  /** Simulated nanoseconds that one step takes. */
  readonly stepNs: number;
}

/**
 * Memory of a guest, after Server 2008 R2, where the switch could back post-lookahead buffers with it (model; domain
 * notes 5.7): the guest holds a limit that grows by ballooning, step by step and at a price in time, up to a maximum;
 * when blocks go back and two steps are unused, it shrinks again.
 * @param pages who places the blocks, in practice the switch
 */
export function createGuestMemoryProvider(
  pages: SharedMemoryProviderCharacteristics,
  limits: BalloonLimits,
): SharedMemoryProviderCharacteristics {
  const inner = innerOf(pages);
  let limit = limits.initialPages;

  const handlers = withHandlers(
    inner,
    (parameters, call) => {
      const wanted = inner.heldPages() + bytesToPages(parameters.Length);
      if (wanted > limits.maximumPages) {
        call.freePages = Math.max(0, limits.maximumPages - inner.heldPages());
        call.largestFreePages = call.freePages;
        call.diagnostic = BALLOON_LIMIT;
        return RESOURCES;
      }
      let steps = 0;
      for (; limit < wanted; steps++) limit = Math.min(limits.maximumPages, limit + limits.stepPages);
      const status = inner.allocate(parameters, call);
      call.elapsedNs += steps * limits.stepNs;
      return status;
    },
    (blockContext) => {
      inner.free(blockContext);
      while (
        limit - limits.stepPages >=
        Math.max(limits.initialPages, inner.heldPages() + 2 * limits.stepPages)
      ) {
        limit -= limits.stepPages;
      }
    },
  );
  return withLargestGrant(handlers, () => limits.maximumPages - inner.heldPages(), limits.maximumPages);
}
