import { RECORD_WORDS } from '../events/record.ts';

/** Longest a 32-bit number gets: five groups of seven bits. */
export const LONGEST_VARINT = 5;

/** Writes numbers in as few bytes as they need. Its room is used again: a long session is packed piece by piece. */
export class WordPacker {
  private bytes = new Uint8Array(1024);
  private at = 0;

  /**
   * Records as bytes that compress well: column by column, each word as the difference to the record before, zigzag
   * (small in either direction is small) and in groups of seven bits. Neighbouring records are alike, so most
   * differences are one byte, and columns put equal bytes side by side.
   */
  records(records: Uint32Array): this {
    this.makeRoom(records.length * LONGEST_VARINT);
    const { bytes } = this;
    let { at } = this;
    for (let word = 0; word < RECORD_WORDS; word++) {
      let before = 0;
      for (let index = word; index < records.length; index += RECORD_WORDS) {
        const value = records[index]!;
        const delta = (value - before) | 0;
        at = putVarint(bytes, at, ((delta << 1) ^ (delta >> 31)) >>> 0);
        before = value;
      }
    }
    this.at = at;
    return this;
  }

  /** Side words as they are, in groups of seven bits. */
  words(words: Uint32Array): this {
    this.makeRoom(words.length * LONGEST_VARINT);
    for (const word of words) this.at = putVarint(this.bytes, this.at, word);
    return this;
  }

  /** A number in four bytes, low first. */
  uint32(value: number): this {
    this.makeRoom(4);
    for (let shift = 0; shift < 32; shift += 8) this.bytes[this.at++] = value >>> shift;
    return this;
  }

  /** What was written since the last time. */
  take(): Uint8Array {
    const taken = this.bytes.slice(0, this.at);
    this.at = 0;
    return taken;
  }

  private makeRoom(more: number): void {
    if (this.at + more <= this.bytes.length) return;
    const larger = new Uint8Array(2 * (this.at + more));
    larger.set(this.bytes.subarray(0, this.at));
    this.bytes = larger;
  }
}

function putVarint(bytes: Uint8Array, from: number, value: number): number {
  let at = from;
  let rest = value;
  while (rest > 0x7f) {
    bytes[at++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  bytes[at++] = rest;
  return at;
}

/** Reads what the packer wrote. `broken` is set when the bytes are not that. */
export class WordReader {
  broken = false;

  constructor(
    private readonly bytes: Uint8Array,
    private at: number,
  ) {}

  get atEnd(): boolean {
    return this.at === this.bytes.length;
  }

  records(count: number): Uint32Array<ArrayBuffer> {
    const records = new Uint32Array(count * RECORD_WORDS);
    for (let word = 0; word < RECORD_WORDS; word++) {
      let before = 0;
      for (let record = 0; record < count; record++) {
        const zigzag = this.varint();
        before = (before + ((zigzag >>> 1) ^ -(zigzag & 1))) >>> 0;
        records[record * RECORD_WORDS + word] = before;
      }
    }
    return records;
  }

  words(count: number): Uint32Array<ArrayBuffer> {
    const words = new Uint32Array(count);
    for (let index = 0; index < count; index++) words[index] = this.varint();
    return words;
  }

  private varint(): number {
    let value = 0;
    for (let shift = 0; shift < 7 * LONGEST_VARINT; shift += 7) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) break;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        // The fifth group has room for four bits only.
        if (shift === 28 && byte > 0x0f) break;
        return value >>> 0;
      }
    }
    this.broken = true;
    return 0;
  }
}
