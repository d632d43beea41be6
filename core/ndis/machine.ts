import { type DeclaredNdisVersion } from './constants.ts';
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
  /** NDIS itself, rather than a driver that registered. */
  readonly isDefault: boolean;
  /** Pages that the provider holds for blocks that NDIS knows; what it holds beyond them has leaked (rule P8). */
  accountedPages: number;
}

export interface MiniportDriver {
  readonly handle: Handle;
  readonly ndisVersion: DeclaredNdisVersion;
  provider: RegisteredProvider | null;
}

export interface ProtocolDriver {
  readonly handle: Handle;
  provider: RegisteredProvider | null;
}

/** With SR-IOV enabled an adapter serves VPorts and has no VM queues (domain notes, section 8). */
export type AdapterMode = 'vmq' | 'sriov';

export interface AdapterOptions {
  readonly mode: AdapterMode;
  /** NumQueues of the receive filter capabilities: nondefault queues that the hardware has; 0 in SR-IOV mode. */
  readonly numQueues: number;
  /** NumVPorts of the NIC switch, the default VPort included. */
  readonly numVPorts: number;
  /** MaxLookaheadSplitSize of the receive filter capabilities, in bytes; 0 from NDIS 6.30 on. */
  readonly maxLookaheadSplitSize: number;
}

/** One miniport instance: what MiniportInitializeEx was called for. */
export interface Adapter {
  readonly handle: Handle;
  /** The number in event records, from 1. */
  readonly code: number;
  readonly miniport: MiniportDriver;
  readonly options: AdapterOptions;
  /** Nondefault queues by id; a hole where no queue is allocated. */
  readonly queues: (ReceiveQueue | undefined)[];
  /** VPorts by id, the default one included; empty until the switch is created. */
  readonly vports: (VPort | undefined)[];
  readonly filters: Map<number, ReceiveFilter>;
  /** Filter ids count up and are not reused. */
  lastFilterId: number;
  /** NdisMRegisterScatterGatherDma has succeeded. */
  dmaRegistered: boolean;
  /** Inside MiniportHaltEx. */
  halting: boolean;
  halted: boolean;
}

/** A protocol driver's attachment to an adapter, made by NdisOpenAdapterEx. */
export interface Binding {
  readonly handle: Handle;
  readonly protocol: ProtocolDriver;
  readonly adapter: Adapter;
  provider: RegisteredProvider | null;
  closed: boolean;
}

/** What can own shared memory beside the default queue. */
export interface MemoryOwner {
  readonly id: number;
  readonly owner: Binding;
  filters: number;
  liveBlocks: number;
  /** NET_BUFFER_LISTs that were indicated and are not returned. */
  buffersOut: number;
}

/** A nondefault receive queue. */
export interface ReceiveQueue extends MemoryOwner {
  /** LookaheadSize of a queue with lookahead split, which only NDIS 6.20 knows; 0 without. */
  readonly lookaheadBytes: number;
  state: QueueState;
}

export type VPortState = 'Deactivated' | 'Activating' | 'Activated';

/** A virtual port of the NIC switch. */
export interface VPort extends MemoryOwner {
  /** Attached to the physical function; otherwise to a virtual one. */
  readonly onPhysicalFunction: boolean;
  state: VPortState;
  /** DELETE_VPORT was delivered. */
  deleting: boolean;
  dmaRunning: boolean;
}

export interface ReceiveFilter {
  readonly id: number;
  readonly binding: Binding;
  /** What the filter is set on; null for the default queue. */
  readonly target: MemoryOwner | null;
  readonly queueId: number;
  readonly vportId: number;
}

/** An indicated NET_BUFFER_LIST that is with the overlying driver, and the blocks that its segments lie in. */
export interface NetBufferList {
  readonly id: number;
  readonly adapter: Adapter;
  /** Queue or VPort; null for the default queue. */
  readonly owner: MemoryOwner | null;
  readonly onVPort: boolean;
  readonly ownerId: number;
  readonly blocks: readonly number[];
}
