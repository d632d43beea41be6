import { Op, type OpCode } from '../events/record.ts';
import { RecordedSession } from '../events/recorded-session.ts';
import { createGeometry, type MemoryGeometry } from '../memory/geometry.ts';
import { SeededRandom } from '../memory/seeded-random.ts';
import { directMapPage, ScatteredRanges } from '../memory/system-address-space.ts';
import { type PageIndex, PAGE_SIZE } from '../memory/units.ts';
import { type AllocationHandleSlot, NdisAllocateSharedMemory } from '../ndis/allocate-shared-memory.ts';
import { CallOutcome } from '../ndis/call-outcome.ts';
import { NdisSharedMemoryUsageOther, PASSIVE_LEVEL } from '../ndis/constants.ts';
import { NdisFreeSharedMemory } from '../ndis/free-shared-memory.ts';
import { NULL_HANDLE, type Handle } from '../ndis/handles.ts';
import { type Adapter, type Binding, type RegisteredProvider } from '../ndis/machine.ts';
import { Ndis } from '../ndis/ndis.ts';
import {
  providerCharacteristics,
  type SharedMemoryProviderCharacteristics,
} from '../ndis/provider-characteristics.ts';
import * as queueOids from '../ndis/queue-oids.ts';
import { ScatterGatherList } from '../ndis/scatter-gather-list.ts';
import { NdisSetOptionalHandlers } from '../ndis/set-optional-handlers.ts';
import {
  fillCallerDefaults,
  SharedMemoryParameters,
  usualSgListBufferLength,
} from '../ndis/shared-memory-parameters.ts';
import { FAILURE, NO_STATUS, STATUS_CODE_COUNT, SUCCESS, type StatusCode } from '../ndis/status.ts';
import { createDefaultProvider } from '../providers/default-provider.ts';
import { PagePool } from '../providers/page-pool.ts';
import { SwitchProvider } from '../providers/switch-provider.ts';
import { type WorkloadTarget } from '../workloads/workload.ts';
import { type LabConfig } from './lab-config.ts';
import { type Caller, Recorder } from './recorder.ts';

/** Simulated nanoseconds between two calls when nobody sets the time. */
const CALL_NS = 1000;

/** Counts that the Lab keeps while it runs. */
export interface LabTotals {
  allocations: number;
  frees: number;
  liveBlocks: number;
  /** Sum of Length over live blocks. */
  liveBytes: number;
  peakLiveBytes: number;
  /** NdisAllocateSharedMemory returns by status code. */
  readonly statuses: Float64Array;
}

/**
 * One simulated machine: memory, NDIS, an adapter with its miniport, the switch's protocol driver bound to it, and
 * the log of all that happened. Deterministic: the same configuration and calls give the same log.
 * @throws RangeError for a configuration in which `labConfigProblem` finds a problem
 */
export class Lab implements WorkloadTarget {
  readonly geometry: MemoryGeometry;
  readonly session = new RecordedSession();
  readonly parameters = new SharedMemoryParameters(new ScatterGatherList());
  readonly outcome = new CallOutcome();
  readonly ndis: Ndis;
  readonly pool: PagePool;
  readonly adapter: Adapter;
  /** The switch's binding to the adapter: owner of every nondefault queue. */
  readonly binding: Binding;
  readonly totals: LabTotals = {
    allocations: 0,
    frees: 0,
    liveBlocks: 0,
    liveBytes: 0,
    peakLiveBytes: 0,
    statuses: new Float64Array(STATUS_CODE_COUNT),
  };
  private readonly recorder: Recorder;
  private readonly slot: AllocationHandleSlot = { value: NULL_HANDLE };
  private readonly usualCaller: Caller;
  private recording: RegisteredProvider | null = null;

  constructor(readonly config: LabConfig) {
    this.geometry = createGeometry(config.memoryBytes, config.nodeCount, config.basePage);
    this.pool = new PagePool(this.geometry);
    this.ndis = new Ndis(this.geometry);
    this.ndis.defaultProvider = this.ndis.addProvider('default', createDefaultProvider(this.pool));
    const miniport = this.ndis.registerMiniportDriver(config.ndisVersion);
    const protocol = this.ndis.registerProtocolDriver();
    this.adapter = this.ndis.addAdapter(miniport, config.numQueues);
    this.recorder = new Recorder(this.session, config.ndisVersion, this.adapter.handle);
    this.usualCaller = {
      ndisHandle: this.adapter.handle,
      irql: PASSIVE_LEVEL,
      nullParameters: false,
      nullAllocationHandle: false,
    };
    this.registerDma();
    if (config.provider === 'switch') this.registerSwitch(protocol.handle);
    this.binding = this.ndis.openAdapter(protocol, this.adapter);
  }

  get nodeCount(): number {
    return this.ndis.nodeCount;
  }

  get usedBytes(): number {
    return (this.geometry.pageCount - this.pool.freePages) * PAGE_SIZE;
  }

  prepare(queueId: number, usage: number, lengthBytes: number): void {
    fillCallerDefaults(this.parameters, this.config.ndisVersion);
    this.parameters.QueueId = queueId;
    this.parameters.Usage = usage;
    this.parameters.Length = lengthBytes;
    this.parameters.SGListBufferLength = usualSgListBufferLength(lengthBytes);
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
    this.recordAllocation(Op.allocate, caller);
    this.totals.allocations++;
    if (status !== NO_STATUS) this.totals.statuses[status]!++;
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
    this.recordFree(Op.free, caller, allocationHandle, freed);
    this.totals.frees++;
    return freed;
  }

