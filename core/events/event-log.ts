import { RECORD_SHIFT, RECORD_WORDS } from './record.ts';
import { type ChunkStore, WordChunks } from './word-chunks.ts';

/** 65 536 records: 2 MiB a chunk. */
const CHUNK_SHIFT = 16;
export const CHUNK_RECORDS = 1 << CHUNK_SHIFT;
const CHUNK_WORDS = CHUNK_RECORDS * RECORD_WORDS;
const NOTHING = new Uint32Array(0);
/** 256 records: 8 KiB, which stay in the processor's nearest cache. */
const STAGED_RECORDS = 256;
const STAGED_WORDS = STAGED_RECORDS * RECORD_WORDS;

/** The most words of a brief record. */
export const MOST_BRIEF = 5;
/** Room for brief records: 16 KiB, which stay in the nearest cache too. */
const BRIEF_WORDS = 4096;
/** So many full rooms at most wait for a reader, 16 MiB: a log that nobody reads must not keep its chunks from spilling. */
const MOST_WAITING = 1024;

/** Makes brief records whole: how they are written is its business. */
export interface BriefReader {
  /** Where in the brief words the last `read` stopped. */
  readonly at: number;
  /** Reads brief records between two words and writes them to `records` while there is room; answers how many. */
  read(brief: Uint32Array, from: number, to: number, records: Uint32Array): number;
}

/**
 * The append-only log of fixed-size records, in chunks of typed arrays. A record's number is its place in it.
 *
 * A record of which a block tells the most may be appended in brief. It becomes whole when somebody reads it: the call
 * that it tells of pays for a quarter of the bytes, and the reader, who takes many at a time, for the rest.
 */
export class EventLog {
  private readonly chunks = new WordChunks(CHUNK_WORDS);
  /** The newest chunk, and where in it the next record goes. */
  private tail: Uint32Array<ArrayBuffer> = NOTHING;
  private tailAt = CHUNK_WORDS;
  /**
   * The newest records, before they are copied into the chunks: a store into memory that no cache holds makes all
   * stores behind it wait, and one copy of many records fetches that memory as a stream.
   */
  private readonly staged = new Uint32Array(STAGED_WORDS);
  private stagedAt = 0;
  /** The newest brief records; nothing is staged while there are some. Before them those in `waiting`. */
  private readonly brief: Uint32Array;
  private briefAt = 0;
  private readonly waiting: Uint32Array[] = [];
  private count = 0;

  /** @param briefs makes brief records whole; without it there must be none */
  constructor(private readonly briefs: BriefReader | null = null) {
    this.brief = briefs === null ? NOTHING : new Uint32Array(BRIEF_WORDS);
  }

  /** Records appended so far; also the sequence number of the next one. */
  get length(): number {
    return this.count;
  }

  /** Bytes of records that are in memory. */
  get residentBytes(): number {
    return this.chunks.resident * CHUNK_WORDS * 4 + this.waiting.length * BRIEF_WORDS * 4;
  }

  /** Lets the oldest records move to a store when those in memory take more than so many bytes. */
  spillTo(store: ChunkStore, mostBytes: number): void {
    this.chunks.spillTo(store, Math.floor(mostBytes / (CHUNK_WORDS * 4)));
  }

  append(
    w0: number,
    w1: number,
    w2: number,
    w3: number,
    w4: number,
    w5: number,
    w6: number,
    w7: number,
  ): number {
    if (this.briefAt > 0 || this.waiting.length > 0) this.settle();
    const at = this.stagedAt;
    const words = this.staged;
    words[at] = w0;
    words[at + 1] = w1;
    words[at + 2] = w2;
    words[at + 3] = w3;
    words[at + 4] = w4;
    words[at + 5] = w5;
    words[at + 6] = w6;
    words[at + 7] = w7;
    this.stagedAt = at + RECORD_WORDS;
    if (at + RECORD_WORDS === STAGED_WORDS) this.unstage();
    return this.count++;
  }

  /** Appends a brief record of two words. */
  appendBrief(b0: number, b1: number): void {
    if (this.stagedAt > 0) this.unstage();
    const at = this.briefAt;
    this.brief[at] = b0;
    this.brief[at + 1] = b1;
    this.endBrief(at + 2);
  }

