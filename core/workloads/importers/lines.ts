import { printable, type TraceError } from './trace-error.ts';

/** No line of a supported format comes near this; a longer one is not text of that format. */
export const MAX_LINE_BYTES = 4096;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const TAB = 9;

/** Takes one line: `bytes[from, to)`, without its line end. Answers an error to stop. */
export type LineReader = (bytes: Uint8Array, from: number, to: number, line: number) => TraceError | null;

/**
 * Cuts pushed bytes into lines without ever holding more than one. Whole lines are handed on in place; only a line that
 * two pushes share is copied.
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
    return this.keep(chunk, from);
  }

  /** The last line has to have its end: otherwise nobody can tell a whole file from one that was cut off. */
  finish(): TraceError | null {
    if (this.carried === 0) return null;
    const binary = this.notText(this.carry, 0, this.carried);
    if (binary !== null) return binary;
    return {
      code: 'cut-off',
      line: this.line + 1,
      found: `${printable(this.carry.subarray(0, this.carried))} and then the end of the file`,
      expected: 'a line end (the file seems cut off; if it is whole, end its last line)',
    };
  }

  /** Lines taken so far. */
  get lines(): number {
    return this.line;
  }

  private keep(chunk: Uint8Array, from: number): TraceError | null {
    const rest = chunk.length - from;
    if (this.carried + rest > MAX_LINE_BYTES) {
      return (
        this.notText(chunk, from, Math.min(chunk.length, from + MAX_LINE_BYTES)) ?? {
          code: 'line-too-long',
          line: this.line + 1,
          found: 'a longer line',
          expected: `lines of at most ${MAX_LINE_BYTES} bytes`,
        }
      );
    }
    this.carry.set(chunk.subarray(from), this.carried);
    this.carried += rest;
    return null;
  }

  private joined(chunk: Uint8Array, from: number, end: number): TraceError | null {
    const error = this.keep(chunk.subarray(0, end), from);
    if (error !== null) return error;
    const length = this.carried;
    this.carried = 0;
    return this.take(this.carry, 0, length);
  }

  private take(bytes: Uint8Array, from: number, lineEnd: number): TraceError | null {
    const to = lineEnd > from && bytes[lineEnd - 1] === CARRIAGE_RETURN ? lineEnd - 1 : lineEnd;
    const error = this.notText(bytes, from, to);
    if (error !== null) return error;
    this.line++;
    return this.read(bytes, from, to, this.line);
  }

  private notText(bytes: Uint8Array, from: number, to: number): TraceError | null {
    for (let at = from; at < to; at++) {
      const byte = bytes[at]!;
      if (byte >= 0x20 || byte === TAB) continue;
      return {
        code: 'not-text',
        line: this.line + 1,
        column: at - from + 1,
        found: `byte 0x${byte.toString(16).padStart(2, '0')}`,
        expected: 'text (the file holds binary data here)',
      };
    }
    return null;
  }
}
