import { englishOf } from '../../words/sentence.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter, MAX_LINE_BYTES } from './lines.ts';
import { sentenceOfTraceError } from './trace-error.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** Every line that comes out, and the error's words at the end if there is one. */
function split(data: Uint8Array, size = data.length): string[] {
  const seen: string[] = [];
  const splitter = new LineSplitter((of, from, to, line) => {
    seen.push(`${line}:${String.fromCharCode(...of.subarray(from, to))}`);
    return null;
  });
  for (let at = 0; at < data.length; at += size) {
    const error = splitter.push(data.subarray(at, at + size));
    if (error !== null) return [...seen, englishOf(sentenceOfTraceError(error))];
  }
  const error = splitter.finish();
  return error === null ? seen : [...seen, englishOf(sentenceOfTraceError(error))];
}

describe('LineSplitter', () => {
  it('numbers lines from 1 and takes both line ends', () => {
    expect(split(bytes('a\r\n\nb\n'))).toEqual(['1:a', '2:', '3:b']);
  });

  it('takes a line of the limit and refuses one byte more, in one push or in many', () => {
    const longest = `${'x'.repeat(MAX_LINE_BYTES)}\n`;
    for (const size of [1e6, 1000, 1]) {
      expect(split(bytes(longest), size)[0]).toHaveLength(MAX_LINE_BYTES + 2);
      expect(split(bytes(`a\nx${longest}`), size)).toEqual([
        '1:a',
        'line 2: found a longer line, expected lines of at most 4096 bytes',
      ]);
    }
  });

  it('refuses a line far longer than the limit without building it', () => {
    expect(split(bytes(`${'x'.repeat(300_000)}\n`))[0]).toMatch(/^line 1: found a longer line/);
  });

  it('names the byte of a blob inside a long line, however it comes in', () => {
    const data = bytes(`a\n${'b'.repeat(3000)}\x00${'c'.repeat(3000)}\n`);
    for (const size of [1e6, 700, 1]) {
      expect(split(data, size)[1]).toMatch(/^line 2, column 3001: found byte 0x00/);
    }
  });

  it('takes a file that ends between the two bytes of its last line end as cut off, not as binary', () => {
    expect(split(bytes('a\r\nb\r'))[1]).toMatch(/^line 2: found "b" and then the end of the file/);
  });

  it('tells gzip data from other binary data', () => {
    expect(split(bytes('\x1f\x8b\x08\x00'))[0]).toBe(
      'line 1, column 1: found gzip data, expected text (unpack the data once more)',
    );
    expect(split(bytes('\x1f\x20'))[0]).toMatch(/found byte 0x1f/);
  });

  it('answers the same whatever the pushes, also when something is wrong', () => {
    const piece = fc.oneof(
      fc.constantFrom('\n', '\r\n', '\r', '\x00', '\t', '\x1f\x8b', 'x'.repeat(4095), 'x'.repeat(4096)),
      fc.string({ maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.integer({ min: 1, max: 5000 }), (pieces, size) => {
        const data = bytes(pieces.join(''));
        expect(split(data, size)).toEqual(split(data));
      }),
    );
  });
});
