import {
  recordBlocks,
  isNotable,
  recordDiagnostic,
  recordGrantedPages,
  recordLength,
  recordProvider,
  recordStatus,
  RECORD_WORDS,
} from '../events/record.ts';
import { type RecordedSession } from '../events/recorded-session.ts';

/** Marks of a bucket, one bit each: what happened in it beside success. */
export const BucketMark = { resources: 1, invalidParameter: 2, failure: 4, diagnostic: 8 } as const;

/** Provider codes that a record can name. */
const PROVIDERS = 256;

/**
 * Used pages by provider over a session of any length, or a part of it, in a fixed number of buckets: when they are
 * full, neighbours are joined and each stands for twice as many events. A bucket holds the values after its last event
 * and the marks of all its events.
 */
export class UsageSeries {
  /** Events that one bucket stands for; a power of two. */
  eventsPerBucket = 1;
  /** Buckets begun so far. */
  length = 0;
  /** Codes of the providers that had blocks so far, in the order in which they first had one. */
  readonly providers: number[] = [];
  readonly marks: Uint8Array;
  /** Bytes that live blocks were asked for, by bucket: what is granted beyond them is padding. */
  readonly askedBytes: Float64Array;
  private askedNow = 0;
  /** Used pages by bucket, for each of `providers`, and now. */
  private readonly rows: Float64Array[] = [];
  private readonly now: number[] = [];
  /** Row of each provider code, -1 before it had blocks. */
  private readonly rowByCode = new Int16Array(PROVIDERS).fill(-1);
  private events = 0;

  /** @param firstEvent where its first bucket begins */
  constructor(
    readonly capacity: number,
    readonly firstEvent = 0,
  ) {
    this.marks = new Uint8Array(capacity);
    this.askedBytes = new Float64Array(capacity);
  }

  /** Used pages by bucket of a provider that is in `providers`. */
  usedPagesOf(provider: number): Float64Array {
    return this.rows[this.rowOf(provider)]!;
  }

  private rowOf(provider: number): number {
    const known = this.rowByCode[provider]!;
    if (known >= 0) return known;
    this.now.push(0);
    this.rows.push(new Float64Array(this.capacity));
    return (this.rowByCode[provider] = this.providers.push(provider) - 1);
  }

  /** Reads the events that have come since the last call. */
  update(session: RecordedSession, until = session.log.length): void {
    const { log } = session;
    while (this.events < until) {
      const from = this.events - this.firstEvent;
      const span = log.spanOf(this.events);
      if (from === this.capacity * this.eventsPerBucket) this.join();
      const bucket = Math.floor(from / this.eventsPerBucket);
      // What lies before the first bucket is counted, but is in none.
      const inBucket = from < 0 ? -from : (bucket + 1) * this.eventsPerBucket - from;
      const count = Math.min(until - this.events, inBucket, span);
      const marks = this.countEvents(log.wordsOf(this.events), log.offsetOf(this.events), count);
      this.events += count;
      if (from >= 0) this.closeBucket(bucket, marks);
    }
  }

  /**
   * A part of the same session in buckets of its own, as fine as the capacity allows; it does not grow.
   * @param from its first event
   * @param to the event after its last one
   */
  part(session: RecordedSession, from: number, to: number): UsageSeries {
    const part = new UsageSeries(this.capacity, from);
    const before = Math.min(this.length, Math.floor(from / this.eventsPerBucket)) - 1;
    if (before >= 0) {
      part.events = this.positionOf(before);
      part.askedNow = this.askedBytes[before]!;
    }
    for (const provider of this.providers)
      part.now[part.rowOf(provider)] = before < 0 ? 0 : this.usedPagesOf(provider)[before]!;
    part.update(session, Math.min(to, session.log.length));
    return part;
  }

  /** Index of the last event of a bucket, plus 1: the cursor position whose state the bucket shows. */
  positionOf(bucket: number): number {
    return Math.min(this.firstEvent + (bucket + 1) * this.eventsPerBucket, this.events);
  }

  /** Counts `count` events, which stand in `words` from `at` on; what happened in them beside success. */
  private countEvents(words: Uint32Array, at: number, count: number): number {
    let askedNow = this.askedNow;
    let marks = 0;
    // Pages of one provider are summed up for as long as it alone has events, as in nearly all of a long log.
    let provider = -1;
    let pages = 0;
    for (let left = count; left > 0; left--, at += RECORD_WORDS) {
      if (isNotable(words, at)) marks |= markOf(words, at);
      const blocks = recordBlocks(words, at);
      if (blocks === 0) continue;
      if (recordProvider(words, at) !== provider) {
        if (provider >= 0) this.now[this.rowOf(provider)]! += pages;
        provider = recordProvider(words, at);
        pages = 0;
      }
      pages += blocks * recordGrantedPages(words, at);
      askedNow += blocks * recordLength(words, at);
    }
    if (provider >= 0) this.now[this.rowOf(provider)]! += pages;
    this.askedNow = askedNow;
    return marks;
  }

  /** Gives a bucket the values after the events that were counted last, and adds their marks. */
  private closeBucket(bucket: number, marks: number): void {
    this.askedBytes[bucket] = this.askedNow;
    for (let row = 0; row < this.rows.length; row++) this.rows[row]![bucket] = this.now[row]!;
    this.marks[bucket] = (bucket < this.length ? this.marks[bucket]! : 0) | marks;
    this.length = bucket + 1;
  }

  private join(): void {
    for (let to = 0; to < this.capacity / 2; to++) {
      for (const row of this.rows) row[to] = row[2 * to + 1]!;
      this.askedBytes[to] = this.askedBytes[2 * to + 1]!;
      this.marks[to] = this.marks[2 * to]! | this.marks[2 * to + 1]!;
    }
    this.length = this.capacity / 2;
    this.eventsPerBucket *= 2;
  }
}

function markOf(words: Uint32Array, at: number): number {
  const status = recordStatus(words, at);
  if (status === 2) return BucketMark.resources;
  if (status === 3) return BucketMark.invalidParameter;
  if (status > 3) return BucketMark.failure;
  return recordDiagnostic(words, at) === 0 ? 0 : BucketMark.diagnostic;
}
