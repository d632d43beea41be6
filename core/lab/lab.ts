import { Op, type OpCode } from '../events/record.ts';
import { SideKind } from '../events/side-table.ts';
import { RecordedSession } from '../events/recorded-session.ts';
import { createGeometry, type MemoryGeometry } from '../memory/geometry.ts';
import { ScatteredRanges } from '../memory/system-address-space.ts';
import { type PageIndex, PAGE_SIZE } from '../memory/units.ts';
import { type AllocationHandleSlot } from '../ndis/allocate-call.ts';
import { NdisAllocateSharedMemory } from '../ndis/allocate-shared-memory.ts';
import { CallOutcome } from '../ndis/call-outcome.ts';
import {
  NdisSharedMemoryUsageOther,
  PASSIVE_LEVEL,
  REGISTRATION_CONTEXTS,
  type RegistrationContext,
} from '../ndis/constants.ts';
import { diagnosticCode } from '../ndis/diagnostics.ts';
import { NdisFreeSharedMemory } from '../ndis/free-shared-memory.ts';
import { NULL_HANDLE, type Handle } from '../ndis/handles.ts';
import {
  type Adapter,
  type Binding,
  type MiniportDriver,
  type ProtocolDriver,
  type RegisteredProvider,
} from '../ndis/machine.ts';
import { Ndis } from '../ndis/ndis.ts';
import { type NetBufferSharedMemory } from '../ndis/net-buffers.ts';
import { type SharedMemoryProviderCharacteristics } from '../ndis/provider-characteristics.ts';
import { ScatterGatherList } from '../ndis/scatter-gather-list.ts';
import { NO_RULE } from '../ndis/rules.ts';
import { NdisSetOptionalHandlers } from '../ndis/set-optional-handlers.ts';
import { SharedMemoryParameters } from '../ndis/shared-memory-parameters.ts';
import { RESOURCES, SUCCESS, type StatusCode } from '../ndis/status.ts';
import { decorate } from '../providers/decorators/decorate.ts';
import { createDefaultProvider } from '../providers/default-provider.ts';
import { PagePool } from '../providers/page-pool.ts';
import { SharedMemoryHandles } from '../providers/shared-memory-handles.ts';
import { type WorkloadTarget } from '../workloads/workload.ts';
import { BlockBriefs } from './brief-records.ts';
import { type LabConfig } from './lab-config.ts';
import { LabTotals } from './lab-totals.ts';
import { Miniport } from './miniport.ts';
import { OverlyingDriver } from './overlying-driver.ts';
import { type Caller } from './caller.ts';
import { type OtherEvent, Recorder } from './recorder.ts';
import { RecordedMachine } from './recorded-machine.ts';
import { ReservedRecorder } from './reserved-recorder.ts';
import { decoratorContextOf, providerOfChoice } from './lab-providers.ts';

/** MaxLookaheadSplitSize of the model's 6.20 hardware; later versions know no split. */
const MAX_LOOKAHEAD_SPLIT_BYTES = 256;
/** Adapters that four bits of a record can name. */
const MOST_ADAPTERS = 15;
const TOO_MANY_ADAPTERS = diagnosticCode('TOO_MANY_ADAPTERS');
const BLOCK_ORPHANED = diagnosticCode('BLOCK_ORPHANED');

/**
 * One simulated machine: memory, NDIS, an adapter with its miniport, the switch's protocol driver bound to it, and
 * the log of all that happened. Deterministic: the same configuration and calls give the same log.
 * @throws RangeError for a configuration in which `labConfigProblem` finds a problem
 */
export class Lab implements WorkloadTarget {
  readonly geometry: MemoryGeometry;
  readonly session = new RecordedSession(new BlockBriefs(() => this.ndis.blocks));
  readonly parameters = new SharedMemoryParameters(new ScatterGatherList());
  readonly outcome = new CallOutcome();
  readonly ndis: Ndis;
  readonly pool: PagePool;
  /** Virtual addresses and SharedMemoryHandle values that the machine's providers hand out. */
  readonly scattered = new ScatteredRanges();
  readonly sharedMemoryHandles = new SharedMemoryHandles();
  readonly miniportDriver: MiniportDriver;
  readonly protocolDriver: ProtocolDriver;
  /** The adapter that calls are made on: the first one, until another is initialised. */
  adapter!: Adapter;
  miniport!: Miniport;
  /** The switch's binding to the adapter: owner of the nondefault queues and VPorts that it makes. */
  binding!: Binding;
  driver!: OverlyingDriver;
  /** The binding that goes without saying in the log: the first one. */
  readonly usualBindingHandle: Handle;
  /** Enters calls that are not made through this machine's own methods. */
  readonly recorder: Recorder;
  private readonly slot: AllocationHandleSlot = { value: NULL_HANDLE };
  private usualCaller!: Caller;
  private recording: RecordedMachine | null = null;
  private readonly counts = new LabTotals();

