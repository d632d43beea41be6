import { RecordedSession } from '../events/recorded-session.ts';
import { type Sentence } from '../words/sentence.ts';
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
import { FileLines, parseLine } from './file-lines.ts';
import { sayOfFile as say } from './file-sentences.ts';
import { LineReader, type MemoryLimits } from './line-reader.ts';

/** Something in a file that could not be used; the rest was. */
export interface FileProblem {
  readonly offsetBytes: number;
  readonly message: Sentence;
}

/** What the reader needs of its surroundings. */
export interface ReaderHost<Settings> extends Compressor {
  /** Reads the settings chunk's text; null when it is none. */
  parseSettings(bytes: Uint8Array): { readonly settings: Settings; readonly memory: MemoryLimits } | null;
  /** Reads the lines that branches are on from a branches chunk's text, the current one first; null when it is none. */
  parseLineNumbers(bytes: Uint8Array): readonly number[] | null;
}

export type ReadSession<Settings> =
  | {
      readonly ok: true;
      readonly settings: Settings;
      /** The line that was shown last. */
      readonly session: RecordedSession;
      /** All lines that branches are on, by their number. */
      readonly lines: ReadonlyMap<number, RecordedSession>;
      /** UTF-8 texts of the last chunks of these kinds; null where there is none. */
      readonly marks: Uint8Array | null;
      readonly providers: Uint8Array | null;
      readonly branches: Uint8Array | null;
      /** Unpacked chunks of these kinds, in the order of the file. */
      readonly parts: readonly Uint8Array[];
      readonly journals: readonly Uint8Array[];
      /** What is missing, in the order of the file. */
      readonly problems: readonly FileProblem[];
    }
  | { readonly ok: false; readonly problem: FileProblem };

/**
 * Reads a session file as far as it can be trusted: every chunk is checked against its CRC, every event against what a
 * machine can have recorded. A damaged chunk is left out and named; events behind it are too, because their state
 * would be a guess. Never throws, whatever the bytes are.
 */
export function readSession<Settings>(bytes: Uint8Array, host: ReaderHost<Settings>): ReadSession<Settings> {
  const reading = sessionReading(bytes, host);
  for (;;) {
    const step = reading.next(false);
    if (step.done === true) return step.value;
  }
}

/** Reading in steps: each says how many bytes are done, and is told whether to stop there. */
export type SessionReading<Settings> = Generator<number, ReadSession<Settings>, boolean>;

/** The same in steps of a chunk, so that it can be watched; of what is stopped, the events before are kept. */
export function* sessionReading<Settings>(
  bytes: Uint8Array,
  host: ReaderHost<Settings>,
): SessionReading<Settings> {
  const refused = headerProblem(bytes);
  if (refused !== null) return { ok: false, problem: refused };
  return yield* new Reader(bytes, host, versionProblem(bytes)).read();
}

/** Whether bytes begin like a session file. */
export const looksLikeSession = (bytes: Uint8Array): boolean =>
  FILE_MAGIC.every((byte, at) => bytes[at] === byte);

function headerProblem(bytes: Uint8Array): FileProblem | null {
  if (!looksLikeSession(bytes)) return { offsetBytes: 0, message: say('noSession') };
  if (bytes.length < FILE_HEADER_BYTES) return { offsetBytes: 8, message: say('noHeader') };
  if (headerOf(bytes).getUint32(12, true) !== crc32(bytes, 0, 12))
    return { offsetBytes: 8, message: say('damagedHeader') };
  return null;
}

/** A later version may add to what is known here, and never gives a known kind of chunk another meaning. */
function versionProblem(bytes: Uint8Array): FileProblem | null {
  const major = headerOf(bytes).getUint16(8, true);
  if (major === FORMAT_MAJOR) return null;
  return {
    offsetBytes: 8,
    message: say('otherVersion', { found: major, known: FORMAT_MAJOR }),
  };
}

const headerOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, FILE_HEADER_BYTES);

/** A chunk whose bytes go on in those behind it. */
interface OpenChunk {
  readonly offsetBytes: number;
  readonly kind: number;
  readonly pieces: Uint8Array[];
  bytes: number;
  /** Chunks that it still goes on in. */
  missing: number;
}

/** A chunk that goes on and on is hostile. */
const MOST_CONTINUED_BYTES = 2 ** 30;

