import {
  ANY_NODE,
  Flag,
  LONG_DELTA,
  MANY_ELEMENTS,
  MANY_PROBES,
  NO_NODE,
  Op,
  type OpCode,
  WIDE_OWNER,
} from '../events/record.ts';
import { type RecordedSession } from '../events/recorded-session.ts';
import { SideKind, type SideKindCode } from '../events/side-table.ts';
import { PAGE_SIZE } from '../memory/units.ts';
import { type CallOutcome } from '../ndis/call-outcome.ts';
import {
  MM_ANY_NODE_OK,
  NDIS_OBJECT_TYPE_DEFAULT,
  NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS,
  type NdisVersion,
  PASSIVE_LEVEL,
} from '../ndis/constants.ts';
import { handleOrdinal, NULL_HANDLE, type Handle } from '../ndis/handles.ts';
import {
  CALLER_SG_BUFFER_PAGE,
  headerSizeFor,
  revisionFor,
  type SharedMemoryParameters,
  usualSgListBufferLength,
} from '../ndis/shared-memory-parameters.ts';
import { type BlockTable } from '../ndis/block-table.ts';
import { NO_STATUS, RESOURCES } from '../ndis/status.ts';

/** Who called, beside the structure itself. */
export interface Caller {
  ndisHandle: Handle;
  /** Code of the adapter that the call is about. */
  adapter: number;
  irql: number;
  nullParameters: boolean;
  nullAllocationHandle: boolean;
}

/** What a record says of an event that moves no memory. */
export interface OtherEvent {
  readonly adapter: number;
  /** Queue id, or VPort id with `onVPort`. */
  readonly ownerId?: number;
  readonly onVPort?: boolean;
  /** State of the queue or VPort afterwards. */
  readonly state?: number;
  readonly block?: number;
  readonly lengthBytes?: number;
  readonly irql?: number;
  /** Side entries: kind, then 32-bit words. */
  readonly side?: readonly (readonly [SideKindCode, ...number[]])[];
}

/** Turns outcomes into records and side entries: the only writer of a Lab's log. */
export class Recorder {
  /** Simulated time of the next event in nanoseconds; never the wall clock. */
  nowNs = 0;
  private lastNs = 0;

  constructor(
    private readonly session: RecordedSession,
    private readonly version: NdisVersion,
    /** The handle that callers usually pass; any other one is written to the side table. */
    private readonly usualHandle: Handle,
  ) {}

  allocation(
    op: OpCode,
    caller: Caller,
    parameters: SharedMemoryParameters,
    outcome: CallOutcome,
    blocks: BlockTable,
  ): number {
    const seq = this.session.log.length;
    const { block } = outcome;
    let flags = this.sideOfOutcome(seq, outcome);
    if ((parameters.Flags & NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS) !== 0) flags |= Flag.contiguous;
    if (!this.isUsualRequest(caller, parameters)) flags |= this.sideOfRequest(seq, caller, parameters);
    // A refused request with ids that no owner has is told by its side entry.
    const onVPort = parameters.VPortId !== 0 && parameters.QueueId === 0;
    if (onVPort) flags |= Flag.vport;
    if (block > 0) flags |= Flag.changedMemory | this.sideOfBlock(seq, block, blocks);
    return this.append(
      op,
      outcome,
      flags,
      caller.adapter,
      parameters.Usage,
      block > 0 ? blocks.node(block) : NO_NODE,
      onVPort ? parameters.VPortId : parameters.QueueId,
      block > 0 ? blocks.elements(block) : 0,
      block,
      parameters.Length,
      block > 0 ? blocks.firstPage(block) : 0,
      block > 0 ? blocks.grantedPages(block) : 1,
      parameters.PreferredNode,
      caller.irql,
    );
  }

