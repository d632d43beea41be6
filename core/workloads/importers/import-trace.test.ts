import { englishOf } from '../../words/sentence.ts';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TraceProgram } from '../trace-program.ts';
import { createTraceImport } from './import-trace.ts';
import { type TraceError, sentenceOfTraceError } from './trace-error.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** Reads a trace in pieces of the given sizes, over and over. */
function read(data: Uint8Array, sizes: readonly number[] = [1 << 20]): TraceProgram | TraceError {
  const reader = createTraceImport();
  for (let at = 0, piece = 0; at < data.length; piece++) {
    const size = Math.max(1, sizes[piece % sizes.length] ?? 1);
    const error = reader.push(data.subarray(at, at + size));
    if (error !== null) return error;
    at += size;
  }
  const result = reader.finish();
  return result.ok ? result.program : result.error;
}

const program = (text: string): TraceProgram => {
  const result = read(bytes(text));
  if ('code' in result) throw new Error(englishOf(sentenceOfTraceError(result)));
  return result;
};
const error = (text: string): string => {
  const result = read(bytes(text));
  if (!('code' in result)) throw new Error('expected an error');
  return englishOf(sentenceOfTraceError(result));
};

const sample = (name: string): Uint8Array =>
  gunzipSync(readFileSync(new URL(`../samples/${name}`, import.meta.url)));
const REP = sample('perl-hash.rep.gz');
const FTRACE = sample('page-alloc.ftrace.gz');

describe('.rep', () => {
  it('becomes columns', () => {
    const trace = program('9\n2\n5\n1\na 0 4096\na 1 0\nr 0 8192\nf 1\nf 0\n');
    expect([...trace.ops]).toEqual([1, 1, 3, 2, 2]);
    expect([...trace.ids]).toEqual([0, 1, 0, 1, 0]);
    expect([...trace.lengthsBytes]).toEqual([4096, 0, 8192, 0, 0]);
    expect(trace.pageFrames).toBeNull();
  });

  it('counts what a request for shared memory cannot express', () => {
    const trace = program('0\n2\n6\n1\na 0 1\na 0 2\nf 1\nr 1 3\nf 0\na 1 4294967296\n');
    expect(trace.length).toBe(2);
    expect(trace.skipped).toEqual({
      doubleAllocation: 1,
      freeWithoutAllocation: 1,
      resizeWithoutAllocation: 1,
      lengthAboveUlong: 1,
    });
  });

  it('counts a length that is far above a ULONG as well', () => {
    expect(program(`0\n1\n1\n1\na 0 ${'9'.repeat(400)}\n`).skipped).toEqual({ lengthAboveUlong: 1 });
  });

  it('takes blanks around the numbers of the header', () => {
    expect(program(' 20000 \n1\n1\n1 \na 0 7\n').length).toBe(1);
  });

  it('accepts CRLF', () => {
    expect(program('0\r\n1\r\n1\r\n1\r\na 0 7\r\n').lengthsBytes[0]).toBe(7);
  });

  it.each([
    ['0\n1\n1\n1\na 0 x\n', 'line 5, column 5: found "a 0 x", expected "a ID BYTES" with whole numbers'],
    ['0\n1\n1\n1\na 0\n', 'line 5, column 4: found "a 0", expected "a ID BYTES" with whole numbers'],
    ['0\n1\n1\n1\nf 0 1\n', 'line 5, column 5: found "f 0 1", expected "f ID" with whole numbers'],
    [
      '0\n1\n1\n1\nq 0\n',
      'line 5, column 1: found "q 0", expected a request: "a ID BYTES", "r ID BYTES" or "f ID"',
    ],
    ['0\n1\n1\n1\na 1 1\n', 'line 5, column 3: found "a 1 1", expected an id below 1, as line 2 says'],
    [
      '0\n1\n2\n1\na 0 1\n',
      'line 6: found the end of the file after 1 requests, expected 2 requests, as line 3 says',
    ],
    ['0\n1\n1\n1\na0 12\n', 'line 5, column 2: found "a0 12", expected "a ID BYTES" with whole numbers'],
    ['0\n1\n1\n1\nf\n', 'line 5, column 2: found "f", expected "f ID" with whole numbers'],
    [
      '\n0\n1\n2\n1\na 0 1\n',
      'line 7: found the end of the file after 1 requests, expected 2 requests, as line 4 says',
    ],
    ['\n0\n1\n1\n1\na 1 1\n', 'line 6, column 3: found "a 1 1", expected an id below 1, as line 3 says'],
    ['0\n1\n', 'line 3: found the end of the file, expected the number of requests'],
    ['0\nmany\n', 'line 2, column 1: found "many", expected the number of ids, a whole number'],
  ])('names the line of %j', (text, message) => expect(error(text)).toBe(message));

  it('says that a last line without its end may be cut off', () => {
    expect(error('0\n1\n1\n1\na 0 12')).toMatch(
      /^line 5: found "a 0 12" and then the end of the file, expected a line end/,
    );
  });
});

