import { type FileHandle, open } from 'node:fs/promises';
import { type RecordedSession } from '../../core/events/recorded-session.ts';
import { type Compressor, type FileLine, FIRST_LINE } from '../../core/session-file/chunk.ts';
import { type LatestKind, SessionWriter } from '../../core/session-file/session-writer.ts';
import { zlibCompressor } from './read-session-file.ts';
import { type NamedBranches } from './session-settings.ts';

/** A branch with the line that it is on, and that line's log. */
export interface WrittenBranch {
  readonly id: number;
  readonly name: string;
  readonly parent: number | null;
  readonly forkSeq: number;
  readonly line: FileLine;
  readonly session: RecordedSession;
}

/**
 * Keeps a growing session in a file: appends whole chunks and hands them to the disk, so that whatever happens to the
 * process, the file holds everything up to the last `sync`.
 */
export class SessionFileWriter {
  private readonly writer: SessionWriter;
  private readonly lastTexts = new Map<LatestKind, string>();
  private unsynced = false;

  private constructor(
    private readonly file: FileHandle,
    readonly path: string,
    compressor: Compressor,
  ) {
    this.writer = new SessionWriter(compressor);
  }

  /** Makes the file anew. @throws what the file system says */
  static async create(
    path: string,
    settings: unknown,
    compressor = zlibCompressor,
  ): Promise<SessionFileWriter> {
    const file = await open(path, 'w');
    const made = new SessionFileWriter(file, path, compressor);
    await made.put(made.writer.begin(settings));
    return made;
  }

  /** Events of the shown branch that are in the file. */
  get written(): number {
    return this.writer.written;
  }

  /**
   * Appends everything that the branches have and the file has not; the shown branch comes last. An engine that runs
   * on meanwhile is not run after: what comes while this writes is for the next time, so that a sync follows.
   */
  async append(branches: readonly WrittenBranch[], current: number): Promise<void> {
    const shown = branches.filter(({ id }) => id === current);
    for (const { line, session } of [...branches.filter(({ id }) => id !== current), ...shown]) {
      if (!this.writer.lacks(line.line, session)) continue;
      const entered = this.writer.enter(line, session);
      if (entered !== null) await this.put(entered);
      const end = session.log.length;
      while (this.writer.written < end) {
        const chunk = this.writer.nextEvents(session);
        if (chunk === null) break;
        await this.put(chunk);
      }
    }
    if (branches.length === 1 && !this.lastTexts.has('branches') && shown[0]?.line.line === FIRST_LINE)
      return;
    const named: NamedBranches = {
      current,
      branches: branches.map(({ id, name, parent, forkSeq, line }) => ({
        id,
        name,
        parent,
        forkSeq,
        line: line.line,
      })),
    };
    await this.appendLatest('branches', named);
  }

  /** The same for a session that never went another way. */
  appendSession(session: RecordedSession): Promise<void> {
    const line = { line: FIRST_LINE, parent: null, forkSeq: 0 };
    return this.append([{ id: 1, name: '', parent: null, forkSeq: 0, line, session }], 1);
  }

  /** Appends what has changed of this kind. */
  async appendLatest(kind: LatestKind, value: unknown): Promise<void> {
    const text = JSON.stringify(value);
    if (this.lastTexts.get(kind) === text) return;
    this.lastTexts.set(kind, text);
    await this.put(this.writer.latest(kind, value));
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

  private async put(bytes: Uint8Array): Promise<void> {
    this.unsynced = true;
    await this.file.appendFile(bytes);
  }
}