  /** Appends a brief record of MOST_BRIEF words. */
  appendLongerBrief(b0: number, b1: number, b2: number, b3: number, b4: number): void {
    if (this.stagedAt > 0) this.unstage();
    const at = this.briefAt;
    const words = this.brief;
    words[at] = b0;
    words[at + 1] = b1;
    words[at + 2] = b2;
    words[at + 3] = b3;
    words[at + 4] = b4;
    this.endBrief(at + MOST_BRIEF);
  }

  private endBrief(end: number): void {
    this.count++;
    this.briefAt = end;
    if (end > BRIEF_WORDS - MOST_BRIEF) this.makeRoom();
  }

  private makeRoom(): void {
    this.waiting.push(this.brief.slice(0, this.briefAt));
    this.briefAt = 0;
    if (this.waiting.length === MOST_WAITING) this.settle();
  }

  /** Makes all brief records whole and puts them into the chunks. */
  private settle(): void {
    for (const words of this.waiting) this.settleWords(words, words.length);
    this.waiting.length = 0;
    this.settleWords(this.brief, this.briefAt);
    this.briefAt = 0;
  }

  private settleWords(words: Uint32Array, end: number): void {
    const { staged, briefs } = this;
    for (let at = 0; briefs !== null && at < end; at = briefs.at) {
      const records = briefs.read(words, at, end, staged);
      this.copyIn(records === STAGED_RECORDS ? staged : staged.subarray(0, records << RECORD_SHIFT));
    }
  }

  /**
   * Appends whole records that another process's log holds. The array is the log's own afterwards: a whole chunk is
   * kept as it came, without a copy.
   */
  appendRecords(records: Uint32Array<ArrayBuffer>): void {
    this.bringIn();
    if (this.tailAt === CHUNK_WORDS && records.length === CHUNK_WORDS) this.tail = this.chunks.add(records);
    else this.copyIn(records);
    this.count += records.length / RECORD_WORDS;
  }

  /** Puts all that was appended into the chunks, for whoever reads them. */
  private bringIn(): void {
    if (this.stagedAt > 0) this.unstage();
    else if (this.briefAt > 0 || this.waiting.length > 0) this.settle();
  }

  private unstage(): void {
    const all = this.stagedAt === STAGED_WORDS;
    this.copyIn(all ? this.staged : this.staged.subarray(0, this.stagedAt));
    this.stagedAt = 0;
  }

  private copyIn(records: Uint32Array): void {
    // Nearly always: no view is made of either side.
    if (this.tailAt + records.length <= CHUNK_WORDS) {
      this.tail.set(records, this.tailAt);
      this.tailAt += records.length;
      return;
    }
    let from = 0;
    while (from < records.length) {
      if (this.tailAt === CHUNK_WORDS) {
        this.tail = this.chunks.add();
        this.tailAt = 0;
      }
      const take = Math.min(records.length - from, CHUNK_WORDS - this.tailAt);
      this.tail.set(records.subarray(from, from + take), this.tailAt);
      this.tailAt += take;
      from += take;
    }
  }

  /** The chunk that holds record `seq`; its words start at `offsetOf(seq)`. */
  wordsOf(seq: number): Uint32Array<ArrayBuffer> {
    this.bringIn();
    return this.chunks.at(seq >>> CHUNK_SHIFT);
  }

  offsetOf(seq: number): number {
    return (seq & (CHUNK_RECORDS - 1)) * RECORD_WORDS;
  }

  /** Records from `seq` on that stand in one chunk, one behind the other: what a reader of many takes at a time. */
  spanOf(seq: number): number {
    return Math.max(0, Math.min(this.count - seq, CHUNK_RECORDS - (seq & (CHUNK_RECORDS - 1))));
  }

  /** The records from `from` on, at most `limit` and at most to the end of their chunk, without a copy. */
  viewFrom(from: number, limit: number): Uint32Array<ArrayBuffer> {
    const count = Math.min(limit, this.spanOf(from));
    if (count === 0) return NOTHING;
    const at = this.offsetOf(from);
    return this.wordsOf(from).subarray(at, at + count * RECORD_WORDS);
  }

  /** A copy of the records from `from` on, at most `limit` and at most to the end of their chunk. */
  copyFrom(from: number, limit: number): Uint32Array<ArrayBuffer> {
    return this.viewFrom(from, limit).slice();
  }
}
