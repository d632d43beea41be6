import {
  endsBlock,
  makesBlock,
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
 * Used pages by provider over a session of any length, in a fixed number of buckets: when they are full, neighbours
 * are joined and each stands for twice as many events. A bucket holds the values after its last event and the marks
 * of all its events.
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

  constructor(readonly capacity: number) {
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
  update(session: RecordedSession): void {
    const { log } = session;
    while (this.events < log.length) {
      if (Math.floor(this.events / this.eventsPerBucket) === this.capacity) this.join();
      const bucket = Math.floor(this.events / this.eventsPerBucket);
      const inBucket = (bucket + 1) * this.eventsPerBucket - this.events;
      const count = Math.min(inBucket, log.spanOf(this.events));
      this.addToBucket(bucket, log.wordsOf(this.events), log.offsetOf(this.events), count);
      this.events += count;
    }
  }

  /** Index of the last event of a bucket, plus 1: the cursor position whose state the bucket shows. */
  positionOf(bucket: number): number {
    return Math.min((bucket + 1) * this.eventsPerBucket, this.events);
  }

  /** Adds `count` events of one bucket, which stand in `words` from `at` on. */
  private addToBucket(bucket: number, words: Uint32Array, at: number, count: number): void {
    let askedNow = this.askedNow;
    let marks = bucket < this.length ? this.marks[bucket]! : 0;
    for (let left = count; left > 0; left--, at += RECORD_WORDS) {
      const sign = makesBlock(words, at) ? 1 : endsBlock(words, at) ? -1 : 0;
      if (sign !== 0) {
        const provider = recordProvider(words, at);
        this.now[this.rowOf(provider)]! += sign * recordGrantedPages(words, at);
        askedNow += sign * recordLength(words, at);
      }
      marks |= markOf(words, at);
    }
    this.askedNow = askedNow;
    this.askedBytes[bucket] = askedNow;
    for (let row = 0; row < this.rows.length; row++) this.rows[row]![bucket] = this.now[row]!;
    this.marks[bucket] = marks;
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