  constructor(readonly config: LabConfig) {
    this.geometry = createGeometry(config.memoryBytes, config.nodeCount, config.basePage);
    this.pool = new PagePool(this.geometry, config.policy);
    this.ndis = new Ndis(this.geometry);
    this.ndis.checksLifetime = config.checksLifetime;
    this.ndis.defaultProvider = this.addDefaultProvider();
    this.miniportDriver = this.ndis.registerMiniportDriver(config.ndisVersion);
    this.protocolDriver = this.ndis.registerProtocolDriver();
    const miniport = this.initializeAdapter(false);
    this.recorder = new Recorder(
      this.session,
      config.ndisVersion,
      this.adapter.handle,
      this.ndis.blocks,
      new ReservedRecorder(this.session, this.geometry.basePage, this.pool.held, this.ndis.owners),
    );
    miniport.registerDma();
    this.registerChosenProvider();
    this.usualBindingHandle = this.openAdapter(false).binding.handle;
    if (config.mode === 'sriov') this.driver.createSwitch();
  }

  get nodeCount(): number {
    return this.ndis.nodeCount;
  }

  /** Counts of all that was recorded. */
  get totals(): LabTotals {
    return this.counts.catchUp(this.session.log);
  }

  get usedBytes(): number {
    return (this.geometry.pageCount - this.pool.freePages) * PAGE_SIZE;
  }

  prepare(queueId: number, usage: number, lengthBytes: number): void {
    this.parameters.fill(this.config.ndisVersion, queueId, usage, lengthBytes);
  }

  allocate(): Handle {
    this.allocateAs(this.usualCaller);
    return this.slot.value;
  }

  /** NdisAllocateSharedMemory by any caller; the status, with everything else in `outcome`. */
  allocateAs(caller: Caller): StatusCode {
    const status = NdisAllocateSharedMemory(
      this.ndis,
      caller.ndisHandle,
      caller.nullParameters ? null : this.parameters,
      caller.nullAllocationHandle ? null : this.slot,
      caller.irql,
      this.outcome,
    );
    this.recorder.allocation(Op.allocate, caller, this.parameters, this.outcome);
    if (this.outcome.orphans.length > 0) this.recordOrphans();
    return status;
  }

  free(allocationHandle: Handle): void {
    this.freeAs(this.usualCaller, allocationHandle);
  }

  /** NdisFreeSharedMemory by any caller; whether a block was freed, with the diagnostic in `outcome`. */
  freeAs(caller: Caller, allocationHandle: Handle): boolean {
    const freed = NdisFreeSharedMemory(
      this.ndis,
      caller.ndisHandle,
      allocationHandle,
      caller.irql,
      this.outcome,
    );
    this.recorder.free(Op.free, caller, allocationHandle, freed, this.outcome);
    return freed;
  }

  allocateQueue(): number {
    return this.driver.allocateQueue();
  }

  completeQueueAllocation(queueId: number): boolean {
    return this.driver.deliverAllocationComplete(queueId);
  }

  writeCompletionStatus(queueId: number, status: StatusCode): void {
    this.driver.writeCompletionStatus(queueId, status);
  }

  setFilter(queueId: number): number {
    return this.driver.setFilter(queueId);
  }

  clearFilter(queueId: number, filterId: number): void {
    this.driver.clearFilter(queueId, filterId);
  }

  freeQueue(queueId: number): void {
    this.driver.freeQueue(queueId);
  }

  indicateReceive(queueId: number, segments: readonly NetBufferSharedMemory[]): number {
    return this.miniport.indicateReceive(queueId, segments);
  }

  returnNetBufferList(id: number): void {
    this.driver.returnNetBufferList(id);
  }

  indicateDmaStopped(queueId: number): void {
    this.miniport.indicateDmaStopped(queueId);
  }

  completeFreeQueue(queueId: number): void {
    this.miniport.completeFreeQueue(queueId);
  }

  placeRecorded(firstPage: PageIndex, pages: number): number {
    this.recording ??= new RecordedMachine(this.ndis, this.pool);
    const block = this.recording.place(this.adapter, firstPage, pages);
    if (block === 0) return 0;
    this.outcome.reset();
    this.outcome.block = block;
    this.outcome.provider = this.recording.provider.code;
    this.prepare(0, NdisSharedMemoryUsageOther, pages * PAGE_SIZE);
    this.recorder.allocation(Op.recordedAllocate, this.usualCaller, this.parameters, this.outcome);
    return block;
  }

  removeRecorded(block: number): void {
    if (this.recording === null || !this.ndis.blocks.isLive(block)) return;
    this.outcome.reset();
    this.outcome.block = block;
    this.outcome.provider = this.recording.provider.code;
    this.recording.remove(block);
    this.recorder.free(Op.recordedFree, this.usualCaller, NULL_HANDLE, true, this.outcome);
  }

  setTime(timeNs: number): void {
    this.recorder.advanceTo(timeNs);
  }

