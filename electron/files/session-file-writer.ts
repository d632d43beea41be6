import { type FileHandle, open } from 'node:fs/promises';
import { type RecordedSession } from '../../core/events/recorded-session.ts';
import { type LatestKind, SessionWriter } from '../../core/session-file/session-writer.ts';
import { zlibCompressor } from './read-session-file.ts';

/**
 * Keeps a growing session in a file: appends whole chunks and hands them to the disk, so that whatever happens to the
 * process, the file holds everything up to the last `sync`.
 */
export class SessionFileWriter {
  private readonly writer = new SessionWriter(zlibCompressor);
  private readonly lastTexts = new Map<LatestKind, string>();

  private constructor(
    private readonly file: FileHandle,
    readonly path: string,
  ) {}

  /** Makes the file anew. @throws what the file system says */
  static async create(path: string, settings: unknown): Promise<SessionFileWriter> {
    const file = await open(path, 'w');
    const made = new SessionFileWriter(file, path);
    await file.appendFile(made.writer.begin(settings));
    return made;
  }

  /** Events that are in the file. */
  get written(): number {
    return this.writer.written;
  }

  /** Appends everything that the session has and the file has not. */
  async append(session: RecordedSession): Promise<void> {
    for (
      let chunk = this.writer.nextEvents(session);
      chunk !== null;
      chunk = this.writer.nextEvents(session)
    ) {
      await this.file.appendFile(chunk);
    }
  }

  /** Appends what has changed of this kind. */
  async appendLatest(kind: LatestKind, value: unknown): Promise<void> {
    const text = JSON.stringify(value);
    if (this.lastTexts.get(kind) === text) return;
    this.lastTexts.set(kind, text);
    await this.file.appendFile(this.writer.latest(kind, value));
  }

  /** Returns when what was appended is on the disk. */
  sync(): Promise<void> {
    return this.file.datasync();
  }

  close(): Promise<void> {
    return this.file.close();
  }
}
