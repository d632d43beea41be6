import { type NdisVersion } from './constants.ts';
import { type Handle } from './handles.ts';
import { type SharedMemoryProviderCharacteristics } from './provider-characteristics.ts';
import { type QueueState } from './receive-queues.ts';

/** A provider that NDIS can call: what NdisSetOptionalHandlers registered, or NDIS's own default. */
export interface RegisteredProvider {
  /** The number in event records; 1 is NDIS's default provider. */
  readonly code: number;
  /** Stable id such as `default` or `switch`. */
  readonly id: string;
  readonly characteristics: SharedMemoryProviderCharacteristics;
}

export interface MiniportDriver {
  readonly handle: Handle;
  readonly ndisVersion: NdisVersion;
  provider: RegisteredProvider | null;
}

export interface ProtocolDriver {
  readonly handle: Handle;
  provider: RegisteredProvider | null;
}

/** One miniport instance, in VMQ mode: what MiniportInitializeEx was called for. */
export interface Adapter {
  readonly handle: Handle;
  readonly code: number;
  readonly miniport: MiniportDriver;
  /** NumQueues of the receive filter capabilities: nondefault queues that the hardware has. */
  readonly numQueues: number;
  /** Nondefault queues by id; a hole where no queue is allocated. */
  readonly queues: (ReceiveQueue | undefined)[];
  /** NdisMRegisterScatterGatherDma has succeeded. */
  dmaRegistered: boolean;
  halted: boolean;
}

/** A protocol driver's attachment to an adapter, made by NdisOpenAdapterEx. */
export interface Binding {
  readonly handle: Handle;
  readonly protocol: ProtocolDriver;
  readonly adapter: Adapter;
  provider: RegisteredProvider | null;
}

/** A nondefault receive queue. */
export interface ReceiveQueue {
  readonly id: number;
  readonly owner: Binding;
  readonly lookaheadSplit: boolean;
  state: QueueState;
  filters: number;
  liveBlocks: number;
}
