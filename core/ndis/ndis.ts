import { type MemoryGeometry, nodeCountOf, nodeOfRelativePage } from '../memory/geometry.ts';
import { PageOwners } from '../memory/page-owners.ts';
import { type AllocateCall } from './allocate-call.ts';
import { BlockTable } from './block-table.ts';
import { type DeclaredNdisVersion } from './constants.ts';
import { makeHandle, type Handle } from './handles.ts';
import {
  type Adapter,
  type AdapterOptions,
  type Binding,
  type MiniportDriver,
  type NetBufferList,
  type ProtocolDriver,
  type RegisteredProvider,
} from './machine.ts';
import { ProviderCall, type SharedMemoryProviderCharacteristics } from './provider-characteristics.ts';

/** What happens inside a call, in its order: `undo` is NetFreeSharedMemory for a block that NDIS cannot accept. */
export type TracedStep = 'call' | 'check' | 'enterProvider' | 'providerReturn' | 'undo' | 'return' | 'stop';

/**
 * The state of the simulated NDIS: drivers, adapters, bindings, providers and every block. The functions that
 * drivers call are in files of their own and take it as their first argument.
 */
export class Ndis {
  readonly nodeCount: number;
  readonly owners: PageOwners;
  readonly blocks = new BlockTable();
  readonly providers: RegisteredProvider[] = [];
  readonly miniports = new Map<Handle, MiniportDriver>();
  readonly protocols = new Map<Handle, ProtocolDriver>();
  readonly adapters = new Map<Handle, Adapter>();
  readonly bindings = new Map<Handle, Binding>();
  /** Indicated and not yet returned, by id. */
  readonly netBufferLists = new Map<number, NetBufferList>();
  lastNetBufferList = 0;
  /** NDIS's own provider; null when a scenario has switched it off (rule A29). */
  defaultProvider: RegisteredProvider | null = null;
  /** False for replays of recorded workloads, which know no queues: rules F6 to F8 are then not applied. */
  checksLifetime = true;
  /** Provider callbacks that are running at this moment, each called from inside the one before. */
  callbackDepth = 0;
  /** Told of every step of every call while somebody listens. */
  trace: ((step: TracedStep) => void) | null = null;
  /** Calls that run to their end at once never need more than one object for each depth. */
  readonly callsByDepth: AllocateCall[] = [];
  /** What a free handler reports of itself; read as soon as the handler has returned. */
  readonly freeCall = new ProviderCall();
  private handles = 0;
  private readonly byCode: Adapter[] = [];
  private lastAdapter: Adapter | undefined;

  constructor(private readonly geometry: MemoryGeometry) {
    this.nodeCount = nodeCountOf(geometry);
    this.owners = new PageOwners(geometry);
  }

  /** Gives a provider the number under which event records name it. */
  addProvider(
    id: string,
    characteristics: SharedMemoryProviderCharacteristics,
    isDefault = false,
  ): RegisteredProvider {
    const code = this.providers.length + 1;
    const provider = { code, id, characteristics, isDefault, accountedPages: 0 };
    this.providers.push(provider);
    return provider;
  }

  /** NdisMRegisterMiniportDriver. */
  registerMiniportDriver(ndisVersion: DeclaredNdisVersion): MiniportDriver {
    const miniport = { handle: makeHandle('miniportDriver', ++this.handles), ndisVersion, provider: null };
    this.miniports.set(miniport.handle, miniport);
    return miniport;
  }

  /** NdisRegisterProtocolDriver. */
  registerProtocolDriver(): ProtocolDriver {
    const protocol = { handle: makeHandle('protocolDriver', ++this.handles), provider: null };
    this.protocols.set(protocol.handle, protocol);
    return protocol;
  }

  /** NdisFRegisterFilterDriver; a filter can register no provider (rule G3), so its handle is all there is of it. */
  registerFilterDriver(): Handle {
    return makeHandle('filterDriver', ++this.handles);
  }

  /** MiniportInitializeEx for one more adapter of the driver. */
  addAdapter(miniport: MiniportDriver, options: AdapterOptions): Adapter {
    const adapter: Adapter = {
      handle: makeHandle('adapter', ++this.handles),
      code: this.adapters.size + 1,
      miniport,
      options,
      queues: [],
      vports: [],
      filters: new Map(),
      lastFilterId: 0,
      dmaRegistered: false,
      halting: false,
      halted: false,
    };
    this.adapters.set(adapter.handle, adapter);
    this.byCode.push(adapter);
    return adapter;
  }

  /** NdisOpenAdapterEx. */
  openAdapter(protocol: ProtocolDriver, adapter: Adapter): Binding {
    const handle = makeHandle('binding', ++this.handles);
    const binding = { handle, protocol, adapter, provider: null, closed: false };
    this.bindings.set(handle, binding);
    return binding;
  }

  /** The adapter that an adapter handle or the handle of an open binding stands for. */
  adapterOf(handle: Handle): Adapter | undefined {
    // The same adapter as at the last call, nearly always: a map of numbers this large is slower than all else here.
    const last = this.lastAdapter;
    if (last !== undefined && last.handle === handle) return last;
    const adapter = this.adapters.get(handle);
    if (adapter !== undefined) this.lastAdapter = adapter;
    if (adapter !== undefined) return adapter;
    const binding = this.bindings.get(handle);
    return binding === undefined || binding.closed ? undefined : binding.adapter;
  }

  adapterByCode(code: number): Adapter | undefined {
    return this.byCode[code - 1];
  }

  /** NUMA node of a physical page inside the memory. */
  nodeOf(page: number): number {
    return nodeOfRelativePage(this.geometry, page - this.geometry.basePage);
  }
}
