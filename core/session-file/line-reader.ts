import { RECORD_WORDS } from '../events/record.ts';
import { type EventBatch, RecordedSession } from '../events/recorded-session.ts';
import { type Sentence } from '../words/sentence.ts';
import { EventChecker } from './check-events.ts';
import { type Compressor } from './chunk.ts';
import { crc32 } from './crc32.ts';
import { type EventChunk, type LineChunks } from './file-lines.ts';
import { sayOfFile as say, STOPPED } from './file-sentences.ts';
import { WordReader } from './word-codec.ts';

export interface MemoryLimits {
  readonly basePage: number;
  readonly pageCount: number;
}

const LEAST_EVENT_BYTES = 8;
const COPIED_RECORDS = 65_536;
/** Events of all lines together: a file of a few bytes must not fill the memory with copies of what lines share. */
const MOST_EVENTS = 100_000_000;

/** Makes the logs of lines from their chunks, and from what they share with the lines that they go off from. */
export class LineReader {
  private readonly sessions = new Map<number, RecordedSession>();
  private events = 0;
  private isStopped = false;

  constructor(
    private readonly lines: ReadonlyMap<number, LineChunks>,
    private readonly memory: MemoryLimits,
    private readonly compressor: Compressor,
    /** Bytes of the file that are done. */
    private bytesDone: number,
    private readonly onProblem: (offsetBytes: number, message: Sentence) => void,
  ) {}

  /**
   * A line as far as it can be trusted; null for one that the file does not have, or that was not begun when somebody
   * stopped. Each step says how many bytes of the file are done.
   */
  *read(line: number): Generator<number, RecordedSession | null, boolean> {
    if (this.isStopped) {
      this.onProblem(
        this.lines.get(line)?.chunks[0]?.offsetBytes ?? 0,
        say('lineNotRead', { line, why: STOPPED }),
      );
      return null;
    }
    const chain: number[] = [];
    for (let at: number | null = line; at !== null && !this.sessions.has(at);) {
      chain.unshift(at);
      at = this.lines.get(at)?.parent ?? null;
    }
    for (const next of chain) {
      const described = this.lines.get(next);
      if (described === undefined) return null;
      this.sessions.set(next, yield* this.readOne(described));
    }
    return this.sessions.get(line) ?? null;
  }

  private *readOne({ parent, forkSeq, chunks }: LineChunks): Generator<number, RecordedSession, boolean> {
    const session = new RecordedSession();
    const checker = new EventChecker(this.memory.basePage, this.memory.pageCount);
    const base = parent === null ? undefined : this.sessions.get(parent);
    const shared = base === undefined ? 0 : Math.min(forkSeq, base.log.length);
    if (base !== undefined) yield* this.copy(base, shared, session, checker);
    // A gap in what is shared leaves this line's own events without a beginning.
    let gap = shared < forkSeq;
    let leftOut = 0;
    let leftOutAt = 0;
    for (const chunk of chunks) {
      const { firstSeq, events } = chunk.header;
      const batch = this.isStopped ? 'stopped' : this.unpack(chunk);
      if (batch === null) gap = true;
      else if (
        batch === 'stopped' ||
        gap ||
        firstSeq !== session.log.length ||
        this.events + events > MOST_EVENTS
      ) {
        if (leftOut === 0) leftOutAt = chunk.offsetBytes;
        leftOut += events;
        gap = true;
      } else {
        const problem = checker.problemOf(batch);
        gap = problem !== null;
        if (problem === null) this.append(session, batch);
        else this.onProblem(chunk.offsetBytes, problem);
      }
      this.bytesDone += chunk.payload.length;
      yield* this.step();
    }
    if (leftOut > 0) {
      const why = this.isStopped
        ? say('eventsNotRead', { events: leftOut, why: STOPPED })
        : say('eventsLeftOut', { events: leftOut });
      this.onProblem(leftOutAt, why);
    }
    return session;
  }

  private *step(): Generator<number, void, boolean> {
    if (!this.isStopped) this.isStopped = yield this.bytesDone;
  }

  private append(session: RecordedSession, batch: EventBatch): void {
    session.append(batch);
    this.events += batch.records.length / RECORD_WORDS;
  }

  private *copy(
    base: RecordedSession,
    events: number,
    session: RecordedSession,
    checker: EventChecker,
  ): Generator<number, void, boolean> {
    let sideFrom = 0;
    while (session.log.length < events && this.events < MOST_EVENTS) {
      const firstSeq = session.log.length;
      const records = base.log.copyFrom(firstSeq, Math.min(COPIED_RECORDS, events - firstSeq));
      const sideTo = base.side.endBefore(firstSeq + records.length / RECORD_WORDS);
      const batch = { firstSeq, records, side: base.side.copyRange(sideFrom, sideTo) };
      sideFrom = sideTo;
      // These events were found good in the other line; the checker learns their state.
      checker.problemOf(batch);
      this.append(session, batch);
      yield* this.step();
    }
  }

  private unpack({ offsetBytes, header, payload }: EventChunk): EventBatch | null {
    const { firstSeq, events, rawBytes, payloadCrc } = header;
    const raw = crc32(payload) === payloadCrc ? this.compressor.inflate(payload, rawBytes) : null;
    if (raw === null) {
      this.onProblem(offsetBytes, say('damagedEvents', { first: firstSeq, last: firstSeq + events - 1 }));
      return null;
    }
    const sideWords = raw.length < 4 ? 0 : new DataView(raw.buffer, raw.byteOffset, 4).getUint32(0, true);
    const fits = raw.length >= 4 + events * LEAST_EVENT_BYTES + sideWords && events > 0;
    const reader = new WordReader(raw, 4);
    const records = fits ? reader.records(events) : null;
    const side = fits ? reader.words(sideWords) : null;
    if (records === null || side === null || reader.broken || !reader.atEnd) {
      this.onProblem(offsetBytes, say('packedEvents', { first: firstSeq }));
      return null;
    }
    return { firstSeq, records, side };
  }
}