  /**
   * MiniportInitializeEx for an adapter, which becomes the one that calls are made on.
   * @param recorded false for the first one, with which the log begins
   */
  initializeAdapter(recorded: boolean): Miniport {
    if (this.ndis.adapters.size === MOST_ADAPTERS) {
      this.outcome.reset();
      this.outcome.refuse(RESOURCES, NO_RULE, TOO_MANY_ADAPTERS);
      this.record(Op.initializeAdapter, { adapter: this.adapter.code });
      return this.miniport;
    }
    const { mode, numQueues, numVPorts, ndisVersion } = this.config;
    const sriov = mode === 'sriov';
    const adapter = this.ndis.addAdapter(this.miniportDriver, {
      mode,
      numQueues: sriov ? 0 : numQueues,
      numVPorts: sriov ? numVPorts : 0,
      maxLookaheadSplitSize: ndisVersion === 620 ? MAX_LOOKAHEAD_SPLIT_BYTES : 0,
    });
    this.adapter = adapter;
    this.miniport = new Miniport(this, adapter);
    this.usualCaller = this.callerFor(adapter);
    if (recorded) this.recordHandle(Op.initializeAdapter, adapter.handle);
    return this.miniport;
  }

  /** NdisOpenAdapterEx of the switch on the adapter; requests of the overlying driver go through it from then on. */
  openAdapter(recorded: boolean): OverlyingDriver {
    this.binding = this.ndis.openAdapter(this.protocolDriver, this.adapter);
    this.driver = new OverlyingDriver(this, this.binding);
    if (recorded) this.recordHandle(Op.openAdapter, this.binding.handle);
    return this.driver;
  }

  private recordHandle(op: OpCode, handle: Handle): void {
    this.outcome.reset();
    this.outcome.status = SUCCESS;
    const side = [[SideKind.binding, handle >>> 0, Math.floor(handle / 0x1_0000_0000)]] as const;
    this.record(op, { adapter: this.adapter.code, side });
  }

  /** Makes calls on another adapter of the machine from now on. */
  use(miniport: Miniport, driver: OverlyingDriver): void {
    this.miniport = miniport;
    this.adapter = miniport.adapter;
    this.driver = driver;
    this.binding = driver.binding;
    this.usualCaller = this.callerFor(miniport.adapter);
  }

  /** NdisCloseAdapterEx of every binding on the adapter. */
  closeBindingsOf(adapter: Adapter): void {
    for (const binding of this.ndis.bindings.values()) {
      if (binding.adapter === adapter && !binding.closed) new OverlyingDriver(this, binding).close();
    }
  }

  /** A miniport that calls with its adapter handle at PASSIVE_LEVEL, nothing forgotten. */
  callerFor(adapter: Adapter): Caller {
    return {
      ndisHandle: adapter.handle,
      adapter: adapter.code,
      irql: PASSIVE_LEVEL,
      nullParameters: false,
      nullAllocationHandle: false,
    };
  }

  /** Enters an event that moves no memory; the outcome of the call is in `outcome`. */
  record(op: OpCode, event: OtherEvent): void {
    this.recorder.other(op, this.outcome, event);
  }

  /** Registers a provider; the status is in `outcome`. */
  setOptionalHandlers(
    ndisHandle: Handle,
    id: string,
    characteristics: SharedMemoryProviderCharacteristics,
    context: RegistrationContext,
    irql: number,
  ): StatusCode {
    const { outcome } = this;
    const status = NdisSetOptionalHandlers(
      this.ndis,
      ndisHandle,
      id,
      characteristics,
      context,
      irql,
      outcome,
    );
    const from = REGISTRATION_CONTEXTS.indexOf(context);
    this.record(Op.setOptionalHandlers, {
      adapter: this.adapter.code,
      irql,
      side: [[SideKind.registration, from, ndisHandle >>> 0, Math.floor(ndisHandle / 0x1_0000_0000)]],
    });
    return status;
  }

  /** Enters the block that a closing binding has just given back. */
  recordForcedFree(): void {
    this.recorder.free(Op.forcedFree, this.usualCaller, NULL_HANDLE, true, this.outcome);
  }

  /** Enters an event for each block that a call orphaned. */
  recordOrphans(call: CallOutcome = this.outcome): void {
    const orphans = call.orphans.slice();
    for (const block of orphans) {
      this.outcome.reset();
      this.outcome.remark(BLOCK_ORPHANED, NO_RULE);
      this.recorder.orphaned(block, this.outcome);
    }
  }

  /** NDIS's own provider; it wears the layers when it is the one that was chosen. */
  private addDefaultProvider(): RegisteredProvider {
    const { provider, layers } = this.config;
    const contiguousNode = provider === 'contiguous-node';
    const own = createDefaultProvider(this.pool, contiguousNode ? 'contiguous-node' : 'common-buffer');
    const chosen = contiguousNode || provider === 'default';
    const worn = decorate(own, chosen ? layers : [], decoratorContextOf(this));
    return this.ndis.addProvider(contiguousNode ? 'contiguous-node' : 'default', worn, true);
  }

  private registerChosenProvider(): void {
    const { provider, layers } = this.config;
    const own = providerOfChoice(this, provider);
    if (own === null) return;
    const characteristics = decorate(own, layers, decoratorContextOf(this));
    const { handle } = this.protocolDriver;
    this.setOptionalHandlers(handle, provider, characteristics, 'SetOptions', PASSIVE_LEVEL);
  }
}
