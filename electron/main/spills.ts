import { type RecordedSession } from '../../core/events/recorded-session.ts';
import { SpillFile } from '../files/spill-file.ts';

interface Served {
  readonly session: RecordedSession;
  readonly records: SpillFile;
  readonly side: SpillFile;
}

/** Gives every log of the running session a place on the disk for what memory has no room for. */
export class Spills {
  private served: Served[] = [];
  /** Of the session before: its keeper may still be reading. */
  private stale: Served[] = [];

  constructor(
    private readonly folder: string,
    /** Bytes of one log that stay in memory. */
    private readonly mostBytes: () => number,
    private readonly onFailure: (message: string) => void,
  ) {}

  /** A new session begins: the files of the one before the last go. */
  renew(): void {
    for (const { records, side } of this.stale) {
      records.close();
      side.close();
    }
    this.stale = this.served;
    this.served = [];
  }

  serve(session: RecordedSession): void {
    const records = new SpillFile(this.folder, this.onFailure);
    const side = new SpillFile(this.folder, this.onFailure);
    this.served.push({ session, records, side });
    session.spillTo(records, side, this.mostBytes());
  }

  /** After another limit was chosen: what is too much now moves to the disk at once. */
  applyLimit(): void {
    const most = this.mostBytes();
    for (const { session, records, side } of this.served) session.spillTo(records, side, most);
  }

  close(): void {
    this.renew();
    this.renew();
  }
}
