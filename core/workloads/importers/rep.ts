import { type Sentence } from '../../words/sentence.ts';
import { MAX_REQUESTS, TraceOp, type TraceProgram, TraceProgramBuilder } from '../trace-program.ts';
import { printable, tooLong, type TraceError } from './trace-error.ts';
import { sayOfTrace as say } from './trace-sentences.ts';

const HEADER = [say('heapSize'), say('idCount'), say('requestCount'), say('weight')] as const;
const ULONG_MAX = 0xffff_ffff;
const SPACE = 0x20;
const TAB = 9;

/** Whether an id is free, live, or live but recorded with a length that no ULONG holds. */
const enum Id {
  Free = 0,
  Live = 1,
  TooLong = 2,
}

/**
 * malloc-lab `.rep`: four numbers in lines of their own (heap size, ids, requests, weight), then `a ID BYTES`,
 * `r ID BYTES` and `f ID`. Heap size and weight are read and ignored.
 */
export class RepReader {
  private readonly builder = new TraceProgramBuilder('rep');
  private readonly header: number[] = [];
  /** Line of each header number; blank lines may stand before the first. */
  private readonly headerLines: number[] = [];
  private requests = 0;
  /** What line 2 announces; ids have to be below it. */
  private announcedIds = 0;
  /** State of each id; grows with the ids that are really used, whatever line 2 says. */
  private states = new Uint8Array(1024);
  private usedIds = 0;
  /** Numbers of the line in hand. */
  private readonly numbers = [0, 0];
  private faultAt = 0;

  readonly read = (bytes: Uint8Array, from: number, to: number, line: number): TraceError | null => {
    if (this.header.length < HEADER.length) return this.readHeader(bytes, from, to, line);
    const op = bytes[from];
    const resize = op === 0x72;
    if (op !== 0x61 && op !== 0x66 && !resize) {
      return badLine(bytes, from, to, line, 0, say('repRequest'));
    }
    const fields = op === 0x66 ? 1 : 2;
    this.faultAt = from + 1;
    if (!isBlank(bytes[from + 1]) || from + 1 >= to || !this.readNumbers(bytes, from + 1, to, fields)) {
      const shape = fields === 1 ? '"f ID"' : `"${resize ? 'r' : 'a'} ID BYTES"`;
      return badLine(bytes, from, to, line, this.faultAt - from, say('repShape', { shape }));
    }
    return this.addRequest(bytes, from, to, line, op);
  };

  finish(lines: number): TraceError | TraceProgram {
    if (this.header.length < HEADER.length) {
      const expected = HEADER[this.header.length] ?? say('weight');
      return { code: 'cut-off', line: lines + 1, found: say('endOfFile'), expected };
    }
    const announced = this.header[2] ?? 0;
    if (this.requests !== announced) {
      return {
        code: 'bad-count',
        line: lines + 1,
        found: say('requestsAndEnd', { requests: this.requests }),
        expected: say('announcedRequests', { requests: announced, line: this.headerLines[2] ?? 3 }),
      };
    }
    return this.soFar();
  }

  soFar(): TraceProgram {
    return this.builder.build(this.usedIds);
  }

  private readHeader(bytes: Uint8Array, from: number, to: number, line: number): TraceError | null {
    const what = HEADER[this.header.length] ?? say('weight');
    if (!this.readNumbers(bytes, from, to, 1))
      return badLine(bytes, from, to, line, 0, say('wholeNumber', { what }));
    const value = this.numbers[0] ?? 0;
    if (this.header.length === 1) {
      if (value > MAX_REQUESTS)
        return badLine(bytes, from, to, line, 0, say('fewerIds', { most: MAX_REQUESTS }));
      this.announcedIds = value;
    }
    this.header.push(value);
    this.headerLines.push(line);
    return null;
  }

  private addRequest(
    bytes: Uint8Array,
    from: number,
    to: number,
    line: number,
    op: number,
  ): TraceError | null {
    const [id = 0, length = 0] = this.numbers;
    if (id >= this.announcedIds) {
      const expected = say('announcedId', { ids: this.announcedIds, line: this.headerLines[1] ?? 2 });
      return badLine(bytes, from, to, line, 2, expected);
    }
    this.makeRoomFor(id);
    if (++this.requests > MAX_REQUESTS) return tooLong(line);
    if (op === 0x61) this.allocate(id, length);
    else if (op === 0x72) this.resize(id, length);
    else this.free(id);
    return null;
  }

  private makeRoomFor(id: number): void {
    if (id >= this.usedIds) this.usedIds = id + 1;
    if (id < this.states.length) return;
    const states = new Uint8Array(Math.max(id + 1, this.states.length * 2));
    states.set(this.states);
    this.states = states;
  }

  private allocate(id: number, length: number): void {
    if (this.states[id] !== Id.Free) this.builder.leaveOut('doubleAllocation');
    else if (length > ULONG_MAX) {
      this.states[id] = Id.TooLong;
      this.builder.leaveOut('lengthAboveUlong');
    } else {
      this.states[id] = Id.Live;
      this.builder.add(TraceOp.allocate, id, length);
    }
  }

  private resize(id: number, length: number): void {
    if (this.states[id] === Id.Free) this.builder.leaveOut('resizeWithoutAllocation');
    else if (length > ULONG_MAX || this.states[id] === Id.TooLong) this.builder.leaveOut('lengthAboveUlong');
    else this.builder.add(TraceOp.resize, id, length);
  }

  private free(id: number): void {
    if (this.states[id] === Id.Live) this.builder.add(TraceOp.free, id, 0);
    else this.builder.leaveOut(this.states[id] === Id.Free ? 'freeWithoutAllocation' : 'lengthAboveUlong');
    this.states[id] = Id.Free;
  }

  /**
   * Reads exactly `count` whole numbers, with blanks between and around; false, with `faultAt` set, otherwise. A number
   * above 2^53 is read inexactly, which is enough to tell that it is too large.
   */
  private readNumbers(bytes: Uint8Array, from: number, to: number, count: number): boolean {
    let at = from;
    for (let field = 0; field < count; field++) {
      while (at < to && isBlank(bytes[at])) at++;
      const start = at;
      let value = 0;
      while (at < to && bytes[at]! >= 0x30 && bytes[at]! <= 0x39) value = value * 10 + bytes[at++]! - 0x30;
      this.faultAt = at;
      if (at === start) return false;
      this.numbers[field] = value;
    }
    while (at < to && isBlank(bytes[at])) at++;
    this.faultAt = at;
    return at === to;
  }
}

const isBlank = (byte: number | undefined): boolean => byte === SPACE || byte === TAB;

function badLine(
  bytes: Uint8Array,
  from: number,
  to: number,
  line: number,
  offset: number,
  expected: Sentence,
): TraceError {
  return { code: 'bad-line', line, column: offset + 1, found: printable(bytes.subarray(from, to)), expected };
}
