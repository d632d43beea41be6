import {
  endsBlock,
  makesBlock,
  recordDiagnostic,
  recordGrantedPages,
  recordLength,
  recordProvider,
  recordStatus,
} from '../events/record.ts';
import { type RecordedSession } from '../events/recorded-session.ts';

/** Marks of a bucket, one bit each: what happened in it beside success. */
export const BucketMark = { resources: 1, invalidParameter: 2, failure: 4, diagnostic: 8 } as const;

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
    const row = this.providers.indexOf(provider);
    if (row >= 0) return row;
    this.now.push(0);
    this.rows.push(new Float64Array(this.capacity));
    return this.providers.push(provider) - 1;
  }

  /** Reads the events that have come since the last call. */
  update(session: RecordedSession, until = session.log.length): void {
    const { log } = session;
    for (; this.events < until; this.events++) this.add(log.wordsOf(this.events), log.offsetOf(this.events));
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

  private add(words: Uint32Array, at: number): void {
    const sign = makesBlock(words, at) ? 1 : endsBlock(words, at) ? -1 : 0;
    if (sign !== 0) {
      this.now[this.rowOf(recordProvider(words, at))]! += sign * recordGrantedPages(words, at);
      this.askedNow += sign * recordLength(words, at);
    }
    if (this.events < this.firstEvent) return;
    if (this.events === this.firstEvent + this.capacity * this.eventsPerBucket) this.join();
    const bucket = Math.floor((this.events - this.firstEvent) / this.eventsPerBucket);
    this.askedBytes[bucket] = this.askedNow;
    for (let row = 0; row < this.rows.length; row++) this.rows[row]![bucket] = this.now[row]!;
    this.marks[bucket] = (bucket < this.length ? this.marks[bucket]! : 0) | markOf(words, at);
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
