import { Op } from '../events/record.ts';
import { SideKind, type SideKindCode } from '../events/side-table.ts';
import { type CallOutcome } from '../ndis/call-outcome.ts';
import { NDIS_PF_FUNCTION_ID } from '../ndis/constants.ts';
import { type Handle } from '../ndis/handles.ts';
import { NdisCloseAdapterEx } from '../ndis/lifetime.ts';
import { type Binding } from '../ndis/machine.ts';
import * as filters from '../ndis/receive-filter-oids.ts';
import * as queues from '../ndis/receive-queue-oids.ts';
import { QUEUE_STATES } from '../ndis/receive-queues.ts';
import * as nicSwitch from '../ndis/nic-switch-oids.ts';
import { returnNetBufferList } from '../ndis/net-buffers.ts';
import { SUCCESS, type StatusCode } from '../ndis/status.ts';
import { type DriverHome } from './lab-parts.ts';
import { vportStateCode } from './vport-state.ts';

/** What the driver above a miniport does through one binding: OID requests, returned buffers, the end of the binding. */
export class OverlyingDriver {
  constructor(
    private readonly lab: DriverHome,
    readonly binding: Binding,
  ) {}

  /** OID_RECEIVE_FILTER_ALLOCATE_QUEUE; the queue id, 0 when it was refused. */
  allocateQueue(
    parameters: queues.ReceiveQueueParameters = queues.usualQueueParameters(
      this.binding.adapter.miniport.ndisVersion,
    ),
  ): number {
    const queue = queues.allocateQueue(this.binding, parameters, this.outcome);
    const { Header } = parameters;
    this.record(Op.allocateQueue, queue?.id ?? 0, [
      [
        SideKind.queueParameters,
        Header.Revision,
        Header.Size,
        parameters.Flags,
        parameters.QueueType,
        parameters.affinityMask,
        parameters.NumSuggestedReceiveBuffers,
        parameters.LookaheadSize,
        parameters.informationBufferLength,
      ],
    ]);
    return queue?.id ?? 0;
  }

  changeQueueParameters(queueId: number): StatusCode {
    const status = queues.changeQueueParameters(this.binding, queueId, this.outcome);
    this.record(Op.queueParameters, queueId);
    return status;
  }

  /** Delivers one element of OID_RECEIVE_FILTER_QUEUE_ALLOCATION_COMPLETE; whether it reached the miniport. */
  deliverAllocationComplete(queueId: number): boolean {
    const status = queues.deliverAllocationComplete(this.binding, queueId, this.outcome);
    this.record(Op.queueAllocationComplete, queueId);
    return status === SUCCESS;
  }

  /** The miniport's CompletionStatus for an element that reached it. */
  writeCompletionStatus(queueId: number, status: StatusCode): void {
    queues.completeElement(this.binding, queueId, status, this.outcome);
    this.record(Op.completionStatus, queueId);
  }

  /**
   * The whole of OID_RECEIVE_FILTER_QUEUE_ALLOCATION_COMPLETE; answers the request's own status.
   * @param fill what the miniport does for an element; its answer is the CompletionStatus
   */
  completeQueueAllocations(
    queueIds: readonly number[],
    fill: (queueId: number) => StatusCode,
    array: queues.AllocationCompleteArray = queues.usualCompleteArray(queueIds.length),
  ): StatusCode {
    let last: StatusCode = SUCCESS;
    if (queues.beginAllocationComplete(this.binding, array, this.outcome)) {
      for (const queueId of queueIds) {
        if (!this.deliverAllocationComplete(queueId)) continue;
        last = fill(queueId);
        this.writeCompletionStatus(queueId, last);
      }
      queues.endAllocationComplete(last, this.outcome);
    }
    const { status } = this.outcome;
    this.record(Op.allocationCompleteReturn, 0);
    return status;
  }

  /** OID_RECEIVE_FILTER_SET_FILTER; the filter's id, 0 when it was refused. */
  setFilter(queueId: number, vportId = 0): number {
    const id = filters.setFilter(this.binding, queueId, vportId, this.outcome);
    this.recordFilter(Op.setFilter, queueId, vportId, id);
    return id;
  }

  clearFilter(queueId: number, filterId: number): StatusCode {
    const vportId = this.binding.adapter.filters.get(filterId)?.vportId ?? 0;
    const status = filters.clearFilter(this.binding, queueId, filterId, this.outcome);
    this.recordFilter(Op.clearFilter, queueId, vportId, filterId);
    return status;
  }

