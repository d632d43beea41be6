import { RECORD_WORDS } from '../events/record.ts';

/** Longest a 32-bit number gets: five groups of seven bits. */
const LONGEST_VARINT = 5;

/**
 * Records as bytes that compress well: column by column, each word as the difference to the record before, zigzag
 * (small in either direction is small) and in groups of seven bits. Neighbouring records are alike, so most
 * differences are one byte, and columns put equal bytes side by side.
 */
export function packRecords(records: Uint32Array): Uint8Array {
  const count = records.length / RECORD_WORDS;
  const bytes = new Uint8Array(records.length * LONGEST_VARINT);
  let at = 0;
  for (let word = 0; word < RECORD_WORDS; word++) {
    let before = 0;
    for (let record = 0; record < count; record++) {
      const value = records[record * RECORD_WORDS + word]!;
      const delta = (value - before) | 0;
      at = putVarint(bytes, at, ((delta << 1) ^ (delta >> 31)) >>> 0);
      before = value;
    }
  }
  return bytes.slice(0, at);
}

/** Side words as they are, in groups of seven bits. */
export function packWords(words: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(words.length * LONGEST_VARINT);
  let at = 0;
  for (const word of words) at = putVarint(bytes, at, word);
  return bytes.slice(0, at);
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

/** Reads what the two above wrote. `broken` is set when the bytes are not that. */
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
