import { RECORD_WORDS } from '../events/record.ts';
import { type RecordedSession } from '../events/recorded-session.ts';
import { ChunkKind, type FileLine, FIRST_LINE, MOST_RAW_BYTES, type UnpackedChunk } from './chunk.ts';
import { utf8Bytes } from './utf8.ts';
import { LONGEST_VARINT, WordPacker } from './word-codec.ts';

/** Chunks that are written again whenever what they hold has changed. */
export type LatestKind = 'marks' | 'providers' | 'branches';

/** How far a line has come in the file. */
interface WrittenLine {
  events: number;
  sideWords: number;
}

/** Events in one chunk at most: what a damaged chunk can cost. */
const CHUNK_EVENTS = 16_384;

/**
 * Turns a growing session into the chunks of its file. Appended to the file's header in order they are readable at
 * every moment.
 */
export class SessionWriter<Packed> {
  private current: WrittenLine = { events: 0, sideWords: 0 };
  private readonly packer = new WordPacker();
  private readonly lines = new Map<number, WrittenLine>([[FIRST_LINE, this.current]]);

  /**
   * @param pack makes a chunk whole, at once (`packedBy`) or as a promise, where somebody else does the work
   * @param mostRawBytes bytes of one chunk before they are packed, at most what a reader takes
   */
  constructor(
    private readonly pack: (chunk: UnpackedChunk) => Packed,
    private readonly mostRawBytes = MOST_RAW_BYTES,
  ) {}

  /** Events of the current line that have gone into chunks, those that it shares included. */
  get written(): number {
    return this.current.events;
  }

  /** Whether the file does not have the line, or not all of it. */
  lacks(line: number, { log }: RecordedSession): boolean {
    return (this.lines.get(line)?.events ?? -1) < log.length;
  }

  /** Goes on with a line; the chunk that says so, or null where the file stands on it already. */
  enter({ line, parent, forkSeq }: FileLine, { side }: RecordedSession): Packed | null {
    let entered = this.lines.get(line);
    if (entered === this.current) return null;
    const base = parent === null ? undefined : this.lines.get(parent);
    // Only what the file has of the other line can be shared.
    const shared = Math.min(forkSeq, base?.events ?? 0);
    if (entered === undefined) {
      entered = { events: shared, sideWords: shared === 0 ? 0 : side.endBefore(shared) };
      this.lines.set(line, entered);
    }
    this.current = entered;
    const text: FileLine = { line, parent: base === undefined ? null : parent, forkSeq: shared };
    return this.text(ChunkKind.line, text);
  }

  /** The first chunk. @param settings anything that JSON can tell */
  begin(settings: unknown): Packed {
    return this.text(ChunkKind.settings, settings);
  }

  /** A chunk of JSON, of which the last one of its kind counts. */
  latest(kind: LatestKind, value: unknown): Packed {
    return this.text(ChunkKind[kind], value);
  }

  /**
   * What was done to the machines of the lines, piece by piece: a chunk, and those that it goes on in.
   * @param raw what `electron/files` has made of it
   */
  *done(kind: 'part' | 'journal', raw: Uint8Array): Generator<Packed> {
    const most = this.mostRawBytes;
    const chunks = Math.max(1, Math.ceil(raw.length / most));
    for (let at = 0; at < chunks; at++) {
      yield this.pack({
        kind: at === 0 ? ChunkKind[kind] : ChunkKind.continued,
        firstSeq: at,
        events: chunks - 1 - at,
        raw: raw.subarray(at * most, (at + 1) * most),
      });
    }
  }

  /** The next chunk of events of the current line, or null when all are written. @param end events that may be written */
  nextEvents({ log, side }: RecordedSession, end = Infinity): Packed | null {
    const { current } = this;
    const most = Math.min(CHUNK_EVENTS, Math.max(0, end - current.events));
    let records = log.viewFrom(current.events, most);
    let events = records.length / RECORD_WORDS;
    if (events === 0) return null;
    let sideEnd = side.endBefore(current.events + events);
    // Scattered blocks have long lists: as many events as are sure to have room.
    while (events > 1 && mostPackedBytes(events, sideEnd - current.sideWords) > this.mostRawBytes) {
      events = Math.ceil(events / 2);
      records = log.viewFrom(current.events, events);
      sideEnd = side.endBefore(current.events + events);
    }
    const sideWords = side.copyRange(current.sideWords, sideEnd);
    const raw = this.packer.uint32(sideWords.length).records(records).words(sideWords).take();
    const firstSeq = current.events;
    current.events += events;
    current.sideWords = sideEnd;
    return this.pack({ kind: ChunkKind.events, firstSeq, events, raw });
  }

  private text(kind: number, value: unknown): Packed {
    return this.pack({ kind, firstSeq: 0, events: 0, raw: utf8Bytes(JSON.stringify(value)) });
  }
}

/** What a chunk of events can come to before it is packed. */
const mostPackedBytes = (events: number, sideWords: number): number =>
  4 + LONGEST_VARINT * (events * RECORD_WORDS + sideWords);
