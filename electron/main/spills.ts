import { type RecordedSession } from '../../core/events/recorded-session.ts';
import { type Sentence } from '../../core/words/sentence.ts';
import { SpillFile } from '../files/spill-file.ts';

interface Places {
  readonly records: SpillFile;
  readonly side: SpillFile;
}
interface Served extends Places {
  readonly session: RecordedSession;
}

/** Gives every log of the running session a place on the disk for what memory has no room for. */
export class Spills {
  private served: Served[] = [];
  /** Of the session before, and of logs that nobody needs any more: their keeper may still be reading. */
  private stale: Places[] = [];

  constructor(
    private readonly folder: string,
    /** Bytes of one log that stay in memory. */
    private readonly mostBytes: () => number,
    private readonly onFailure: (message: Sentence) => void,
  ) {}

  /** A new session begins: the files of the one before the last go. */
  renew(): void {
    for (const { records, side } of this.stale) {
      records.close();
      side.close();
    }
    this.stale = this.served.map(placesOf);
    this.served = [];
  }

  /** Lets go of the logs that are not among these. Their files stay until the next session. */
  keepOnly(sessions: Iterable<RecordedSession>): void {
    const wanted = new Set(sessions);
    const { served } = this;
    this.served = served.filter(({ session }) => wanted.has(session));
    this.stale.push(...served.filter(({ session }) => !wanted.has(session)).map(placesOf));
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

/** Without the log: a place on the disk must not keep it in memory. */
const placesOf = ({ records, side }: Served): Places => ({ records, side });