const EVENT = (time: string, rest: string): string => `        worker-1 [001] .....  ${time}: ${rest}\n`;
const alloc = (pfn: string, order: number, time = '1.000001'): string =>
  EVENT(time, `mm_page_alloc: page=ffff pfn=${pfn} order=${order} migratetype=0 gfp_flags=GFP_KERNEL`);
const free = (pfn: string, order: number, time = '1.000002'): string =>
  EVENT(time, `mm_page_free: page=ffff pfn=${pfn} order=${order}`);

describe('ftrace', () => {
  it('becomes allocations and frees of page blocks, with frames and times', () => {
    const trace = program(
      alloc('0x100', 2, '1586.937682') + alloc('512', 0, '1586.937716') + free('0x100', 2, '1586.938'),
    );
    expect([...trace.ops]).toEqual([1, 1, 2]);
    expect([...trace.ids]).toEqual([0, 1, 0]);
    expect([...trace.lengthsBytes]).toEqual([16384, 4096, 0]);
    expect([...trace.pageFrameNumbers]).toEqual([0x100, 512, 0x100]);
    expect([...trace.timesNs]).toEqual([0, 34_000, 318_000]);
    expect(trace.pageFrames).toEqual({ lowest: 0x100, highest: 512 });
  });

  it('counts what cannot be expressed', () => {
    const trace = program(
      '# tracer: nop\n' +
        alloc('0x0', 0) +
        alloc('0x100', 1) +
        alloc('0x101', 0) +
        free('0x101', 0) +
        free('0x100', 0) +
        free('0x900', 0) +
        EVENT('1.1', 'mm_page_free_batched: page=ffff pfn=0x100 order=0') +
        EVENT('1.2', 'sched_switch: prev_comm=a') +
        'CPU:1 [LOST 42 EVENTS]\n' +
        'CPU:0 [LOST EVENTS]\n',
    );
    expect(trace.length).toBe(1);
    expect(trace.skipped).toEqual({
      failedInRecording: 1,
      doubleAllocation: 1,
      freeInsideBlock: 1,
      freeOrderMismatch: 1,
      freeWithoutAllocation: 1,
      batchedFreeRepeat: 1,
      otherEvent: 1,
      lostInRecording: 43,
    });
  });

  it.each([
    ['# tracer: nop\nnonsense\n', /^line 2, column 1: found "nonsense", expected an ftrace line/],
    [
      '# tracer: nop\n' + EVENT('1.1', 'mm_page_alloc: page=ffff order=0'),
      /^line 2, column 68: .*expected pfn=NUMBER and order/,
    ],
    [
      '# tracer: nop\n  a-1 [x] ....  1.1: mm_page_free: pfn=1\n',
      /^line 2, column 7: .*expected an ftrace line/,
    ],
    ['# tracer: nop\n  a-1 [001] ....  soon: mm_page_free\n', /^line 2, column 13: .*an ftrace line/],
    [EVENT('1.1', 'mm_page_free: pfn=1 order=99'), /^line 1, column 62: .*order=0 to 19/],
    [alloc('0x100000', 20), /^line 1, column 85: .*order=0 to 19/],
    [alloc('0xffffffff', 1), /^line 1, column 70: .*page frames of 32 bits/],
  ])('names the line of %j', (text, message) => expect(error(text)).toMatch(message));
});

