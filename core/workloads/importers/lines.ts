import { printableText, type TraceError } from './trace-error.ts';
import { sayOfTrace as say } from './trace-sentences.ts';

/** No line of a supported format comes near this; a longer one is not text of that format. */
export const MAX_LINE_BYTES = 4096;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const TAB = 9;
/** How gzip data begins. Whoever pushes bytes unpacks them, so these were packed twice or not unpacked. */
const GZIP_MAGIC = [0x1f, 0x8b] as const;

/** Takes one line: `bytes[from, to)`, without its line end. Answers an error to stop. */
export type LineReader = (bytes: Uint8Array, from: number, to: number, line: number) => TraceError | null;

/**
 * Cuts pushed bytes into lines without ever holding more than one. Whole lines are handed on in place; only a line that
 * two pushes share is copied. What is wrong with a line never depends on how the bytes were cut into pushes: the first
 * byte that is not text among its first MAX_LINE_BYTES, else its length, else what the reader says.
 */
export class LineSplitter {
  private readonly carry = new Uint8Array(MAX_LINE_BYTES);
  private carried = 0;
  private line = 0;

  constructor(private readonly read: LineReader) {}

  push(chunk: Uint8Array): TraceError | null {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      const error = this.carried > 0 ? this.joined(chunk, from, end) : this.take(chunk, from, end);
      if (error !== null) return error;
      from = end + 1;
    }
    return this.keep(chunk, from, chunk.length);
  }

  /** The last line has to have its end: otherwise nobody can tell a whole file from one that was cut off. */
  finish(): TraceError | null {
    if (this.carried === 0) return null;
    const text = this.carry.subarray(0, withoutReturn(this.carry, 0, this.carried));
    const binary = this.notText(text, 0, text.length);
    if (binary !== null) return binary;
    return {
      code: 'cut-off',
      line: this.line + 1,
      found: say('lineWithoutEnd', { text: printableText(text) }),
      expected: say('lineEnd'),
    };
  }

  /** Lines taken so far. */
  get lines(): number {
    return this.line;
  }

  /** Keeps the start of a line whose end has not come yet. */
  private keep(chunk: Uint8Array, from: number, to: number): TraceError | null {
    const room = MAX_LINE_BYTES - this.carried;
    const kept = Math.min(room, to - from);
    this.carry.set(chunk.subarray(from, from + kept), this.carried);
    this.carried += kept;
    return to - from > room ? this.tooLong(this.carry, 0) : null;
  }

  private joined(chunk: Uint8Array, from: number, end: number): TraceError | null {
    const error = this.keep(chunk, from, end);
    if (error !== null) return error;
    const length = this.carried;
    this.carried = 0;
    return this.take(this.carry, 0, length);
  }

  private take(bytes: Uint8Array, from: number, lineEnd: number): TraceError | null {
    if (lineEnd - from > MAX_LINE_BYTES) return this.tooLong(bytes, from);
    const to = withoutReturn(bytes, from, lineEnd);
    const error = this.notText(bytes, from, to);
    if (error !== null) return error;
    this.line++;
    return this.read(bytes, from, to, this.line);
  }

  private tooLong(bytes: Uint8Array, from: number): TraceError {
    const error = this.notText(bytes, from, from + MAX_LINE_BYTES);
    if (error !== null) return error;
    const expected = say('shorterLines', { most: MAX_LINE_BYTES });
    return { code: 'line-too-long', line: this.line + 1, found: say('longerLine'), expected };
  }

  private notText(bytes: Uint8Array, from: number, to: number): TraceError | null {
    for (let at = from; at < to; at++) {
      const byte = bytes[at]!;
      if (byte >= 0x20 || byte === TAB) continue;
      const packed =
        this.line === 0 && at === from && byte === GZIP_MAGIC[0] && bytes[at + 1] === GZIP_MAGIC[1];
      return {
        code: 'not-text',
        line: this.line + 1,
        column: at - from + 1,
        found: packed ? say('gzip') : say('byte', { byte: `0x${byte.toString(16).padStart(2, '0')}` }),
        expected: packed ? say('unpackedText') : say('plainText'),
      };
    }
    return null;
  }
}

const withoutReturn = (bytes: Uint8Array, from: number, to: number): number =>
  to > from && bytes[to - 1] === CARRIAGE_RETURN ? to - 1 : to;
