import { type PageIndex } from '../memory/units.ts';
import {
  NDIS_OBJECT_TYPE_SHARED_MEMORY_PROVIDER_CHARACTERISTICS,
  NDIS_SHARED_MEMORY_PROVIDER_CHARACTERISTICS_REVISION_1,
  NDIS_SIZEOF_SHARED_MEMORY_PROVIDER_CHARACTERISTICS_REVISION_1,
} from './constants.ts';
import { type DiagnosticCode, NO_DIAGNOSTIC } from './diagnostics.ts';
import { type SharedMemoryParameters } from './shared-memory-parameters.ts';
import { type StatusCode } from './status.ts';

/**
 * What crosses between NDIS and a provider beside the parameters: the slot for the provider's own block handle, and
 * the provider's reasons in numbers, which the model shows to people and Windows does not have.
 */
export class ProviderCall {
  /** out: *pSharedMemoryProviderContext, the provider's name for its block. */
  blockContext = 0;
  /** out, on RESOURCES: pages free on the nodes that may serve, and the longest free run among them. */
  freePages = 0;
  largestFreePages = 0;
  /** out, when the caller's list is too short: bytes that it would have needed, otherwise 0. */
  neededListBytes = 0;
  /** out: what the provider reports of itself, such as an injected fault; shown as a finding without a rule. */
  diagnostic: DiagnosticCode = NO_DIAGNOSTIC;
  /** out: the diagnostic in the provider's own words, and the line of its source that they are about; '' and 0: none. */
  message = '';
  messageLine = 0;
  /** out: simulated nanoseconds that the callback took. */
  elapsedNs = 0;
  /** out: candidates that the provider's policy looked at before it answered. */
  probes = 0;

  reset(): void {
    this.blockContext = 0;
    this.freePages = 0;
    this.largestFreePages = 0;
    this.neededListBytes = 0;
    this.diagnostic = NO_DIAGNOSTIC;
    this.message = '';
    this.messageLine = 0;
    this.elapsedNs = 0;
    this.probes = 0;
  }
}

/** ALLOCATE_SHARED_MEMORY_HANDLER (nc-ndis-allocate_shared_memory_handler), by convention NetAllocateSharedMemory. */
export type AllocateSharedMemoryHandler = (
  providerContext: unknown,
  parameters: SharedMemoryParameters,
  call: ProviderCall,
) => StatusCode;

/** FREE_SHARED_MEMORY_HANDLER (nc-ndis-free_shared_memory_handler), by convention NetFreeSharedMemory. */
export type FreeSharedMemoryHandler = (
  providerContext: unknown,
  blockContext: number,
  /** Where the provider can report on itself; nothing else of it is read. */
  call?: ProviderCall,
) => void;

/**
 * A look into a provider's books, which the model has and Windows has not: by it a provider is caught that keeps
 * pages for a failed call or frees other pages than it was told to (rules P8, P9).
 */
export interface ProviderBooks {
  /** Pages that the provider holds for blocks at this moment. */
  readonly heldPages: number;
  isHeld(page: PageIndex): boolean;
  /**
   * Pages of the longest request that would be served now, for a caller that prefers no node and whose list has room;
   * null where the provider cannot know. Faults that are injected by count or chance are left out of account.
   */
  largestGrantPages(contiguous: boolean): number | null;
  /** Pages that it may hold in all; left out where nothing but the machine's memory limits it. */
  readonly capacityPages?: number;
}

/** NDIS_SHARED_MEMORY_PROVIDER_CHARACTERISTICS. */
export interface SharedMemoryProviderCharacteristics {
  readonly Header: { readonly Type: number; readonly Revision: number; readonly Size: number };
  readonly Flags: number;
  readonly ProviderContext: unknown;
  readonly AllocateSharedMemoryHandler: AllocateSharedMemoryHandler | null;
  readonly FreeSharedMemoryHandler: FreeSharedMemoryHandler | null;
  /** Not a member of the Windows structure; null where the provider shows its books to nobody. */
  readonly books: ProviderBooks | null;
}

/** A structure with the header that the page asks for. */
export function providerCharacteristics(
  context: unknown,
  allocate: AllocateSharedMemoryHandler,
  free: FreeSharedMemoryHandler,
  books: ProviderBooks | null,
  flags = 0,
): SharedMemoryProviderCharacteristics {
  return {
    Header: {
      Type: NDIS_OBJECT_TYPE_SHARED_MEMORY_PROVIDER_CHARACTERISTICS,
      Revision: NDIS_SHARED_MEMORY_PROVIDER_CHARACTERISTICS_REVISION_1,
      Size: NDIS_SIZEOF_SHARED_MEMORY_PROVIDER_CHARACTERISTICS_REVISION_1,
    },
    Flags: flags,
    ProviderContext: context,
    AllocateSharedMemoryHandler: allocate,
    FreeSharedMemoryHandler: free,
    books,
  };
}
