import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import { type RecordedSession } from '../../core/events/recorded-session.ts';
import { type Journal } from '../../core/history/journal.ts';
import { type FileLine, fileHeader, FIRST_LINE, sealChunk } from '../../core/session-file/chunk.ts';
import { type LatestKind, SessionWriter } from '../../core/session-file/session-writer.ts';
import { JournalWriter } from './stored-journal.ts';
import { GentleDeflate } from './gentle-deflate.ts';
import { type NamedBranches } from './session-settings.ts';

/** A line with its log. */
interface WrittenLine {
  readonly line: FileLine;
  readonly session: RecordedSession;
  /** What was done to its machine; null where nobody knows, so that nothing can go on from the file. */
  readonly journal: Journal | null;
}

/** A branch with the line that it is on. */
export interface WrittenBranch extends WrittenLine {
  readonly id: number;
  readonly name: string;
  readonly parent: number | null;
  readonly forkSeq: number;
  /** The line as it was before something was undone, and how many of its last entries were; null when nothing was. */
  readonly undone: (WrittenLine & { readonly entries: number }) | null;
}

/** For files that a person keeps. */
const THOROUGH = 6;
/** For a file that is written while the engine runs: a third larger, several times as fast. */
export const QUICK = 1;
/** What zlib takes as room for its output at least. */
const LEAST_ROOM_BYTES = 64;
/** What takes longer to pack than anybody may be held up for: a recorded trace, never a chunk of events. */
const MANY_BYTES = 4 * 2 ** 20;
const deflate = promisify(deflateRaw);

/**
 * Keeps a growing session in a file: appends whole chunks and hands them to the disk, so that whatever happens to the
 * process, the file holds everything up to the last `sync`.
 */
export class SessionFileWriter {
  private readonly writer: SessionWriter<Promise<Uint8Array>>;
  private readonly lastTexts = new Map<LatestKind, string>();
  private readonly journals = new JournalWriter();
  private unsynced = false;
  private readonly gentle: GentleDeflate;

  private constructor(
    private readonly file: FileHandle,
    readonly path: string,
    level: number,
    mostRawBytes: number | undefined,
  ) {
    this.gentle = new GentleDeflate(level);
    if (level !== QUICK) this.gentle.hurry();
    this.writer = new SessionWriter(
      async (chunk) => sealChunk(chunk, await this.packed(chunk.raw, level)),
      mostRawBytes,
    );
  }

  /**
   * Makes the file anew.
   * @param mostRawBytes bytes of one chunk before they are packed, when less than a reader takes
   * @throws what the file system says
   */
  static async create(
    path: string,
    settings: unknown,
    level = THOROUGH,
    mostRawBytes?: number,
  ): Promise<SessionFileWriter> {
    const file = await open(path, 'w');
    const made = new SessionFileWriter(file, path, level, mostRawBytes);
    await made.put(fileHeader());
    await made.put(await made.writer.begin(settings));
    return made;
  }

  /** Events of the shown branch that are in the file. */
  get written(): number {
    return this.writer.written;
  }

  /** Appends everything that the branches have and the file has not; the shown branch comes last. */
  async append(branches: readonly WrittenBranch[], current: number): Promise<void> {
    // Events that come meanwhile wait for the next time: a fast engine would never let this end.
    const shown = branches.filter(({ id }) => id === current);
    const lines: readonly WrittenLine[] = [
      ...branches.flatMap(({ undone }) => undone ?? []),
      ...branches.filter(({ id }) => id !== current),
      ...shown,
    ];
    const ends = new Map(lines.map(({ line, session }) => [line.line, session.log.length]));
    // What was done comes before what came of it: wherever the file breaks off, its events can be made again.
    await this.appendJournals(lines);
    for (const { line, session } of lines) {
      if (!this.writer.lacks(line.line, session)) continue;
      const entered = this.writer.enter(line, session);
      if (entered !== null) await this.put(await entered);
      const end = ends.get(line.line) ?? 0;
      while (this.writer.written < end) {
        const chunk = this.writer.nextEvents(session, end);
        if (chunk === null) break;
        await this.put(await chunk);
      }
    }
    if (branches.length === 1 && !this.lastTexts.has('branches') && shown[0]?.line.line === FIRST_LINE)
      return;
    const named: NamedBranches = {
      current,
      branches: branches.map(({ id, name, parent, forkSeq, line, undone }) => ({
        id,
        name,
        parent,
        forkSeq,
        line: line.line,
        ...(undone !== null && { undone: { line: undone.line.line, entries: undone.entries } }),
      })),
    };
    await this.appendLatest('branches', named);
  }

  /** The same for a session that never went another way. */
  appendSession(session: RecordedSession, journal: Journal | null = null): Promise<void> {
    const line = { line: FIRST_LINE, parent: null, forkSeq: 0 };
    const branch = { id: 1, name: '', parent: null, forkSeq: 0, line, session, journal, undone: null };
    return this.append([branch], 1);
  }

  private async appendJournals(lines: readonly WrittenLine[]): Promise<void> {
    for (const { line, journal } of lines) {
      if (journal === null) continue;
      for (const { kind, raw } of this.journals.chunksOf(line.line, journal))
        for (const chunk of this.writer.done(kind, raw)) await this.put(await chunk);
    }
  }

  /** Appends what has changed of this kind. */
  async appendLatest(kind: LatestKind, value: unknown): Promise<void> {
    const text = JSON.stringify(value);
    if (this.lastTexts.get(kind) === text) return;
    this.lastTexts.set(kind, text);
    await this.put(await this.writer.latest(kind, value));
  }

  /** Somebody waits for the end of what is being written. */
  hurry(): void {
    this.gentle.hurry();
  }

  /** Returns when what was appended is on the disk. */
  async sync(): Promise<void> {
    if (!this.unsynced) return;
    this.unsynced = false;
    await this.file.datasync();
  }

  close(): Promise<void> {
    return this.file.close();
  }

  /** Another thread packs, so that the engine goes on meanwhile. */
  private packed(raw: Uint8Array, level: number): Promise<Uint8Array> {
    if (raw.length >= MANY_BYTES) return this.gentle.pack(raw);
    // In one go, instead of 16 KiB a message from thread to thread.
    return deflate(raw, { level, chunkSize: Math.max(LEAST_ROOM_BYTES, raw.length) });
  }

  private async put(bytes: Uint8Array): Promise<void> {
    this.unsynced = true;
    await this.file.appendFile(bytes);
  }
}
