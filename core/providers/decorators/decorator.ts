import {
  type ProviderCall,
  type SharedMemoryProviderCharacteristics,
} from '../../ndis/provider-characteristics.ts';
import { type SharedMemoryParameters } from '../../ndis/shared-memory-parameters.ts';
import { FAILURE, type StatusCode } from '../../ndis/status.ts';

/** A provider's handlers in hand: what a decorator calls when it lets a request through. */
export interface InnerProvider {
  readonly characteristics: SharedMemoryProviderCharacteristics;
  allocate(parameters: SharedMemoryParameters, call: ProviderCall): StatusCode;
  free(blockContext: number): void;
  /** Pages that the provider holds for blocks; 0 where it shows no books. */
  heldPages(): number;
  largestGrantPages(contiguous: boolean): number | null;
}

export const innerOf = (characteristics: SharedMemoryProviderCharacteristics): InnerProvider => ({
  characteristics,
  allocate: (parameters, call) =>
    characteristics.AllocateSharedMemoryHandler?.(characteristics.ProviderContext, parameters, call) ??
    FAILURE,
  free: (blockContext) =>
    characteristics.FreeSharedMemoryHandler?.(characteristics.ProviderContext, blockContext),
  heldPages: () => characteristics.books?.heldPages ?? 0,
  largestGrantPages: (contiguous) => characteristics.books?.largestGrantPages(contiguous) ?? null,
});

/**
 * The same provider, whose longest grant is at most `most()` pages.
 * @param capacityPages what it may hold in all; left out where that is not limited
 */
export function withLargestGrant(
  characteristics: SharedMemoryProviderCharacteristics,
  most: () => number,
  capacityPages = Infinity,
): SharedMemoryProviderCharacteristics {
  const { books } = characteristics;
  if (books === null) return characteristics;
  const capacity = Math.min(books.capacityPages ?? Infinity, capacityPages);
  return {
    ...characteristics,
    books: {
      get heldPages() {
        return books.heldPages;
      },
      isHeld: (page) => books.isHeld(page),
      largestGrantPages: (contiguous) => {
        const inner = books.largestGrantPages(contiguous);
        return inner === null ? null : Math.max(0, Math.min(inner, most()));
      },
      ...(capacity < Infinity && { capacityPages: capacity }),
    },
  };
}

/** The same provider with another allocate handler, and perhaps another free handler. */
export const withHandlers = (
  { characteristics }: InnerProvider,
  allocate: (parameters: SharedMemoryParameters, call: ProviderCall) => StatusCode,
  free?: (blockContext: number) => void,
): SharedMemoryProviderCharacteristics => ({
  ...characteristics,
  AllocateSharedMemoryHandler: (_context, parameters, call) => allocate(parameters, call),
  ...(free !== undefined && { FreeSharedMemoryHandler: (_context, blockContext) => free(blockContext) }),
});
