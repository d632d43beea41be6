import { type EventLog } from '../events/event-log.ts';
import {
  endsBlock,
  makesBlock,
  Op,
  RECORD_WORDS,
  recordLength,
  recordOp,
  recordStatus,
} from '../events/record.ts';
import { NO_STATUS, STATUS_CODE_COUNT } from '../ndis/status.ts';

/** Counts over a Lab's log, made when somebody asks: a call pays for its record and for nothing else. */
export class LabTotals {
  /** Calls of NdisAllocateSharedMemory, and blocks that a recording places. */
  allocations = 0;
  /** Calls of NdisFreeSharedMemory, whatever came of them, and blocks that went without one. */
  frees = 0;
  liveBlocks = 0;
  /** Sum of Length over live blocks. */
  liveBytes = 0;
  peakLiveBytes = 0;
  /** NdisAllocateSharedMemory returns by status code; a stopped call has no status. */
  readonly statuses = new Uint32Array(STATUS_CODE_COUNT);
  private counted = 0;

  /** Counts what the log has beyond what was counted before. */
  catchUp(log: EventLog): this {
    while (this.counted < log.length) {
      const count = log.spanOf(this.counted);
      this.countSpan(log.wordsOf(this.counted), log.offsetOf(this.counted), count);
      this.counted += count;
    }
    return this;
  }

  private countSpan(words: Uint32Array, from: number, count: number): void {
    const end = from + count * RECORD_WORDS;
    for (let at = from; at < end; at += RECORD_WORDS) {
      this.countCall(recordOp(words, at), recordStatus(words, at));
      if (makesBlock(words, at)) {
        this.liveBlocks++;
        this.liveBytes += recordLength(words, at);
        if (this.liveBytes > this.peakLiveBytes) this.peakLiveBytes = this.liveBytes;
      } else if (endsBlock(words, at)) {
        this.liveBlocks--;
        this.liveBytes -= recordLength(words, at);
      }
    }
  }

  private countCall(op: number, status: number): void {
    if (op === Op.allocate) {
      this.allocations++;
      if (status !== NO_STATUS) this.statuses[status]!++;
    } else if (op === Op.recordedAllocate) this.allocations++;
    else if (op === Op.free || op === Op.recordedFree || op === Op.forcedFree) this.frees++;
  }
}
