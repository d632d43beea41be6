import { type EventLog } from '../events/event-log.ts';
import {
  ANY_NODE,
  callWord,
  extentWord,
  Flag,
  LONG_DELTA,
  MANY_PROBES,
  NO_NODE,
  Op,
  type OpCode,
  outcomeBits,
  ownerWord,
  subjectBits,
  WIDE_OWNER,
} from '../events/record.ts';
import { type RecordedSession } from '../events/recorded-session.ts';
import { type SideKindCode } from '../events/side-table.ts';
import { type CallOutcome } from '../ndis/call-outcome.ts';
import {
  MM_ANY_NODE_OK,
  NDIS_OBJECT_TYPE_DEFAULT,
  NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS,
  type NdisVersion,
  PASSIVE_LEVEL,
} from '../ndis/constants.ts';
import { type Handle, NULL_HANDLE, SHARED_MEMORY_HANDLE_BASE } from '../ndis/handles.ts';
import {
  CALLER_SG_BUFFER_PAGE,
  headerSizeFor,
  revisionFor,
  type SharedMemoryParameters,
  usualSgListBufferLength,
} from '../ndis/shared-memory-parameters.ts';
import { type BlockTable, ELEMENTS, NULL_SHARED_MEMORY_HANDLE, TRAITS } from '../ndis/block-table.ts';
import { type Caller } from './caller.ts';
import { briefWord, CALL_NS, foundWord, LONGER } from './brief-records.ts';
import { type ReservedRecorder } from './reserved-recorder.ts';
import { SideEntries } from './side-entries.ts';

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
  private readonly log: EventLog;
  private readonly entries: SideEntries;

  constructor(
    private readonly session: RecordedSession,
    private readonly version: NdisVersion,
    /** The handle that callers usually pass; any other one is written to the side table. */
    private readonly usualHandle: Handle,
    private readonly blocks: BlockTable,
    private readonly reserved: ReservedRecorder,
  ) {
    this.usualRevision = revisionFor(version);
    this.usualHeaderSize = headerSizeFor(this.usualRevision);
    this.log = session.log;
    this.entries = new SideEntries(session.side, blocks);
  }

  /** Lets simulated time pass until a moment; nothing when it is over. */
  advanceTo(timeNs: number): void {
    const ns = timeNs - this.lastNs;
    if (ns > this.sinceNs) this.sinceNs = ns;
  }

  /** An NdisAllocateSharedMemory. */
  allocation(op: OpCode, caller: Caller, parameters: SharedMemoryParameters, outcome: CallOutcome): void {
    const contiguous = (parameters.Flags & NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS) === 0 ? 0 : Flag.contiguous;
    if (this.isPlain(caller, outcome) && op === Op.allocate && this.isPlainAnswer(parameters, outcome.block))
      this.appendPlain(op, outcome, contiguous | Flag.changedMemory);
    else if (outcome.block === 0) this.refused(op, caller, parameters, outcome, contiguous);
    else this.granted(op, caller, parameters, outcome, contiguous | Flag.changedMemory);
  }

  /** A call that made or freed a block in the usual way: the most of all, so that this is asked first and costs little. */
  private isPlain(caller: Caller, outcome: CallOutcome): boolean {
    return (
      outcome.block > 0 &&
      outcome.findingCount === 0 &&
      outcome.probes < MANY_PROBES &&
      outcome.elapsedNs === 0 &&
      this.sinceNs === 0 &&
      this.thread === 0 &&
      !this.reserved.changed &&
      this.isUsualCaller(caller)
    );
  }

  /** Whether request and answer say nothing beside the block's row: one run, and the names that go without saying. */
  private isPlainAnswer(parameters: SharedMemoryParameters, block: number): boolean {
    const { SharedMemoryHandle: handle } = parameters;
    return (
      parameters.isUsualFor(this.version) &&
      parameters.SGListBuffer.NumberOfElements === 1 &&
      (handle === NULL_HANDLE || handle === SHARED_MEMORY_HANDLE_BASE + block)
    );
  }

  private appendPlain(op: OpCode, outcome: CallOutcome, flags: number): void {
    this.lastNs += CALL_NS;
    this.log.appendBrief(briefWord(op, outcome, outcome.probes, flags), outcome.block);
  }

  private granted(
    op: OpCode,
    caller: Caller,
    parameters: SharedMemoryParameters,
    outcome: CallOutcome,
    flagsSoFar: number,
  ): void {
    const { block } = outcome;
    const words = this.blocks.wordsOf(block);
    const row = this.blocks.rowOf(block);
    let flags = flagsSoFar | this.sideOfGrant(caller, parameters, outcome);
    if (words[row + ELEMENTS]! > 1 || (words[row + TRAITS]! & NULL_SHARED_MEMORY_HANDLE) === 0)
      flags |= this.entries.ofBlock(this.log.length, block);
    this.ofBlock(op, outcome, flags, parameters.PreferredNode);
  }

  /** NDIS has checked the structure, so that most of it is as usual; what the record does not say is the block's. */
  private sideOfGrant(caller: Caller, parameters: SharedMemoryParameters, outcome: CallOutcome): number {
    const seq = this.log.length;
    // Revision 1 has no VPortId, so that NDIS does not look at it.
    const told =
      (parameters.VPortId === 0 || this.blocks.onVPort(outcome.block)) &&
      this.isUsualCaller(caller) &&
      this.isUsualRequest(parameters);
    const flags = this.sideOfOutcome(seq, outcome);
    return told ? flags : flags | this.entries.ofRequest(seq, caller, parameters);
  }

  private refused(
    op: OpCode,
    caller: Caller,
    parameters: SharedMemoryParameters,
    outcome: CallOutcome,
    contiguous: number,
  ): void {
    const seq = this.log.length;
    let flags = contiguous | this.sideOfOutcome(seq, outcome);
    if (!this.isUsualCaller(caller) || !this.isUsualRequest(parameters))
      flags |= this.entries.ofRequest(seq, caller, parameters);
    // A refused request with ids that no owner has is told by its side entry.
    const onVPort = parameters.VPortId !== 0 && parameters.QueueId === 0;
    if (onVPort) flags |= Flag.vport;
    if (outcome.findingCount > 0) this.reserved.lookAtAnswer(parameters);
    this.append(
      op,
      outcome,
      flags | subjectBits(parameters.Usage, caller.adapter, NO_NODE),
      ownerWord(onVPort ? parameters.VPortId : parameters.QueueId, 0),
      0,
      parameters.Length,
      extentWord(1, parameters.PreferredNode, caller.irql),
    );
  }

  /** A free: the record repeats the block, so that it can be read and taken back without the allocation. */
  free(op: OpCode, caller: Caller, handle: Handle, freed: boolean, outcome: CallOutcome): void {
    if (freed && this.isPlain(caller, outcome)) {
      this.appendPlain(op, outcome, Flag.changedMemory);
      return;
    }
    const flags = (freed ? Flag.changedMemory : 0) | this.sideOfFree(caller, handle, freed, outcome);
    if (outcome.block > 0) this.ofBlock(op, outcome, flags, MM_ANY_NODE_OK);
    else
      this.append(
        op,
        outcome,
        flags | subjectBits(0, caller.adapter, NO_NODE),
        0,
        0,
        0,
        extentWord(1, MM_ANY_NODE_OK, caller.irql),
      );
  }

  private sideOfFree(caller: Caller, handle: Handle, freed: boolean, outcome: CallOutcome): number {
    const seq = this.log.length;
    let flags = this.sideOfOutcome(seq, outcome);
    if (!freed || !this.isUsualCaller(caller)) flags |= this.entries.ofFree(seq, caller, handle);
    if (freed && outcome.findingCount > 0) this.reserved.lookAtBlock(outcome.block);
    return flags;
  }

  /** An event that moves no memory: registration, requests and indications around queues and VPorts, life and death. */
  other(op: OpCode, outcome: CallOutcome, event: OtherEvent): void {
    const { side } = this.session;
    const seq = this.log.length;
    let flags = this.sideOfOutcome(seq, outcome);
    for (const [kind, ...words] of event.side ?? []) {
      side.begin(kind, seq);
      for (const word of words) side.put(word);
      side.end();
      flags |= Flag.side;
    }
    if (event.onVPort === true) flags |= Flag.vport;
    this.append(
      op,
      outcome,
      flags | subjectBits(event.state ?? 0, event.adapter, NO_NODE),
      ownerWord(event.ownerId ?? 0, 0),
      event.block ?? 0,
      event.lengthBytes ?? 0,
      extentWord(1, MM_ANY_NODE_OK, event.irql ?? PASSIVE_LEVEL),
    );
  }

  /** A block that lost its owner, with what a person wants to know of a leak. */
  orphaned(block: number, outcome: CallOutcome): void {
    outcome.block = block;
    this.ofBlock(Op.orphaned, outcome, 0, MM_ANY_NODE_OK);
  }

  /** Enters a record whose members are those of the outcome's block. */
  private ofBlock(op: OpCode, outcome: CallOutcome, flags: number, preferredNode: number): void {
    const delta = this.takeTime(outcome.elapsedNs);
    const side = this.sideOfRest(outcome.probes, delta);
    this.log.appendLongerBrief(
      briefWord(op, outcome, Math.min(outcome.probes, MANY_PROBES), flags | side) | LONGER,
      outcome.block,
      Math.min(delta, LONG_DELTA),
      Math.min(preferredNode, ANY_NODE),
      foundWord(outcome),
    );
  }

  /** Enters a record about no memory; `w1`, `w2` and `w7` as they are packed above, what the outcome says aside. */
  private append(
    op: OpCode,
    outcome: CallOutcome,
    w1: number,
    w2: number,
    block: number,
    lengthBytes: number,
    w7: number,
  ): void {
    const delta = this.takeTime(outcome.elapsedNs);
    const probes = Math.min(outcome.probes, MANY_PROBES);
    const side = this.sideOfRest(outcome.probes, delta);
    this.log.append(
      callWord(op, outcome.status, probes, outcome.rule, outcome.provider),
      w1 | outcomeBits(probes, outcome.diagnostic) | side,
      w2,
      Math.min(delta, LONG_DELTA),
      block,
      lengthBytes,
      0,
      w7,
    );
  }

  /** Nanoseconds since the record before. @param elapsedNs that the call took beside CALL_NS */
  private takeTime(elapsedNs: number): number {
    const delta = this.sinceNs + CALL_NS + elapsedNs;
    this.lastNs += delta;
    if (this.sinceNs !== 0) this.sinceNs = 0;
    return delta;
  }

  /** Side entries for what neither a record's bits nor a brief one's words hold. */
  private sideOfRest(probes: number, delta: number): number {
    const seq = this.log.length;
    return this.reserved.record(seq) | this.entries.ofRest(seq, this.thread, probes, delta);
  }

  private sideOfOutcome(seq: number, outcome: CallOutcome): number {
    // Whatever goes wrong is a finding, and a block that was handed back is one too.
    if (outcome.findingCount === 0 && outcome.answered === outcome.status) return 0;
    return this.entries.ofFindings(seq, outcome);
  }

  /** Whether the log need not say who called, and how. */
  private isUsualCaller({ ndisHandle, nullParameters, nullAllocationHandle }: Caller): boolean {
    return ndisHandle === this.usualHandle && !nullParameters && !nullAllocationHandle;
  }

  /** Whether the record and the caller's NDIS version say everything about the request. */
  private isUsualRequest(parameters: SharedMemoryParameters): boolean {
    const { Header } = parameters;
    return (
      Header.Type === NDIS_OBJECT_TYPE_DEFAULT &&
      Header.Revision === this.usualRevision &&
      Header.Size === this.usualHeaderSize &&
      (parameters.Flags & ~NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS) === 0 &&
      parameters.QueueId < WIDE_OWNER &&
      (parameters.VPortId === 0 || (parameters.QueueId === 0 && parameters.VPortId < WIDE_OWNER)) &&
      (parameters.PreferredNode === MM_ANY_NODE_OK || parameters.PreferredNode < ANY_NODE) &&
      parameters.Usage < 16 &&
      parameters.sgListBufferPage === CALLER_SG_BUFFER_PAGE &&
      parameters.sgListBufferOffset === 0 &&
      parameters.SGListBufferLength === usualSgListBufferLength(parameters.Length)
    );
  }
}
