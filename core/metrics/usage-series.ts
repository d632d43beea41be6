import {
  endsBlock,
  makesBlock,
  recordDiagnostic,
  recordGrantedPages,
  recordProvider,
  recordStatus,
} from '../events/record.ts';
import { type RecordedSession } from '../events/recorded-session.ts';

/** Marks of a bucket, one bit each: what happened in it beside success. */
export const BucketMark = { resources: 1, invalidParameter: 2, failure: 4, diagnostic: 8 } as const;

const PROVIDERS = 8;

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
  /** Used pages by provider code (row) and bucket (column). */
  readonly usedPages: readonly Float64Array[];
  readonly marks: Uint8Array;
  private readonly now = new Float64Array(PROVIDERS);
  private events = 0;

  constructor(readonly capacity: number) {
    this.usedPages = Array.from({ length: PROVIDERS }, () => new Float64Array(capacity));
    this.marks = new Uint8Array(capacity);
  }

  /** Reads the events that have come since the last call. */
  update(session: RecordedSession): void {
    const { log } = session;
    for (; this.events < log.length; this.events++)
      this.add(log.wordsOf(this.events), log.offsetOf(this.events));
  }

  /** Index of the last event of a bucket, plus 1: the cursor position whose state the bucket shows. */
  positionOf(bucket: number): number {
    return Math.min((bucket + 1) * this.eventsPerBucket, this.events);
  }

  private add(words: Uint32Array, at: number): void {
    let bucket = Math.floor(this.events / this.eventsPerBucket);
    if (bucket === this.capacity) {
      this.join();
      bucket = Math.floor(this.events / this.eventsPerBucket);
    }
    const provider = recordProvider(words, at) % PROVIDERS;
    if (makesBlock(words, at)) this.now[provider]! += recordGrantedPages(words, at);
    else if (endsBlock(words, at)) this.now[provider]! -= recordGrantedPages(words, at);
    for (let row = 0; row < PROVIDERS; row++) this.usedPages[row]![bucket] = this.now[row]!;
    this.marks[bucket] = (bucket < this.length ? this.marks[bucket]! : 0) | markOf(words, at);
    this.length = bucket + 1;
  }

  private join(): void {
    for (let to = 0; to < this.capacity / 2; to++) {
      for (const row of this.usedPages) row[to] = row[2 * to + 1]!;
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
