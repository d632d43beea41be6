import { RecordedSession } from '../events/recorded-session.ts';
import {
  CHUNK_HEADER_BYTES,
  ChunkKind,
  type ChunkHeader,
  type Compressor,
  FILE_HEADER_BYTES,
  FILE_MAGIC,
  FORMAT_MAJOR,
  nextChunk,
  readChunkHeader,
} from './chunk.ts';
import { crc32 } from './crc32.ts';
import { EventChecker } from './check-events.ts';
import { WordReader } from './word-codec.ts';

/** Something in a file that could not be used; the rest was. */
export interface FileProblem {
  readonly offsetBytes: number;
  readonly message: string;
}

export interface MemoryLimits {
  readonly basePage: number;
  readonly pageCount: number;
}

/** What the reader needs of its surroundings. */
export interface ReaderHost<Settings> extends Compressor {
  /** Reads the settings chunk's text; null when it is none. */
  parseSettings(bytes: Uint8Array): { readonly settings: Settings; readonly memory: MemoryLimits } | null;
}

export type ReadSession<Settings> =
  | {
      readonly ok: true;
      readonly settings: Settings;
      readonly session: RecordedSession;
      /** UTF-8 texts of the last chunks of these kinds; null where there is none. */
      readonly marks: Uint8Array | null;
      readonly providers: Uint8Array | null;
      /** What is missing, in the order of the file. */
      readonly problems: readonly FileProblem[];
    }
  | { readonly ok: false; readonly problem: FileProblem };

const LEAST_EVENT_BYTES = 8;

/**
 * Reads a session file as far as it can be trusted: every chunk is checked against its CRC, every event against what a
 * machine can have recorded. A damaged chunk is left out and named; events behind it are too, because their state
 * would be a guess. Never throws, whatever the bytes are.
 */
export function readSession<Settings>(bytes: Uint8Array, host: ReaderHost<Settings>): ReadSession<Settings> {
  const refused = headerProblem(bytes);
  if (refused !== null) return { ok: false, problem: refused };
  const reader = new Reader(bytes, host);
  return reader.read();
}

/** Whether bytes begin like a session file. */
export const looksLikeSession = (bytes: Uint8Array): boolean =>
  FILE_MAGIC.every((byte, at) => bytes[at] === byte);

function headerProblem(bytes: Uint8Array): FileProblem | null {
  if (!looksLikeSession(bytes))
    return { offsetBytes: 0, message: 'expected a session file, which begins with NDISLAB' };
  if (bytes.length < FILE_HEADER_BYTES)
    return { offsetBytes: 8, message: 'expected a header of 16 bytes; the file ends here' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, FILE_HEADER_BYTES);
  const major = view.getUint16(8, true);
  if (view.getUint32(12, true) !== crc32(bytes, 0, 12))
    return { offsetBytes: 8, message: 'the header is damaged' };
  if (major === FORMAT_MAJOR) return null;
  return {
    offsetBytes: 8,
    message: `format version ${major} was found; this program reads version ${FORMAT_MAJOR}`,
  };
}

class Reader<Settings> {
  private readonly problems: FileProblem[] = [];
  private readonly session = new RecordedSession();
  private settings: { readonly settings: Settings; readonly memory: MemoryLimits } | null = null;
  private checker: EventChecker | null = null;
  private marks: Uint8Array | null = null;
  private providers: Uint8Array | null = null;
  /** Set when events are missing: what follows them is not taken. */
  private gap = false;
  private leftOut = 0;
  private leftOutAt = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly host: ReaderHost<Settings>,
  ) {}

  read(): ReadSession<Settings> {
    const { bytes } = this;
    for (let at = FILE_HEADER_BYTES; at < bytes.length;) {
      const header = readChunkHeader(bytes, at);
      if (header === null) {
        const next = nextChunk(bytes, at + 1);
        this.problem(
          at,
          next === bytes.length ? 'the file breaks off inside a chunk' : `${next - at} bytes are no chunk`,
        );
        at = next;
        continue;
      }
      const from = at + CHUNK_HEADER_BYTES;
      const to = from + header.storedBytes;
      if (to > bytes.length) {
        this.problem(at, 'the file breaks off inside a chunk');
        break;
      }
      this.chunk(at, header, bytes.subarray(from, to));
      at = to;
    }
    if (this.leftOut > 0)
      this.problem(this.leftOutAt, `${this.leftOut} events stand behind what is missing and were left out`);
    if (this.settings === null) {
      return {
        ok: false,
        problem: this.problems[0] ?? {
          offsetBytes: FILE_HEADER_BYTES,
          message: 'expected the settings of the session',
        },
      };
    }
    const { session, marks, providers, problems } = this;
    return { ok: true, settings: this.settings.settings, session, marks, providers, problems };
  }

  private problem(offsetBytes: number, message: string): void {
    this.problems.push({ offsetBytes, message });
  }

  private chunk(offset: number, header: ChunkHeader, payload: Uint8Array): void {
    const raw = crc32(payload) === header.payloadCrc ? this.host.inflate(payload, header.rawBytes) : null;
    if (raw === null) {
      if (header.kind === ChunkKind.events) this.gap = true;
      const what =
        header.kind === ChunkKind.events
          ? `events ${header.firstSeq} to ${header.firstSeq + header.events - 1} are damaged`
          : `a chunk of kind ${header.kind} is damaged`;
      this.problem(offset, what);
    } else if (header.kind === ChunkKind.settings) this.takeSettings(offset, raw);
    else if (header.kind === ChunkKind.marks) this.marks = raw;
    else if (header.kind === ChunkKind.providers) this.providers = raw;
    else if (header.kind === ChunkKind.events) this.takeEvents(offset, header, raw);
    else this.problem(offset, `a chunk of kind ${header.kind} is of a later version and was skipped`);
  }

  private takeSettings(offset: number, raw: Uint8Array): void {
    const parsed = this.host.parseSettings(raw);
    if (parsed === null) this.problem(offset, 'the settings are not those of a session');
    else if (this.checker !== null)
      this.problem(offset, 'settings stand behind the events that they are for');
    else this.settings = parsed;
  }

  private takeEvents(offset: number, { firstSeq, events }: ChunkHeader, raw: Uint8Array): void {
    if (this.gap || this.settings === null || firstSeq !== this.session.log.length) {
      if (this.leftOut === 0) this.leftOutAt = offset;
      this.leftOut += events;
      this.gap = true;
      return;
    }
    const sideWords = raw.length < 4 ? 0 : new DataView(raw.buffer, raw.byteOffset, 4).getUint32(0, true);
    const fits = raw.length >= 4 + events * LEAST_EVENT_BYTES + sideWords && events > 0;
    const reader = new WordReader(raw, 4);
    const records = fits ? reader.records(events) : null;
    const side = fits ? reader.words(sideWords) : null;
    if (records === null || side === null || reader.broken || !reader.atEnd) {
      this.gap = true;
      this.problem(offset, `events from ${firstSeq} on cannot be unpacked`);
      return;
    }
    const { basePage, pageCount } = this.settings.memory;
    this.checker ??= new EventChecker(basePage, pageCount);
    const batch = { firstSeq, records, side };
    const problem = this.checker.problemOf(batch);
    if (problem !== null) {
      this.gap = true;
      this.problem(offset, problem);
    } else this.session.append(batch);
  }
}
