import { type MemoryGeometry, nodeCountOf } from '../memory/geometry.ts';
import { PageOwners } from '../memory/page-owners.ts';
import { BlockTable } from './block-table.ts';
import { type NdisVersion } from './constants.ts';
import { makeHandle, type Handle } from './handles.ts';
import {
  type Adapter,
  type Binding,
  type MiniportDriver,
  type ProtocolDriver,
  type RegisteredProvider,
} from './machine.ts';
import { ProviderCall, type SharedMemoryProviderCharacteristics } from './provider-characteristics.ts';

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
  /** NDIS's own provider; null when a scenario has switched it off (rule A29). */
  defaultProvider: RegisteredProvider | null = null;
  /** Reused from call to call. */
  readonly providerCall = new ProviderCall();
  private handles = 0;

  constructor(geometry: MemoryGeometry) {
    this.nodeCount = nodeCountOf(geometry);
    this.owners = new PageOwners(geometry);
  }

  /** Gives a provider the number under which event records name it. */
  addProvider(id: string, characteristics: SharedMemoryProviderCharacteristics): RegisteredProvider {
    const provider = { code: this.providers.length + 1, id, characteristics };
    this.providers.push(provider);
    return provider;
  }

  /** NdisMRegisterMiniportDriver. */
  registerMiniportDriver(ndisVersion: NdisVersion): MiniportDriver {
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

  /** MiniportInitializeEx for one more adapter of the driver. */
  addAdapter(miniport: MiniportDriver, numQueues: number): Adapter {
    const adapter: Adapter = {
      handle: makeHandle('adapter', ++this.handles),
      code: this.adapters.size + 1,
      miniport,
      numQueues,
      queues: [],
      dmaRegistered: false,
      halted: false,
    };
    this.adapters.set(adapter.handle, adapter);
    return adapter;
  }

  /** NdisOpenAdapterEx. */
  openAdapter(protocol: ProtocolDriver, adapter: Adapter): Binding {
    const binding = { handle: makeHandle('binding', ++this.handles), protocol, adapter, provider: null };
    this.bindings.set(binding.handle, binding);
    return binding;
  }

  /** The adapter that an adapter or a binding handle stands for. */
  adapterOf(handle: Handle): Adapter | undefined {
    return this.adapters.get(handle) ?? this.bindings.get(handle)?.adapter;
  }
}