class Reader<Settings> {
  /** A chunk of which more is to come. */
  private open: OpenChunk | null = null;
  private readonly problems: FileProblem[] = [];
  private readonly lines = new FileLines();
  private settings: { readonly settings: Settings; readonly memory: MemoryLimits } | null = null;
  private marks: Uint8Array | null = null;
  private providers: Uint8Array | null = null;
  private branches: Uint8Array | null = null;
  private readonly parts: Uint8Array[] = [];
  private readonly journals: Uint8Array[] = [];
  /** Bytes of the chunks of events: the rest is read at once. */
  private eventBytes = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly host: ReaderHost<Settings>,
    known: FileProblem | null,
  ) {
    if (known !== null) this.problems.push(known);
  }

  *read(): SessionReading<Settings> {
    this.readChunks();
    if (this.settings === null) {
      return {
        ok: false,
        problem: this.problems[0] ?? {
          offsetBytes: FILE_HEADER_BYTES,
          message: say('noSettings'),
        },
      };
    }
    const { marks, providers, branches, parts, journals, problems, lines, host } = this;
    const named = branches === null ? null : host.parseLineNumbers(branches);
    const known = (named ?? []).filter((line) => lines.lines.has(line));
    const shown = known[0] ?? lines.last;
    const onProblem = (offset: number, message: Sentence): void => this.problem(offset, message);
    const before = this.bytes.length - this.eventBytes;
    const reader = new LineReader(lines.lines, this.settings.memory, host, before, onProblem);
    const sessions = new Map<number, RecordedSession>();
    for (const line of new Set([shown, ...known])) {
      const session = yield* reader.read(line);
      if (session !== null) sessions.set(line, session);
    }
    problems.sort((one, two) => one.offsetBytes - two.offsetBytes);
    const session = sessions.get(shown) ?? new RecordedSession();
    return {
      ok: true,
      settings: this.settings.settings,
      session,
      lines: sessions,
      marks,
      providers,
      branches,
      parts,
      journals,
      problems,
    };
  }

  private readChunks(): void {
    const { bytes } = this;
    for (let at = FILE_HEADER_BYTES; at < bytes.length;) {
      const header = readChunkHeader(bytes, at);
      if (header === null) {
        this.loseOpen();
        const next = nextChunk(bytes, at + 1);
        this.problem(at, next === bytes.length ? say('breaksOff') : say('noChunk', { bytes: next - at }));
        at = next;
        continue;
      }
      const from = at + CHUNK_HEADER_BYTES;
      const to = from + header.storedBytes;
      if (to > bytes.length) {
        this.problem(at, say('breaksOff'));
        break;
      }
      this.chunk(at, header, bytes.subarray(from, to));
      at = to;
    }
    this.loseOpen();
  }

  private problem(offsetBytes: number, message: Sentence): void {
    this.problems.push({ offsetBytes, message });
  }

  private chunk(offsetBytes: number, header: ChunkHeader, payload: Uint8Array): void {
    if (header.kind !== ChunkKind.continued) this.loseOpen();
    if (header.kind === ChunkKind.events) {
      this.eventBytes += payload.length;
      if (this.lines.add({ offsetBytes, header, payload })) return;
      this.problem(offsetBytes, say('eventsOfNobody', { first: header.firstSeq }));
      return;
    }
    const raw = crc32(payload) === header.payloadCrc ? this.host.inflate(payload, header.rawBytes) : null;
    if (raw === null) {
      if (header.kind === ChunkKind.line) this.lines.lose();
      this.problem(offsetBytes, say('damagedChunk', { kind: header.kind }));
    } else if (header.kind === ChunkKind.continued) this.goOn(offsetBytes, header, raw);
    else if (header.events === 0) this.take(offsetBytes, header.kind, raw);
    else {
      const { kind, events: missing } = header;
      this.open = { offsetBytes, kind, pieces: [raw], bytes: raw.length, missing };
    }
  }

  private goOn(offsetBytes: number, { firstSeq, events }: ChunkHeader, raw: Uint8Array): void {
    const { open } = this;
    const fits = open !== null && firstSeq === open.pieces.length && events === open.missing - 1;
    if (!fits || open.bytes + raw.length > MOST_CONTINUED_BYTES) {
      this.problem(offsetBytes, say('nothingToGoOnWith'));
      return;
    }
    open.pieces.push(raw);
    open.bytes += raw.length;
    open.missing--;
    if (open.missing > 0) return;
    this.open = null;
    this.take(open.offsetBytes, open.kind, joined(open.pieces, open.bytes));
  }

  /** Something else follows than what the chunk in hand goes on in. */
  private loseOpen(): void {
    const { open } = this;
    if (open === null) return;
    this.open = null;
    if (open.kind === ChunkKind.line) this.lines.lose();
    this.problem(open.offsetBytes, say('chunkWithoutEnd', { kind: open.kind }));
  }

  private take(offsetBytes: number, kind: number, raw: Uint8Array): void {
    if (kind === ChunkKind.settings) this.takeSettings(offsetBytes, raw);
    else if (kind === ChunkKind.marks) this.marks = raw;
    else if (kind === ChunkKind.providers) this.providers = raw;
    else if (kind === ChunkKind.branches) this.branches = raw;
    else if (kind === ChunkKind.part) this.parts.push(raw);
    else if (kind === ChunkKind.journal) this.journals.push(raw);
    else if (kind === ChunkKind.line) this.takeLine(offsetBytes, raw);
    else this.problem(offsetBytes, say('laterKind', { kind }));
  }

  private takeSettings(offset: number, raw: Uint8Array): void {
    const parsed = this.host.parseSettings(raw);
    if (parsed === null) this.problem(offset, say('otherSettings'));
    else if (this.eventBytes > 0) this.problem(offset, say('settingsTooLate'));
    else this.settings = parsed;
  }

  private takeLine(offset: number, raw: Uint8Array): void {
    const line = parseLine(raw);
    if (line === null) {
      this.lines.lose();
      this.problem(offset, say('noLine'));
    } else if (!this.lines.enter(line)) this.problem(offset, say('lineOfNobody', { line: line.line }));
  }
}

function joined(pieces: readonly Uint8Array[], bytes: number): Uint8Array {
  const all = new Uint8Array(bytes);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
