import {
  ANY_NODE,
  Flag,
  LONG_DELTA,
  MANY_ELEMENTS,
  NO_NODE,
  type OpCode,
  WIDE_OWNER,
} from '../events/record.ts';
import { type RecordedSession } from '../events/recorded-session.ts';
import { SideKind } from '../events/side-table.ts';
import { PAGE_SIZE } from '../memory/units.ts';
import { type CallOutcome } from '../ndis/call-outcome.ts';
import {
  MM_ANY_NODE_OK,
  NDIS_OBJECT_TYPE_DEFAULT,
  NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS,
  type NdisVersion,
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
import { NO_DIAGNOSTIC } from '../ndis/diagnostics.ts';
import { RESOURCES } from '../ndis/status.ts';

/** Who called, beside the structure itself. */
export interface Caller {
  ndisHandle: Handle;
  irql: number;
  nullParameters: boolean;
  nullAllocationHandle: boolean;
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
    if (block > 0) flags |= Flag.changedMemory | this.sideOfBlock(seq, block, blocks);
    const { columns } = blocks;
    const elements = block > 0 ? columns.elements[block]! : 0;
    return this.append(
      op,
      outcome,
      flags,
      parameters.Usage,
      block > 0 ? columns.node[block]! : NO_NODE,
      parameters.QueueId,
      elements,
      block,
      parameters.Length,
      block > 0 ? columns.firstPage[block]! : 0,
      block > 0 ? columns.grantedPages[block]! : 1,
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
    const { columns } = blocks;
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
    if (block > 0 && columns.sharedMemoryHandle[block] === NULL_HANDLE) flags |= Flag.nullSharedMemoryHandle;
    return this.append(
      op,
      outcome,
      flags,
      block > 0 ? columns.usage[block]! : 0,
      block > 0 ? columns.node[block]! : NO_NODE,
      block > 0 ? columns.ownerId[block]! : 0,
      block > 0 ? columns.elements[block]! : 0,
      block,
      block > 0 ? columns.lengthBytes[block]! : 0,
      block > 0 ? columns.firstPage[block]! : 0,
      block > 0 ? columns.grantedPages[block]! : 1,
      MM_ANY_NODE_OK,
      caller.irql,
    );
  }

  /** An event that moves no memory: registration, queue requests, indications. */
  other(op: OpCode, outcome: CallOutcome, queueId: number, irql: number): number {
    const flags = this.sideOfOutcome(this.session.log.length, outcome);
    return this.append(op, outcome, flags, 0, NO_NODE, queueId, 0, 0, 0, 0, 1, MM_ANY_NODE_OK, irql);
  }

  private append(
    op: OpCode,
    outcome: CallOutcome,
    sideFlags: number,
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
    if (delta >= LONG_DELTA) {
      this.session.side.begin(SideKind.longDelta, seq);
      this.session.side.putWide(delta);
      this.session.side.end();
      flags |= Flag.side;
    }
    const node8 = preferredNode < ANY_NODE ? preferredNode : ANY_NODE;
    return this.session.log.append(
      op | (outcome.status << 8) | (outcome.rule << 16) | (outcome.provider << 24),
      flags |
        ((usage & 0xf) << 8) |
        (ADAPTER_CODE << 12) |
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
    if (outcome.secondDiagnostic !== NO_DIAGNOSTIC) {
      side.begin(SideKind.secondFinding, seq);
      side.put(outcome.secondRule);
      side.put(outcome.secondDiagnostic);
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
      (parameters.PreferredNode === MM_ANY_NODE_OK || parameters.PreferredNode < ANY_NODE) &&
      parameters.Usage < 16 &&
      parameters.VPortId === 0 &&
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
    const { columns } = blocks;
    const handle = columns.sharedMemoryHandle[block]! as Handle;
    const count = columns.elements[block]!;
    const flags = handle === NULL_HANDLE ? Flag.nullSharedMemoryHandle : 0;
    if (count > 1) {
      side.begin(SideKind.scatterGather, seq);
      side.putWide(columns.virtualPage[block]!);
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

/** The Lab has one adapter. */
const ADAPTER_CODE = 1;
