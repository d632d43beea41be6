import { type RecordedSession } from '../../core/events/recorded-session.ts';
import { SpillFile } from '../files/spill-file.ts';

/** Gives every log of the running session a place on the disk for what memory has no room for. */
export class Spills {
  private files: SpillFile[] = [];
  /** Of the session before: its keeper may still be reading. */
  private stale: SpillFile[] = [];

  constructor(
    private readonly folder: string,
    /** Bytes of one log that stay in memory. */
    private readonly mostBytes: () => number,
    private readonly onFailure: (message: string) => void,
  ) {}

  /** A new session begins: the files of the one before the last go. */
  renew(): void {
    for (const file of this.stale) file.close();
    this.stale = this.files;
    this.files = [];
  }

  serve(session: RecordedSession): void {
    const records = new SpillFile(this.folder, this.onFailure);
    const side = new SpillFile(this.folder, this.onFailure);
    this.files.push(records, side);
    session.spillTo(records, side, this.mostBytes());
  }

  close(): void {
    this.renew();
    this.renew();
  }
}
