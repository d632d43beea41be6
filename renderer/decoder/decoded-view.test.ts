import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offsetName, placeInText, spanAt, viewOf } from './decoded-view.ts';
import { SAMPLES } from './samples.ts';

const view = (text: string, ...rest: [('x64' | 'x86' | null)?, (620 | 630)?]) => {
  const [architecture = null, version = 630] = rest;
  const found = viewOf(text, architecture, version);
  if (found === null) throw new Error('no view');
  return found;
};

describe('the decoded view', () => {
  it('is empty while nothing is typed', () => expect(viewOf(' \n', null, 630)).toBeNull());

  it('covers every byte of the structure once, and neighbours differ in colour', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 90 }),
        fc.constantFrom('x64' as const, 'x86' as const),
        (bytes, architecture) => {
          const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
          const { spans, sizeOf, missingBytes, extraBytes, bytes: read } = view(hex, architecture);
          let end = 0;
          let colour = -1;
          for (const span of spans) {
            expect(span.offset).toBe(end);
            expect(span.colour).not.toBe(colour);
            ({ colour } = span);
            end += span.bytes;
          }
          expect(end).toBe(sizeOf);
          expect(read).toEqual(bytes);
          expect(missingBytes > 0 && extraBytes > 0).toBe(false);
        },
      ),
    );
  });

  it('marks padding that is not zero, and only that', () => {
    const bytes = Array.from({ length: 72 }, () => '00');
    bytes[13] = 'cc';
    expect(
      view(bytes.join(' '))
        .spans.filter(({ dirty }) => dirty)
        .map(({ key }) => key),
    ).toEqual(['+0x00c']);
  });

  it('keeps what was read before the place that cannot be read', () => {
    const half = view('80 02 44 00 oops');
    expect(half.problem).toMatchObject({ line: 1, column: 13, problem: 'hexDigits' });
    expect(half.bytes.length).toBe(4);
    expect(spanAt(half, 2)?.decoded?.value).toBe(68n);
    expect(spanAt(half, 4)?.decoded).toBeNull();
    expect(spanAt(half, 100)).toBeNull();
  });

  it.each([
    ['good', []],
    ['answered', []],
    ['shortHeader', ['A9']],
    ['oldDriver', ['A10']],
    ['notCleared', ['A11', 'A19']],
    ['wrongStructure', ['A7', 'A9', 'A15']],
    ['x86', ['A15', 'A21']],
    ['unreadable', []],
  ])('of the sample %s breaks %j', (id, broken) => {
    const sample = SAMPLES.find((known) => known.id === id);
    const found = viewOf(sample?.text ?? '', null, sample?.version ?? 630);
    expect(found?.decoded.broken).toEqual(broken);
    expect(found?.problem === null).toBe(id !== 'unreadable');
  });

  it('has a test for every sample', () => expect(SAMPLES).toHaveLength(8));
});

describe('places', () => {
  it('are named as the debugger names offsets', () => expect(offsetName(0x1c)).toBe('+0x01c'));

  it('in a text count lines and columns from 1', () => {
    expect(placeInText('ab\ncd\nef', 1, 2)).toBe(1);
    expect(placeInText('ab\ncd\nef', 3, 1)).toBe(6);
    expect(placeInText('ab\r\ncd', 2, 1)).toBe(4);
    expect(placeInText('ab', 9, 9)).toBe(2);
  });
});
