import { type BriefReader, EventLog } from './event-log.ts';
import {
  endsBlock,
  Flag,
  isNotable,
  LONG_DELTA,
  makesBlock,
  MANY_PROBES,
  Op,
  recordBlock,
  recordDeltaNs,
  recordElements,
  recordFlags,
  recordOp,
  recordProbes,
  RECORD_WORDS,
} from './record.ts';
import { Uint32List } from '../memory/uint32-list.ts';
import { SideKind, SideTable } from './side-table.ts';
import { type ChunkStore } from './word-chunks.ts';

/** Whole events, as they travel: records and the side entries that belong to them. */
export interface EventBatch {
  /** Sequence number of the first record. */
  readonly firstSeq: number;
  /** The log that they are appended to keeps them. */
  readonly records: Uint32Array<ArrayBuffer>;
  readonly side: Uint32Array;
}

/** Every so many events the time since the start is kept, so that the time of any event is a short sum. */
const TIME_STRIDE = 1024;

/** Log, side table and the indexes over both: everything that is known of a session, growing at its end only. */
export class RecordedSession {
  readonly log: EventLog;
  readonly side = new SideTable();
  /** Sequence number of the event that made a block, plus 1; 0 where the block is unknown. Indexed by ordinal. */
  private readonly madeAt = new Uint32List();
  private readonly endedAt = new Uint32List();
  /** Where a block's scatter-gather list stands in the side table, plus 1; 0 where one run says it all. */
  private readonly listAt = new Uint32List();
  /** Sequence numbers of events that did not succeed or were reported on, ascending. */
  private readonly notable = new Uint32List();
  /** Nanoseconds from the start to event i * TIME_STRIDE, that event's own step excluded. */
  private readonly timeAtStride: number[] = [];
  /** Sequence number at which a block lost its owner; few blocks ever do. */
  private readonly orphanedAt = new Map<number, number>();
  private endTimeNs = 0;
  private indexed = 0;

  /** @param briefs makes the log's brief records whole, where it is given some */
  constructor(briefs: BriefReader | null = null) {
    this.log = new EventLog(briefs);
  }

  /** Lets the oldest words move to stores when those in memory take more than so many bytes, half for each table. */
  spillTo(records: ChunkStore, side: ChunkStore, mostBytes: number): void {
    this.log.spillTo(records, mostBytes / 2);
    this.side.spillTo(side, mostBytes / 2);
  }

  /** Bytes of the log and of the side table that are in memory. */
  get residentBytes(): number {
    return this.log.residentBytes + this.side.residentBytes;
  }

  /** Makes room for the indexes of so many blocks at once, where it is known that they will come. */
  reserve(blocks: number): void {
    this.madeAt.reserve(blocks + 1);
    this.endedAt.reserve(blocks + 1);
  }

  /** Adds a batch that continues exactly where this copy ends; false, with nothing changed, when it does not. */
  append(batch: EventBatch): boolean {
    if (batch.firstSeq !== this.log.length) return false;
    this.log.appendRecords(batch.records);
    this.side.appendWords(batch.side);
    this.indexNew();
    return true;
  }

  /** Brings the indexes up to the end of the log. */
  indexNew(): void {
    const { log } = this;
    while (this.indexed < log.length) {
      const first = this.indexed;
      this.indexed = first + log.spanOf(first);
      this.indexSpan(log.wordsOf(first), log.offsetOf(first), first, this.indexed);
    }
  }

  /** Indexes the events from `first` up to `end`, which stand in `words` from `at` on. */
  private indexSpan(words: Uint32Array, at: number, first: number, end: number): void {
    let timeNs = this.endTimeNs;
    for (let seq = first; seq < end; seq++, at += RECORD_WORDS) {
      if (seq % TIME_STRIDE === 0) this.timeAtStride.push(timeNs);
      const delta = recordDeltaNs(words, at);
      timeNs += delta === LONG_DELTA ? this.deltaNs(seq) : delta;
      if (makesBlock(words, at)) {
        const block = recordBlock(words, at);
        this.madeAt.set(block, seq + 1);
        if (recordElements(words, at) > 1) this.listAt.set(block, this.findList(words, at, seq) + 1);
      } else if (endsBlock(words, at)) this.endedAt.set(recordBlock(words, at), seq + 1);
      else if (recordOp(words, at) === Op.orphaned) this.orphanedAt.set(recordBlock(words, at), seq);
      if (isNotable(words, at)) this.notable.push(seq);
    }
    this.endTimeNs = timeNs;
  }

