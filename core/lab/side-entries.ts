import { Flag, LONG_DELTA, MANY_PROBES } from '../events/record.ts';
import { SideKind, type SideTable } from '../events/side-table.ts';
import { PAGE_SIZE } from '../memory/units.ts';
import { type BlockTable } from '../ndis/block-table.ts';
import { type CallOutcome } from '../ndis/call-outcome.ts';
import { handleOrdinal, type Handle } from '../ndis/handles.ts';
import { type SharedMemoryParameters } from '../ndis/shared-memory-parameters.ts';
import { NO_STATUS, RESOURCES } from '../ndis/status.ts';
import { type Caller } from './caller.ts';

/** Enters what a record cannot hold. Each method answers the record's flags for it. */
export class SideEntries {
  constructor(
    private readonly side: SideTable,
    private readonly blocks: BlockTable,
  ) {}

  /** Who called where several do, and numbers that are too large for a record. */
  ofRest(seq: number, thread: number, probes: number, delta: number): number {
    const { side } = this;
    let flags = 0;
    if (thread > 0) {
      side.begin(SideKind.thread, seq);
      side.put(thread);
      side.end();
      flags |= Flag.side;
    }
    if (probes >= MANY_PROBES) {
      side.begin(SideKind.probes, seq);
      side.put(Math.min(probes, 0xffff_ffff));
      side.end();
      flags |= Flag.side;
    }
    if (delta >= LONG_DELTA) {
      side.begin(SideKind.longDelta, seq);
      side.putWide(delta);
      side.end();
      flags |= Flag.side;
    }
    return flags;
  }

  ofFree(seq: number, caller: Caller, handle: Handle): number {
    const { side } = this;
    side.begin(SideKind.freeHandles, seq);
    side.putWide(handle);
    side.putWide(caller.ndisHandle);
    side.end();
    return Flag.side;
  }

  ofFindings(seq: number, outcome: CallOutcome): number {
    const { side } = this;
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

  /** Words in the order of `RequestWord`. */
  ofRequest(seq: number, caller: Caller, parameters: SharedMemoryParameters): number {
    const { side } = this;
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
  ofBlock(seq: number, block: number): number {
    const { side, blocks } = this;
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
