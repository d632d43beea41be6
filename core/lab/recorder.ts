import {
  ANY_NODE,
  extentWord,
  Flag,
  LONG_DELTA,
  MANY_PROBES,
  NO_NODE,
  Op,
  type OpCode,
  ownerWord,
  subjectBits,
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
import { handleOrdinal, type Handle } from '../ndis/handles.ts';
import {
  CALLER_SG_BUFFER_PAGE,
  headerSizeFor,
  revisionFor,
  type SharedMemoryParameters,
  usualSgListBufferLength,
} from '../ndis/shared-memory-parameters.ts';
import {
  ADAPTER,
  type BlockTable,
  ELEMENTS,
  FIRST_PAGE,
  GRANTED_PAGES,
  LENGTH_BYTES,
  nodeOf,
  NULL_SHARED_MEMORY_HANDLE,
  ON_VPORT,
  OWNER_ID,
  TRAITS,
  usageOf,
} from '../ndis/block-table.ts';
import { NO_STATUS, RESOURCES } from '../ndis/status.ts';
import { type ReservedRecorder } from './reserved-recorder.ts';

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
  /** Simulated nanoseconds from the start to the last record, and since then; never the wall clock. */
  private lastNs = 0;
  private sinceNs = 0;
  /** Says which of several interleaved callers the next record belongs to; 0 where there is only one. */
  thread = 0;
  /** Header of a request as callers of this NDIS version write it. */
  private readonly usualRevision: number;
  private readonly usualHeaderSize: number;

  constructor(
    private readonly session: RecordedSession,
    version: NdisVersion,
    /** The handle that callers usually pass; any other one is written to the side table. */
    private readonly usualHandle: Handle,
    private readonly reserved: ReservedRecorder,
  ) {
    this.usualRevision = revisionFor(version);
    this.usualHeaderSize = headerSizeFor(this.usualRevision);
  }

  /** Lets simulated time pass before the next event. */
  advance(ns: number): void {
    this.sinceNs += ns;
  }

  /** Lets simulated time pass until a moment; nothing when it is over. */
  advanceTo(timeNs: number): void {
    const ns = timeNs - this.lastNs;
    if (ns > this.sinceNs) this.sinceNs = ns;
  }

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
    let node = NO_NODE;
    let elements = 0;
    let firstPage = 0;
    let grantedPages = 1;
    if (block > 0) {
      const words = blocks.wordsOf(block);
      const row = blocks.rowOf(block);
      const traits = words[row + TRAITS]!;
      node = nodeOf(traits);
      elements = words[row + ELEMENTS]!;
      firstPage = words[row + FIRST_PAGE]!;
      grantedPages = words[row + GRANTED_PAGES]!;
      flags |= Flag.changedMemory;
      if ((traits & NULL_SHARED_MEMORY_HANDLE) !== 0) flags |= Flag.nullSharedMemoryHandle;
      if (elements > 1 || (traits & NULL_SHARED_MEMORY_HANDLE) === 0)
        flags |= this.sideOfBlock(seq, block, blocks);
    } else if (outcome.findingCount > 0) this.reserved.lookAtAnswer(parameters);
    return this.append(
      op,
      outcome,
      flags | subjectBits(parameters.Usage, caller.adapter, node),
      ownerWord(onVPort ? parameters.VPortId : parameters.QueueId, elements),
      block,
      parameters.Length,
      firstPage,
      extentWord(grantedPages, parameters.PreferredNode, caller.irql),
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
    if (!freed || caller.ndisHandle !== this.usualHandle) flags |= this.sideOfFree(seq, caller, handle);
    if (freed) flags |= Flag.changedMemory;
    if (freed && outcome.findingCount > 0) this.reserved.lookAtBlock(block);
    if (block > 0) return this.aboutBlock(op, outcome, flags, block, blocks, caller.irql);
    return this.append(
      op,
      outcome,
      flags | subjectBits(0, caller.adapter, NO_NODE),
      0,
      0,
      0,
      0,
      extentWord(1, MM_ANY_NODE_OK, caller.irql),
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
      flags | subjectBits(event.state ?? 0, event.adapter, NO_NODE),
      ownerWord(event.ownerId ?? 0, 0),
      event.block ?? 0,
      event.lengthBytes ?? 0,
      0,
      extentWord(1, MM_ANY_NODE_OK, event.irql ?? PASSIVE_LEVEL),
    );
  }

  /** A block that lost its owner, with what a person wants to know of a leak. */
  orphaned(block: number, blocks: BlockTable, outcome: CallOutcome): number {
    return this.aboutBlock(Op.orphaned, outcome, 0, block, blocks, PASSIVE_LEVEL);
  }

  /** A record whose members are the block's. */
  private aboutBlock(
    op: OpCode,
    outcome: CallOutcome,
    flagsOfEvent: number,
    block: number,
    blocks: BlockTable,
    irql: number,
  ): number {
    const words = blocks.wordsOf(block);
    const row = blocks.rowOf(block);
    const traits = words[row + TRAITS]!;
    let flags = flagsOfEvent;
    if ((traits & ON_VPORT) !== 0) flags |= Flag.vport;
    if ((traits & NULL_SHARED_MEMORY_HANDLE) !== 0) flags |= Flag.nullSharedMemoryHandle;
    return this.append(
      op,
      outcome,
      flags | subjectBits(usageOf(traits), words[row + ADAPTER]!, nodeOf(traits)),
      ownerWord(words[row + OWNER_ID]!, words[row + ELEMENTS]!),
      block,
      words[row + LENGTH_BYTES]!,
      words[row + FIRST_PAGE]!,
      extentWord(words[row + GRANTED_PAGES]!, MM_ANY_NODE_OK, irql),
    );
  }

  /** Enters the record; `w1`, `w2` and `w7` as they are packed below, the probes aside. */
  private append(
    op: OpCode,
    outcome: CallOutcome,
    w1: number,
    w2: number,
    block: number,
    lengthBytes: number,
    firstPage: number,
    w7: number,
  ): number {
    const { log } = this.session;
    const delta = this.sinceNs;
    this.lastNs += delta;
    this.sinceNs = 0;
    const { probes } = outcome;
    const usual = this.thread === 0 && probes < MANY_PROBES && delta < LONG_DELTA && !this.reserved.changed;
    const shown = probes < MANY_PROBES ? probes : MANY_PROBES;
    const found = outcome.findingCount === 0 ? 0 : outcome.rule << 16;
    const reported = outcome.findingCount === 0 ? 0 : outcome.diagnostic << 24;
    return log.append(
      op | (outcome.status << 8) | ((shown & 0xf) << 12) | found | (outcome.provider << 24),
      w1 | ((shown & 0x70) << 1) | reported | (usual ? 0 : this.sideOfRest(log.length, probes, delta)),
      w2,
      delta < LONG_DELTA ? delta : LONG_DELTA,
      block,
      lengthBytes,
      firstPage,
      w7,
    );
  }

  /** Side entries for what the record's own bits cannot hold, each of them rare. */
  private sideOfRest(seq: number, probes: number, delta: number): number {
    const { side } = this.session;
    const flags = this.reserved.record(seq);
    if (this.thread === 0 && probes < MANY_PROBES && delta < LONG_DELTA) return flags;
    if (this.thread > 0) {
      side.begin(SideKind.thread, seq);
      side.put(this.thread);
      side.end();
    }
    if (probes >= MANY_PROBES) {
      side.begin(SideKind.probes, seq);
      side.put(Math.min(probes, 0xffff_ffff));
      side.end();
    }
    if (delta >= LONG_DELTA) {
      side.begin(SideKind.longDelta, seq);
      side.putWide(delta);
      side.end();
    }
    return Flag.side;
  }

  private sideOfFree(seq: number, caller: Caller, handle: Handle): number {
    const { side } = this.session;
    side.begin(SideKind.freeHandles, seq);
    side.putWide(handle);
    side.putWide(caller.ndisHandle);
    side.end();
    return Flag.side;
  }

  private sideOfOutcome(seq: number, outcome: CallOutcome): number {
    // Whatever goes wrong is a finding, and a block that was handed back is one too.
    if (outcome.findingCount === 0 && outcome.answered === outcome.status) return 0;
    return this.sideOfFindings(seq, outcome);
  }

  private sideOfFindings(seq: number, outcome: CallOutcome): number {
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
    return (
      caller.ndisHandle === this.usualHandle &&
      !caller.nullParameters &&
      !caller.nullAllocationHandle &&
      Header.Type === NDIS_OBJECT_TYPE_DEFAULT &&
      Header.Revision === this.usualRevision &&
      Header.Size === this.usualHeaderSize &&
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

  /** The runs of a block that has several, or a SharedMemoryHandle that its ordinal does not give away. */
  private sideOfBlock(seq: number, block: number, blocks: BlockTable): number {
    const { side } = this.session;
    const handle = blocks.sharedMemoryHandle(block);
    const count = blocks.elements(block);
    if (count > 1) {
      side.begin(SideKind.scatterGather, seq);
      side.putWide(blocks.virtualPage(block));
      side.put(handleOrdinal(handle));
      side.put(count);
      for (let run = 0; run < count; run++) {
        side.put(blocks.runFirstPage(block, run));
        side.put(blocks.runPages(block, run));
      }
      side.end();
      return Flag.side;
    }
    if (handleOrdinal(handle) === block) return 0;
    side.begin(SideKind.sharedMemoryHandle, seq);
    side.put(handleOrdinal(handle));
    side.end();
    return Flag.side;
  }
}