  /** A free: the record repeats the block, so that it can be read and taken back without the allocation. */
  free(
    op: OpCode,
    caller: Caller,
    handle: Handle,
    freed: boolean,
    outcome: CallOutcome,
    blocks: BlockTable,
  ): number {
    const seq = this.session.log.length;
    const { block } = outcome;
    let flags = this.sideOfOutcome(seq, outcome);
    if (!freed || caller.ndisHandle !== this.usualHandle) {
      const { side } = this.session;
      side.begin(SideKind.freeHandles, seq);
      side.putWide(handle);
      side.putWide(caller.ndisHandle);
      side.end();
      flags |= Flag.side;
    }
    if (freed) flags |= Flag.changedMemory;
    if (block > 0 && blocks.onVPort(block)) flags |= Flag.vport;
    if (block > 0 && blocks.sharedMemoryHandle(block) === NULL_HANDLE) flags |= Flag.nullSharedMemoryHandle;
    return this.append(
      op,
      outcome,
      flags,
      block > 0 ? blocks.adapter(block) : caller.adapter,
      block > 0 ? blocks.usage(block) : 0,
      block > 0 ? blocks.node(block) : NO_NODE,
      block > 0 ? blocks.ownerId(block) : 0,
      // What the free itself has just looked at; the column of elements would have to be fetched.
      block > 0 ? blocks.runCount(block) : 0,
      block,
      block > 0 ? blocks.lengthBytes(block) : 0,
      block > 0 ? blocks.firstPage(block) : 0,
      block > 0 ? blocks.grantedPages(block) : 1,
      MM_ANY_NODE_OK,
      caller.irql,
    );
  }

  /** An event that moves no memory: registration, requests and indications around queues and VPorts, life and death. */
  other(op: OpCode, outcome: CallOutcome, event: OtherEvent): number {
    const { side } = this.session;
    const seq = this.session.log.length;
    let flags = this.sideOfOutcome(seq, outcome);
    for (const [kind, ...words] of event.side ?? []) {
      side.begin(kind, seq);
      for (const word of words) side.put(word);
      side.end();
      flags |= Flag.side;
    }
    if (event.onVPort === true) flags |= Flag.vport;
    return this.append(
      op,
      outcome,
      flags,
      event.adapter,
      event.state ?? 0,
      NO_NODE,
      event.ownerId ?? 0,
      0,
      event.block ?? 0,
      event.lengthBytes ?? 0,
      0,
      1,
      MM_ANY_NODE_OK,
      event.irql ?? PASSIVE_LEVEL,
    );
  }

  /** A block that lost its owner, with what a person wants to know of a leak. */
  orphaned(block: number, blocks: BlockTable, outcome: CallOutcome): number {
    return this.append(
      Op.orphaned,
      outcome,
      (blocks.sharedMemoryHandle(block) === NULL_HANDLE ? Flag.nullSharedMemoryHandle : 0) |
        (blocks.onVPort(block) ? Flag.vport : 0),
      blocks.adapter(block),
      blocks.usage(block),
      blocks.node(block),
      blocks.ownerId(block),
      blocks.elements(block),
      block,
      blocks.lengthBytes(block),
      blocks.firstPage(block),
      blocks.grantedPages(block),
      MM_ANY_NODE_OK,
      PASSIVE_LEVEL,
    );
  }

  /** Says which of several interleaved callers the next record belongs to; 0 where there is only one. */
  thread = 0;

  private append(
    op: OpCode,
    outcome: CallOutcome,
    sideFlags: number,
    adapter: number,
    usage: number,
    node: number,
    ownerId: number,
    elements: number,
    block: number,
    lengthBytes: number,
    firstPage: number,
    grantedPages: number,
    preferredNode: number,
    irql: number,
  ): number {
    const seq = this.session.log.length;
    const delta = this.nowNs - this.lastNs;
    this.lastNs = this.nowNs;
    let flags = sideFlags;
    if (this.thread > 0) {
      this.session.side.begin(SideKind.thread, seq);
      this.session.side.put(this.thread);
      this.session.side.end();
      flags |= Flag.side;
    }
    const probes = Math.min(outcome.probes, MANY_PROBES);
    if (probes === MANY_PROBES) {
      this.session.side.begin(SideKind.probes, seq);
      this.session.side.put(Math.min(outcome.probes, 0xffff_ffff));
      this.session.side.end();
      flags |= Flag.side;
    }
    if (delta >= LONG_DELTA) {
      this.session.side.begin(SideKind.longDelta, seq);
      this.session.side.putWide(delta);
      this.session.side.end();
      flags |= Flag.side;
    }
    const node8 = preferredNode < ANY_NODE ? preferredNode : ANY_NODE;
    return this.session.log.append(
      op | (outcome.status << 8) | ((probes & 0xf) << 12) | (outcome.rule << 16) | (outcome.provider << 24),
      flags |
        ((probes & 0x70) << 1) |
        ((usage & 0xf) << 8) |
        ((adapter & 0xf) << 12) |
        ((node & 0xff) << 16) |
        (outcome.diagnostic << 24),
      Math.min(ownerId, WIDE_OWNER) | (Math.min(elements, MANY_ELEMENTS) << 16),
      Math.min(delta, LONG_DELTA),
      block,
      lengthBytes,
      firstPage,
      ((grantedPages - 1) & 0xf_ffff) | (node8 << 20) | ((irql & 0xf) << 28),
    );
  }

