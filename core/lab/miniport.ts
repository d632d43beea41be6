import { Op, type OpCode } from '../events/record.ts';
import { SideKind } from '../events/side-table.ts';
import { type CallOutcome } from '../ndis/call-outcome.ts';
import {
  beginHalt,
  completeHalt,
  deregisterScatterGatherDma,
  registerScatterGatherDma,
} from '../ndis/lifetime.ts';
import { type Adapter } from '../ndis/machine.ts';
import { indicateReceive, type NetBufferSharedMemory } from '../ndis/net-buffers.ts';
import { completeDeleteVPort, completeVPortActivation, stopVPortDma } from '../ndis/nic-switch-oids.ts';
import { completeFreeQueue, indicateDmaStopped } from '../ndis/receive-queue-oids.ts';
import { QUEUE_STATES } from '../ndis/receive-queues.ts';
import { type StatusCode } from '../ndis/status.ts';
import { type DriverHome } from './lab-parts.ts';
import { vportStateCode } from './vport-state.ts';

/** What a miniport driver does for one adapter, beside allocating and freeing: indications, completions, its own end. */
export class Miniport {
  constructor(
    private readonly lab: DriverHome,
    readonly adapter: Adapter,
  ) {}

  registerDma(): StatusCode {
    const status = registerScatterGatherDma(this.adapter, this.outcome);
    this.record(Op.registerDma, 0);
    return status;
  }

  deregisterDma(): void {
    deregisterScatterGatherDma(this.lab.ndis, this.adapter, this.outcome);
    this.record(Op.deregisterDma, 0);
  }

  indicateDmaStopped(queueId: number): void {
    indicateDmaStopped(this.adapter, queueId, this.outcome);
    this.record(Op.dmaStopped, queueId);
  }

  completeFreeQueue(queueId: number): void {
    completeFreeQueue(this.lab.ndis, this.adapter, queueId, this.outcome);
    this.record(Op.freeQueueComplete, queueId);
    this.lab.recordOrphans();
  }

  /** NdisMIndicateReceiveNetBufferLists with one list; its id, 0 when nothing was indicated. */
  indicateReceive(ownerId: number, segments: readonly NetBufferSharedMemory[]): number {
    const id = indicateReceive(this.lab.ndis, this.adapter, ownerId, segments, this.outcome);
    let lengthBytes = 0;
    const words: number[] = [id];
    for (const segment of segments) {
      lengthBytes += segment.SharedMemoryLength;
      words.push(segment.SharedMemoryHandle >>> 0, Math.floor(segment.SharedMemoryHandle / 0x1_0000_0000));
      words.push(segment.SharedMemoryOffset, segment.SharedMemoryLength);
    }
    const onVPort = this.adapter.options.mode === 'sriov';
    this.lab.record(Op.receive, {
      adapter: this.adapter.code,
      ownerId,
      onVPort,
      state: this.stateOf(ownerId, onVPort),
      block: this.outcome.block,
      lengthBytes,
      side: [[SideKind.netBuffers, ...words]],
    });
    return id;
  }

  completeVPortActivation(vportId: number, status: StatusCode): void {
    completeVPortActivation(this.adapter, vportId, status, this.outcome);
    this.record(Op.vportActivated, vportId, true);
  }

  stopVPortDma(vportId: number): void {
    stopVPortDma(this.adapter, vportId, this.outcome);
    this.record(Op.vportDmaStopped, vportId, true);
  }

  completeDeleteVPort(vportId: number): void {
    completeDeleteVPort(this.lab.ndis, this.adapter, vportId, this.outcome);
    this.record(Op.deleteVPortComplete, vportId, true);
    this.lab.recordOrphans();
  }

  /** NDIS unbinds every protocol driver and calls MiniportHaltEx. */
  beginHalt(): void {
    if (!this.adapter.halted && !this.adapter.halting) this.lab.closeBindingsOf(this.adapter);
    beginHalt(this.adapter, this.outcome);
    this.record(Op.beginHalt, 0);
  }

  completeHalt(): void {
    completeHalt(this.lab.ndis, this.adapter, this.outcome);
    this.record(Op.completeHalt, 0);
    this.lab.recordOrphans();
  }

  private get outcome(): CallOutcome {
    return this.lab.outcome;
  }

  private record(op: OpCode, ownerId: number, onVPort = false): void {
    this.lab.record(op, {
      adapter: this.adapter.code,
      ownerId,
      onVPort,
      state: this.stateOf(ownerId, onVPort),
    });
  }

  private stateOf(ownerId: number, onVPort: boolean): number {
    if (onVPort) return vportStateCode(this.adapter.vports[ownerId]);
    const state = this.adapter.queues[ownerId]?.state;
    return state === undefined ? 0 : QUEUE_STATES.indexOf(state);
  }
}
