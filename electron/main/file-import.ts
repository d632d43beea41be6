import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Importing } from '../contract/engine-status.ts';
import { type ReadPhase, type ReadWatch } from '../files/read-watch.ts';

/** Reads one file at a time for the window, which sees how far it is and can end it. */
export class FileImport {
  /** Null while nothing is read. */
  progress: Importing | null = null;
  private wanted = new AbortController();

  constructor(private readonly onProgress: () => void) {}

  /** Ends what is being read; whoever reads keeps what there is. */
  stop(): void {
    this.wanted.abort();
  }

  /** Whether a person has ended the last reading before its end. */
  get wasStopped(): boolean {
    return this.wanted.signal.aborted;
  }

  async read<Value>(path: string, work: (watch: ReadWatch) => Promise<Value>): Promise<Value> {
    this.stop();
    const wanted = new AbortController();
    this.wanted = wanted;
    const total = await stat(path).then(
      ({ size }) => size,
      () => 0,
    );
    const show = (done: number, phase: ReadPhase): void => {
      if (this.wanted !== wanted) return;
      this.progress = { file: basename(path), phase, done: Math.min(done, total), total };
      this.onProgress();
    };
    try {
      return await work({ signal: wanted.signal, onProgress: show });
    } finally {
      if (this.wanted === wanted) this.progress = null;
      this.onProgress();
    }
  }
}
