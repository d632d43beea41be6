import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { autosaveName, newestLeftBehind } from '../files/left-behind.ts';
import { type Sentence } from '../../core/words/sentence.ts';
import { sayOfReading } from '../files/reading-sentences.ts';
import { sentenceOfError } from '../files/system-errors.ts';
import { QUICK, SessionFileWriter, type WrittenBranch } from '../files/session-file-writer.ts';
import { type BranchBookmark, type NamedProvider, type SessionSettings } from '../files/session-settings.ts';

/** What a crash can cost at most, apart from the chunk in hand. */
const SYNC_INTERVAL_MS = 1000;

/** A session as it goes on. */
export interface KeptSession {
  readonly settings: SessionSettings;
  readonly marks: () => readonly BranchBookmark[];
  readonly branches: () => readonly WrittenBranch[];
  /** Id of the branch that is shown. */
  readonly currentBranch: () => number;
  readonly providers: () => readonly NamedProvider[];
}

/**
 * Keeps the running session on the disk, so that it can be restored after whatever ends the process. The file goes
 * when the program ends in order; a file that is left belongs to a process that did not.
 */
export class SessionKeeper {
  private kept: KeptSession | null = null;
  private writer: SessionFileWriter | null = null;
  private timer: NodeJS.Timeout | null = null;
  /** One thing at a time: what is asked for waits here for what is under way. */
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly onFailure: (message: Sentence) => void,
    /** Told of every sync: so many events of the session's branch that is shown are safe. */
    private readonly onSynced: (session: string, events: number) => void = () => undefined,
    private readonly intervalMs = SYNC_INTERVAL_MS,
  ) {}

  private get path(): string {
    return join(this.folder, autosaveName(process.pid));
  }

  /** The session that is kept; null before the first one. */
  get followed(): KeptSession | null {
    return this.kept;
  }

  /** Keeps another session from now on; what was kept of the one before goes. */
  follow(kept: KeptSession): void {
    this.kept = kept;
    this.writer?.hurry();
    this.enqueue(async () => {
      await this.writer?.close();
      this.writer = null;
    });
    this.timer ??= setInterval(() => this.enqueue(() => this.write()), this.intervalMs);
  }

  /**
   * Writes a whole session to a file of the person's choice, beside first: whatever ends the process meanwhile, what
   * stood at the path before stays until all of the new file is on the disk. @throws what the file system says
   */
  async saveAs(path: string, kept: KeptSession): Promise<number> {
    const unfinished = `${path}.${process.pid}.part`;
    try {
      const writer = await SessionFileWriter.create(unfinished, kept.settings);
      try {
        await writer.append(kept.branches(), kept.currentBranch());
        await writer.appendLatest('providers', kept.providers());
        await writer.appendLatest('marks', kept.marks());
        await writer.sync();
      } finally {
        await writer.close();
      }
      await rename(unfinished, path);
      return writer.written;
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  /** The newest session that a process left behind when it did not end in order; null when there is none. */
  leftBehind(): Promise<string | null> {
    return newestLeftBehind(this.folder, (pid) => pid === process.pid || isAlive(pid));
  }

  async forget(path: string): Promise<void> {
    await rm(path, { force: true });
  }

  /** Ends in order: nothing is left to restore. */
  async close(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    this.kept = null;
    this.writer?.hurry();
    await this.queue;
    await this.writer?.close();
    this.writer = null;
    await this.forget(this.path);
  }

  private async write(): Promise<void> {
    const { kept } = this;
    if (kept === null) return;
    if (this.writer === null) {
      await mkdir(this.folder, { recursive: true });
      this.writer = await SessionFileWriter.create(this.path, kept.settings, QUICK);
    }
    await this.writer.append(kept.branches(), kept.currentBranch());
    await this.writer.appendLatest('providers', kept.providers());
    await this.writer.appendLatest('marks', kept.marks());
    await this.writer.sync();
    this.onSynced(kept.settings.name, this.writer.written);
  }

  private enqueue(work: () => Promise<void>): void {
    this.queue = this.queue.then(work).catch((error: unknown) => {
      // A full disk must not stop the session, nor be tried again every second.
      if (this.timer !== null) clearInterval(this.timer);
      this.timer = null;
      this.onFailure(sayOfReading('inFile', { file: this.path, what: sentenceOfError(error) }));
    });
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
