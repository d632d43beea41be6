import { type RecordedSession } from '../events/recorded-session.ts';
import { type Predicate } from './predicate.ts';
import { grown } from '../memory/grown.ts';

/**
 * The events that pass a filter, found bit by bit, so that a log of millions neither blocks nor is read twice: what
 * has been looked at is never looked at again.
 */
export class Matches {
  private seqs = new Uint32Array(1024);
  private found = 0;
  private looked = 0;

  constructor(
    private readonly session: RecordedSession,
    private readonly predicate: Predicate,
  ) {}

  /** Matches found so far. */
  get count(): number {
    return this.found;
  }

  /** Events looked at so far. */
  get lookedAt(): number {
    return this.looked;
  }

  /** Looks at up to `limit` more events; whether some are left. */
  look(limit: number): boolean {
    const { log } = this.session;
    const end = Math.min(log.length, this.looked + limit);
    for (; this.looked < end; this.looked++) {
      if (!this.predicate(log.wordsOf(this.looked), log.offsetOf(this.looked), this.looked)) continue;
      this.seqs = grown(this.seqs, this.found + 1);
      this.seqs[this.found++] = this.looked;
    }
    return this.looked < log.length;
  }

  /** Sequence number of match `index`, in the order of the log. */
  at(index: number): number {
    return this.seqs[index]!;
  }

  /** How many of the matches found come before `seq`. */
  before(seq: number): number {
    let low = 0;
    let high = this.found;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.seqs[middle]! < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The nearest match after (1) or before (-1) `seq`, or -1. */
  next(seq: number, direction: 1 | -1): number {
    const index = direction === 1 ? this.before(seq + 1) : this.before(seq) - 1;
    return index >= 0 && index < this.found ? this.seqs[index]! : -1;
  }
}