  private sideOfOutcome(seq: number, outcome: CallOutcome): number {
    const { side } = this.session;
    let flags = 0;
    if (outcome.status === RESOURCES) {
      side.begin(SideKind.reason, seq);
      side.put(outcome.askedPages);
      side.put(outcome.freePages);
      side.put(outcome.largestFreePages);
      side.put(outcome.neededListBytes);
      side.end();
      flags = Flag.side;
    }
    if (outcome.findingCount > 1) {
      side.begin(SideKind.furtherFindings, seq);
      for (let index = 1; index < outcome.findingCount; index++) {
        side.put(outcome.findingRules[index]!);
        side.put(outcome.findingDiagnostics[index]!);
      }
      side.end();
      flags = Flag.side;
    }
    if (outcome.message !== '') {
      side.begin(SideKind.providerMessage, seq);
      side.put(outcome.messageLine);
      side.putText(outcome.message);
      side.end();
      flags = Flag.side;
    }
    if (outcome.answered !== NO_STATUS && (outcome.handedBack || outcome.answered !== outcome.status)) {
      side.begin(SideKind.providerAnswer, seq);
      side.put(outcome.answered);
      side.put(outcome.handedBack ? 1 : 0);
      side.end();
      flags = Flag.side;
    }
    return flags;
  }

  /** Whether the record and the caller's NDIS version say everything about the request. */
  private isUsualRequest(caller: Caller, parameters: SharedMemoryParameters): boolean {
    const { Header } = parameters;
    const revision = revisionFor(this.version);
    return (
      caller.ndisHandle === this.usualHandle &&
      !caller.nullParameters &&
      !caller.nullAllocationHandle &&
      Header.Type === NDIS_OBJECT_TYPE_DEFAULT &&
      Header.Revision === revision &&
      Header.Size === headerSizeFor(revision) &&
      (parameters.Flags & ~NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS) === 0 &&
      parameters.QueueId < WIDE_OWNER &&
      (parameters.VPortId === 0 || parameters.QueueId === 0) &&
      (parameters.PreferredNode === MM_ANY_NODE_OK || parameters.PreferredNode < ANY_NODE) &&
      parameters.Usage < 16 &&
      parameters.VPortId < WIDE_OWNER &&
      parameters.sgListBufferPage === CALLER_SG_BUFFER_PAGE &&
      parameters.sgListBufferOffset === 0 &&
      parameters.SGListBufferLength === usualSgListBufferLength(parameters.Length)
    );
  }

  /** Words in the order of `RequestWord`. */
  private sideOfRequest(seq: number, caller: Caller, parameters: SharedMemoryParameters): number {
    const { side } = this.session;
    side.begin(SideKind.request, seq);
    side.putWide(caller.ndisHandle);
    side.put(parameters.Header.Type);
    side.put(parameters.Header.Revision);
    side.put(parameters.Header.Size);
    side.put(parameters.Flags);
    side.put(parameters.QueueId);
    side.put(parameters.PreferredNode);
    side.put(parameters.Usage);
    side.put(parameters.Length);
    side.put(parameters.SGListBufferLength);
    const low = (parameters.sgListBufferPage % 0x10_0000) * PAGE_SIZE + parameters.sgListBufferOffset;
    side.put(low);
    side.put(Math.floor(parameters.sgListBufferPage / 0x10_0000));
    side.put(parameters.VPortId);
    side.put((caller.nullParameters ? 1 : 0) | (caller.nullAllocationHandle ? 2 : 0));
    side.end();
    return Flag.side;
  }

  private sideOfBlock(seq: number, block: number, blocks: BlockTable): number {
    const { side } = this.session;
    const handle = blocks.sharedMemoryHandle(block);
    const count = blocks.elements(block);
    const flags = handle === NULL_HANDLE ? Flag.nullSharedMemoryHandle : 0;
    if (count > 1) {
      side.begin(SideKind.scatterGather, seq);
      side.putWide(blocks.virtualPage(block));
      side.put(handleOrdinal(handle));
      side.put(count);
      blocks.forEachRun(block, (firstPage, pages) => {
        side.put(firstPage);
        side.put(pages);
      });
      side.end();
      return flags | Flag.side;
    }
    if (handle === NULL_HANDLE || handleOrdinal(handle) === block) return flags;
    side.begin(SideKind.sharedMemoryHandle, seq);
    side.put(handleOrdinal(handle));
    side.end();
    return flags | Flag.side;
  }
}