  allocateQueue(): number {
    const queue = queueOids.allocateQueue(this.binding, this.outcome);
    this.recordOther(Op.allocateQueue, queue?.id ?? 0);
    return queue?.id ?? 0;
  }

  completeQueueAllocation(queueId: number): void {
    queueOids.completeQueueAllocation(this.binding, queueId, this.outcome);
    this.recordOther(Op.queueAllocationComplete, queueId);
  }

  setFilter(queueId: number): void {
    queueOids.setFilter(this.binding, queueId, this.outcome);
    this.recordOther(Op.setFilter, queueId);
  }

  clearFilter(queueId: number): void {
    queueOids.clearFilter(this.binding, queueId, this.outcome);
    this.recordOther(Op.clearFilter, queueId);
  }

  freeQueue(queueId: number): void {
    queueOids.freeQueue(this.binding, queueId, this.outcome);
    this.recordOther(Op.freeQueue, queueId);
  }

  indicateDmaStopped(queueId: number): void {
    queueOids.indicateDmaStopped(this.adapter, queueId, this.outcome);
    this.recordOther(Op.dmaStopped, queueId);
  }

  completeFreeQueue(queueId: number): void {
    queueOids.completeFreeQueue(this.adapter, queueId, this.outcome);
    this.recordOther(Op.freeQueueComplete, queueId);
  }

  placeRecorded(firstPage: PageIndex, pages: number): number {
    if (!this.pool.takeAt(firstPage, pages)) return 0;
    this.recording ??= this.ndis.addProvider('recorded', this.recordedPages());
    const block = this.ndis.blocks.add();
    const { columns } = this.ndis.blocks;
    columns.ndisHandle[block] = this.adapter.handle;
    columns.provider[block] = this.recording.code;
    columns.usage[block] = NdisSharedMemoryUsageOther;
    columns.node[block] = this.pool.nodeOf(firstPage);
    columns.lengthBytes[block] = pages * PAGE_SIZE;
    columns.grantedPages[block] = pages;
    columns.firstPage[block] = firstPage;
    columns.elements[block] = 1;
    columns.extents[block] = -1;
    columns.virtualPage[block] = directMapPage(firstPage);
    columns.blockContext[block] = block;
    this.ndis.owners.set(firstPage, pages, block);
    this.outcome.reset();
    this.outcome.block = block;
    this.outcome.provider = this.recording.code;
    this.prepare(0, NdisSharedMemoryUsageOther, pages * PAGE_SIZE);
    this.recordAllocation(Op.recordedAllocate, this.usualCaller);
    this.totals.allocations++;
    return block;
  }

  removeRecorded(block: number): void {
    const { blocks } = this.ndis;
    if (!blocks.isLive(block)) return;
    this.outcome.reset();
    this.outcome.block = block;
    this.outcome.provider = blocks.columns.provider[block]!;
    const firstPage = blocks.columns.firstPage[block]! as PageIndex;
    const pages = blocks.columns.grantedPages[block]!;
    this.ndis.owners.set(firstPage, pages, 0);
    blocks.markFreed(block);
    this.pool.give(firstPage, pages);
    this.recordFree(Op.recordedFree, this.usualCaller, NULL_HANDLE, true);
    this.totals.frees++;
  }

  /** Stands for the machine that was recorded: nobody ever asks it for memory, but its pages can be given back. */
  private recordedPages(): SharedMemoryProviderCharacteristics {
    const { blocks } = this.ndis;
    const free = (_context: unknown, block: number): void =>
      this.pool.give(blocks.columns.firstPage[block]! as PageIndex, blocks.columns.grantedPages[block]!);
    return providerCharacteristics(null, () => FAILURE, free);
  }

  setTime(timeNs: number): void {
    if (timeNs > this.recorder.nowNs) this.recorder.nowNs = timeNs;
  }

  private registerDma(): void {
    this.adapter.dmaRegistered = true;
    this.outcome.reset();
    this.outcome.status = SUCCESS;
    this.recordOther(Op.registerDma, 0);
  }

  private registerSwitch(protocolHandle: Handle): void {
    const provider = new SwitchProvider(this.pool, new ScatteredRanges(), new SeededRandom(this.config.seed));
    const { ndis, outcome } = this;
    NdisSetOptionalHandlers(
      ndis,
      protocolHandle,
      'switch',
      provider.characteristics(),
      PASSIVE_LEVEL,
      outcome,
    );
    this.recordOther(Op.setOptionalHandlers, 0);
  }

  private recordAllocation(op: OpCode, caller: Caller): void {
    this.recorder.nowNs += CALL_NS;
    this.recorder.allocation(op, caller, this.parameters, this.outcome, this.ndis.blocks);
    if (this.outcome.block === 0) return;
    this.totals.liveBlocks++;
    this.totals.liveBytes += this.parameters.Length;
    if (this.totals.liveBytes > this.totals.peakLiveBytes) this.totals.peakLiveBytes = this.totals.liveBytes;
  }

  private recordFree(op: OpCode, caller: Caller, handle: Handle, freed: boolean): void {
    this.recorder.nowNs += CALL_NS;
    this.recorder.free(op, caller, handle, freed, this.outcome, this.ndis.blocks);
    if (!freed) return;
    this.totals.liveBlocks--;
    this.totals.liveBytes -= this.ndis.blocks.columns.lengthBytes[this.outcome.block]!;
  }

  private recordOther(op: OpCode, queueId: number): void {
    this.recorder.nowNs += CALL_NS;
    this.recorder.other(op, this.outcome, queueId, PASSIVE_LEVEL);
  }
}
