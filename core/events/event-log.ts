import { RECORD_WORDS } from './record.ts';

/** 65 536 records: 2 MiB a chunk. */
const CHUNK_SHIFT = 16;
export const CHUNK_RECORDS = 1 << CHUNK_SHIFT;

/** The append-only log of fixed-size records, in chunks of typed arrays. A record's number is its place in it. */
export class EventLog {
  private readonly chunks: Uint32Array<ArrayBuffer>[] = [];
  private count = 0;

  /** Records appended so far; also the sequence number of the next one. */
  get length(): number {
    return this.count;
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
    const seq = this.count;
    const index = seq & (CHUNK_RECORDS - 1);
    const words = index === 0 ? this.addChunk() : this.chunks[seq >>> CHUNK_SHIFT]!;
    const at = index * RECORD_WORDS;
    words[at] = w0;
    words[at + 1] = w1;
    words[at + 2] = w2;
    words[at + 3] = w3;
    words[at + 4] = w4;
    words[at + 5] = w5;
    words[at + 6] = w6;
    words[at + 7] = w7;
    this.count = seq + 1;
    return seq;
  }

  /** Appends whole records that another process's log holds. */
  appendRecords(records: Uint32Array): void {
    let from = 0;
    while (from < records.length) {
      const index = this.count & (CHUNK_RECORDS - 1);
      const words = index === 0 ? this.addChunk() : this.chunks[this.count >>> CHUNK_SHIFT]!;
      const take = Math.min(records.length - from, (CHUNK_RECORDS - index) * RECORD_WORDS);
      words.set(records.subarray(from, from + take), index * RECORD_WORDS);
      this.count += take / RECORD_WORDS;
      from += take;
    }
  }

  /** The chunk that holds record `seq`; its words start at `offsetOf(seq)`. */
  wordsOf(seq: number): Uint32Array<ArrayBuffer> {
    return this.chunks[seq >>> CHUNK_SHIFT]!;
  }

  offsetOf(seq: number): number {
    return (seq & (CHUNK_RECORDS - 1)) * RECORD_WORDS;
  }

  /** A copy of the records from `from` on, at most `limit` and at most to the end of their chunk. */
  copyFrom(from: number, limit: number): Uint32Array<ArrayBuffer> {
    const index = from & (CHUNK_RECORDS - 1);
    const count = Math.max(0, Math.min(limit, this.count - from, CHUNK_RECORDS - index));
    if (count === 0) return new Uint32Array(0);
    return this.wordsOf(from).slice(index * RECORD_WORDS, (index + count) * RECORD_WORDS);
  }

  private addChunk(): Uint32Array<ArrayBuffer> {
    const words = new Uint32Array(CHUNK_RECORDS * RECORD_WORDS);
    this.chunks.push(words);
    return words;
  }
}