describe('an ftrace recording of any size', () => {
  it('with live memory beyond what one map can hold is read', () => {
    let text = '';
    for (let block = 1; block <= 64; block++) text += alloc(`0x${(block * 2 ** 19).toString(16)}`, 19);
    const trace = program(text);
    expect(trace.length).toBe(64);
    expect(trace.lengthsBytes[0]).toBe(2 ** 31);
  });

  it('keeps microseconds apart on a machine that is up for years', () => {
    const trace = program(alloc('0x1', 0, '98765432.100001') + alloc('0x2', 0, '98765432.100002'));
    expect([...trace.timesNs]).toEqual([0, 1000]);
  });

  it('takes every form of the line that kernels write', () => {
    const fields = 'mm_page_alloc: page=0xffff pfn=0x7 order=0 migratetype=0 gfp_flags=GFP_KERNEL';
    for (const head of [
      '          <idle>-0     [000]',
      '     kworker/0:1-33    [000] d..1.',
      '     Web Content-4711  (   4700) [011] .....',
      '           <...>-99    (-------) [003] d.h1.',
      '            #odd-5     [000] .....',
    ]) {
      expect(program(`# tracer: nop\n${head}   12.000001: ${fields}\n`).length).toBe(1);
    }
  });
});

describe('anything else', () => {
  it.each([
    ['', /^line 1: found an empty file/],
    ['hello world\n', /^line 1: found "hello world", expected a malloc-lab .rep file .* or ftrace/],
    ['\x1f\x8b\x08binary', /^line 1, column 1: found gzip data, expected text \(unpack/],
    ['0\n1\n1\n1\na 0\x00 1\n', /^line 5, column 4: found byte 0x00/],
    ['x'.repeat(5000), /^line 1: found a longer line, expected lines of at most 4096 bytes/],
  ])('%j is refused with its place', (text, message) => expect(error(text)).toMatch(message));

  it('stops at the first 4 KiB of zeros', () => {
    const reader = createTraceImport();
    expect(reader.push(new Uint8Array(65_536))?.line).toBe(1);
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (data) => void read(data)));
  });
});

describe('the bundled samples', () => {
  it('hold what their README says', () => {
    const rep = read(REP) as TraceProgram;
    expect([rep.format, rep.length, rep.idCount]).toEqual(['rep', 20_000, 13_907]);
    const ftrace = read(FTRACE) as TraceProgram;
    expect([ftrace.format, ftrace.length, ftrace.idCount]).toEqual(['ftrace', 17_040, 14_805]);
    expect(ftrace.skipped).toEqual({ freeWithoutAllocation: 941, batchedFreeRepeat: 2019 });
  });

  it.each([
    ['rep', REP],
    ['ftrace', FTRACE],
  ])('%s reads the same however it is cut into pieces', (_name, data) => {
    const whole = read(data);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 8 }), (sizes) => {
        expect(read(data, sizes)).toEqual(whole);
      }),
      { numRuns: 10 },
    );
  });

  it.each([
    ['rep', REP],
    ['ftrace', FTRACE],
  ])('%s with a blob inside is an error in the line of the blob', (_name, data) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: data.length - 1 }),
        fc.integer({ min: 1, max: 9000 }),
        (at, size) => {
          const broken = new Uint8Array(data);
          broken.fill(0, at, at + size);
          const result = read(broken);
          const line = data.subarray(0, at).reduce((lines, byte) => (byte === 10 ? lines + 1 : lines), 1);
          expect(result).toMatchObject({ code: 'not-text', line });
        },
      ),
      { numRuns: 20 },
    );
  });

  it.each([
    ['rep', REP],
    ['ftrace', FTRACE],
  ])('%s, cut off in the middle of a line, is an error with its line', (_name, data) => {
    const feeds = new Set<number>();
    data.forEach((byte, at) => byte === 10 && feeds.add(at));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: data.length - 1 }), (length) => {
        fc.pre(!feeds.has(length - 1));
        const result = read(data.subarray(0, length));
        expect('code' in result && result.line).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });
});
