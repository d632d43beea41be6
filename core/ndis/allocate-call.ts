import { type CallOutcome } from './call-outcome.ts';
import { NULL_HANDLE, type Handle } from './handles.ts';
import { type Adapter, type MemoryOwner, type RegisteredProvider } from './machine.ts';
import { ProviderCall } from './provider-characteristics.ts';
import { type SharedMemoryParameters } from './shared-memory-parameters.ts';
import { NO_STATUS, type StatusCode } from './status.ts';

/** What pAllocationHandle points to. */
export interface AllocationHandleSlot {
  value: Handle;
}

/** One NdisAllocateSharedMemory on its way: what the driver passed and what NDIS found out so far. */
export class AllocateCall {
  ndisHandle: Handle = NULL_HANDLE;
  parameters: SharedMemoryParameters | null = null;
  allocationHandle: AllocationHandleSlot | null = null;
  adapter: Adapter | null = null;
  /** Queue or VPort that the request names; null for the default queue. */
  owner: MemoryOwner | null = null;
  provider: RegisteredProvider | null = null;
  readonly providerCall = new ProviderCall();
  /** What the provider returned. */
  answered: StatusCode = NO_STATUS;
  /** The provider's unaccounted pages before and after it was asked. */
  unaccountedBefore = 0;
  unaccountedAfter = 0;

  constructor(public outcome: CallOutcome) {}

  start(
    ndisHandle: Handle,
    parameters: SharedMemoryParameters | null,
    allocationHandle: AllocationHandleSlot | null,
    outcome: CallOutcome,
  ): void {
    this.ndisHandle = ndisHandle;
    this.parameters = parameters;
    this.allocationHandle = allocationHandle;
    this.outcome = outcome;
    this.adapter = null;
    this.owner = null;
    this.provider = null;
    this.answered = NO_STATUS;
  }
}