  /** The highest ordinal of the indexed blocks, 0 while there are none; ordinals start at 1. */
  get lastBlock(): number {
    return Math.max(0, this.madeAt.length - 1);
  }

  /** Sequence number of the event that made the block, -1 for an unknown one. */
  seqOfBlock(block: number): number {
    return block < this.madeAt.length ? this.madeAt.at(block) - 1 : -1;
  }

  /** Sequence number of the event that ended the block, -1 while it lives on. */
  endOfBlock(block: number): number {
    return block < this.endedAt.length ? this.endedAt.at(block) - 1 : -1;
  }

  /**
   * Visits the blocks that live after `to` events and not after `from`, or the other way round, with 1 for those that
   * came and -1 for those that went, on the way from the one moment to the other. Costs by the event, and passes over
   * blocks that live in between only.
   */
  forEachDifference(from: number, to: number, visit: (block: number, sign: 1 | -1) => void): void {
    const { log } = this;
    const [first, end] = from < to ? [from, to] : [to, from];
    const came = from < to ? 1 : -1;
    for (let seq = first; seq < end;) {
      const words = log.wordsOf(seq);
      let at = log.offsetOf(seq);
      const spanEnd = Math.min(end, seq + log.spanOf(seq));
      for (; seq < spanEnd; seq++, at += RECORD_WORDS) {
        const block = recordBlock(words, at);
        if (makesBlock(words, at)) {
          const endedAt = this.endOfBlock(block);
          if (endedAt < 0 || endedAt >= end) visit(block, came);
        } else if (endsBlock(words, at) && this.seqOfBlock(block) < first) visit(block, came === 1 ? -1 : 1);
      }
    }
  }

  /** Whether the block had lost its owner when `events` events had happened. */
  orphanedBefore(block: number, events: number): boolean {
    const seq = this.orphanedAt.get(block);
    return seq !== undefined && seq < events;
  }

  /** Simulated time of an indexed event in nanoseconds from the start of the session. */
  timeNs(seq: number): number {
    const stride = Math.floor(seq / TIME_STRIDE);
    let time = this.timeAtStride[stride] ?? 0;
    for (let event = stride * TIME_STRIDE; event <= seq; event++) time += this.deltaNs(event);
    return time;
  }

  private deltaNs(seq: number): number {
    const delta = recordDeltaNs(this.log.wordsOf(seq), this.log.offsetOf(seq));
    if (delta !== LONG_DELTA) return delta;
    const at = this.side.find(seq, SideKind.longDelta);
    return at < 0 ? delta : this.side.wide(at);
  }

  get notableCount(): number {
    return this.notable.length;
  }

  notableAt(index: number): number {
    return this.notable.at(index);
  }

  /** How many notable events come before `seq`. */
  notableBefore(seq: number): number {
    let low = 0;
    let high = this.notable.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.notable.at(middle) < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The nearest notable event after (`step` 1) or before (`step` -1) `seq`, or -1. */
  nextNotable(seq: number, step: 1 | -1): number {
    const index = step === 1 ? this.notableBefore(seq + 1) : this.notableBefore(seq) - 1;
    return index >= 0 && index < this.notable.length ? this.notable.at(index) : -1;
  }

  /** Offset in the side table of the scatter-gather entry of a block made at `seq`; -1 where one run says it all. */
  scatterGatherOf(seq: number): number {
    return this.findList(this.log.wordsOf(seq), this.log.offsetOf(seq), seq);
  }

  /** The same for an indexed block, without a search. */
  listOfBlock(block: number): number {
    return block < this.listAt.length ? this.listAt.at(block) - 1 : -1;
  }

  private findList(words: Uint32Array, at: number, seq: number): number {
    if (recordElements(words, at) <= 1 || (recordFlags(words, at) & Flag.side) === 0) return -1;
    return this.side.find(seq, SideKind.scatterGather);
  }
}

/** Candidates that the provider's policy looked at for the call, exact. */
export function probesOf({ log, side }: RecordedSession, seq: number): number {
  const probes = recordProbes(log.wordsOf(seq), log.offsetOf(seq));
  if (probes < MANY_PROBES) return probes;
  const at = side.find(seq, SideKind.probes);
  return at < 0 ? probes : side.word(at);
}