  enumFilters(queueId: number): number {
    const found = filters.enumFilters(this.binding, queueId, this.outcome);
    this.record(Op.enumFilters, queueId);
    return found.length;
  }

  filterParameters(filterId: number): StatusCode {
    const filter = filters.filterParameters(this.binding, filterId, this.outcome);
    this.recordFilter(Op.filterParameters, filter?.queueId ?? 0, filter?.vportId ?? 0, filterId);
    return this.outcome.status;
  }

  freeQueue(queueId: number): StatusCode {
    const status = queues.freeQueue(this.binding, queueId, this.outcome);
    this.record(Op.freeQueue, queueId);
    return status;
  }

  /** NdisReturnNetBufferLists of one list. */
  returnNetBufferList(id: number): void {
    const list = this.lab.ndis.netBufferLists.get(id);
    returnNetBufferList(this.lab.ndis, id, this.outcome);
    this.lab.record(Op.returnBuffers, {
      adapter: this.binding.adapter.code,
      ownerId: list?.ownerId ?? 0,
      onVPort: list?.onVPort ?? false,
      block: this.outcome.block,
      side: [[SideKind.netBuffers, id]],
    });
  }

  createSwitch(): StatusCode {
    const status = nicSwitch.createSwitch(this.binding, this.outcome);
    this.recordVPort(Op.createSwitch, 0);
    return status;
  }

  /** OID_NIC_SWITCH_CREATE_VPORT; the VPort's id, 0 when it was refused. */
  createVPort(parameters: nicSwitch.VPortParameters = nicSwitch.usualVPortParameters()): number {
    const vport = nicSwitch.createVPort(this.binding, parameters, this.outcome);
    this.recordVPort(Op.createVPort, vport?.id ?? 0, [
      [
        SideKind.vportParameters,
        parameters.SwitchId,
        parameters.VPortId,
        parameters.AttachedFunctionId,
        0,
        parameters.informationBufferLength,
      ],
    ]);
    return vport?.id ?? 0;
  }

  setVPortParameters(vportId: number, vportState: number, stateChanged = true): StatusCode {
    const status = nicSwitch.setVPortParameters(
      this.binding,
      vportId,
      vportState,
      stateChanged,
      this.outcome,
    );
    this.recordVPort(Op.vportParameters, vportId, [
      [SideKind.vportParameters, 0, vportId, NDIS_PF_FUNCTION_ID, vportState, 0],
    ]);
    return status;
  }

  deleteVPort(vportId: number): StatusCode {
    const status = nicSwitch.deleteVPort(this.binding, vportId, this.outcome);
    this.recordVPort(Op.deleteVPort, vportId);
    return status;
  }

  /** NdisCloseAdapterEx: each block that is forced back is an event of its own, before the close. */
  close(): void {
    NdisCloseAdapterEx(this.lab.ndis, this.binding, this.outcome, () => this.lab.recordForcedFree());
    this.record(Op.closeAdapter, 0);
  }

  private get outcome(): CallOutcome {
    return this.lab.outcome;
  }

  private record(op: QueueOp, queueId: number, side: SideEntries = []): void {
    const { adapter, handle } = this.binding;
    const state = adapter.queues[queueId]?.state;
    this.lab.record(op, {
      adapter: adapter.code,
      ownerId: queueId,
      state: state === undefined ? 0 : QUEUE_STATES.indexOf(state),
      side: [...side, ...this.bindingEntry(handle)],
    });
  }

  private recordFilter(op: QueueOp, queueId: number, vportId: number, filterId: number): void {
    const side: SideEntries = [[SideKind.filter, filterId]];
    if (vportId === 0) this.record(op, queueId, side);
    else this.recordVPort(op, vportId, side);
  }

  private recordVPort(op: QueueOp, vportId: number, side: SideEntries = []): void {
    const { adapter, handle } = this.binding;
    this.lab.record(op, {
      adapter: adapter.code,
      ownerId: vportId,
      onVPort: true,
      state: vportStateCode(adapter.vports[vportId]),
      side: [...side, ...this.bindingEntry(handle)],
    });
  }

  /** The usual binding goes without saying. */
  private bindingEntry(handle: Handle): SideEntries {
    if (handle === this.lab.usualBindingHandle) return [];
    return [[SideKind.binding, handle >>> 0, Math.floor(handle / 0x1_0000_0000)]];
  }
}

type QueueOp = (typeof Op)[keyof typeof Op];
type SideEntries = readonly (readonly [SideKindCode, ...number[]])[];
