import { PAGE_SIZE } from '../../memory/units.ts';
import { MAX_REQUESTS, TraceOp, type TraceProgram, TraceProgramBuilder } from '../trace-program.ts';
import { LivePages } from './live-pages.ts';
import { latin1, mistakeColumn, printable, tooLong, type TraceError } from './trace-error.ts';
import { sayOfTrace as say } from './trace-sentences.ts';

/** 2 GiB, the last power of two that a ULONG length holds; kernels stop far below. */
const MAX_ORDER = 19;
const MAX_FRAME = 0xffff_ffff;

/**
 * Linux ftrace text with the events kmem:mm_page_alloc and mm_page_free. A page block is an allocation of 2^order
 * pages; page frames name it until it is freed. mm_page_free_batched is reported as skipped: the kernel emits it for each
 * page of a batch, and mm_page_free reports the same pages, so counting both would free every such page twice.
 * (In the recording that the bundled sample was cut from, each of the 72 782 batched frees is of order 0 and follows an
 * mm_page_free of its page, with no allocation between the two.)
 */
export class FtraceReader {
  private readonly builder = new TraceProgramBuilder('ftrace');
  private readonly live = new LivePages();
  private ids = 0;
  private firstSeconds = -1;
  private firstFraction = 0;

  readonly read = (bytes: Uint8Array, from: number, to: number, line: number): TraceError | null => {
    let at = from;
    while (at < to && bytes[at] === 0x20) at++;
    // A comment starts its line; further in, # may be the name of a task.
    if (at === to || bytes[from] === HASH) return null;
    const text = latin1(bytes.subarray(from, to));
    const parts = LINE.exec(text);
    if (parts === null && this.readLost(text)) return null;
    if (parts === null) {
      const column = mistakeColumn(text, PARTS);
      return {
        code: 'bad-line',
        line,
        column,
        found: printable(bytes.subarray(from, to)),
        expected: say('ftraceLine'),
      };
    }
    return this.readEvent(parts, bytes.subarray(from, to), line, text);
  };

  finish(): TraceProgram {
    return this.soFar();
  }

  soFar(): TraceProgram {
    return this.builder.build(this.ids);
  }

  private readEvent(
    parts: RegExpExecArray,
    bytes: Uint8Array,
    line: number,
    text: string,
  ): TraceError | null {
    const [, seconds = '0', fraction = '', event = '', fields = ''] = parts;
    if (event === 'mm_page_free_batched') {
      this.builder.leaveOut('batchedFreeRepeat');
      return null;
    }
    if (event !== 'mm_page_alloc' && event !== 'mm_page_free') {
      this.builder.leaveOut('otherEvent');
      return null;
    }
    const frame = Number(PFN.exec(fields)?.[1] ?? NaN);
    const order = Number(ORDER.exec(fields)?.[1] ?? NaN);
    // Asked this way round, a field that is missing (NaN) is refused as well.
    if (!(order <= MAX_ORDER && frame + 2 ** order - 1 <= MAX_FRAME)) {
      const expected = say('ftraceFields', { most: MAX_ORDER, event });
      const column = fieldColumn(text, order <= MAX_ORDER ? 'pfn=' : 'order=');
      return { code: 'bad-line', line, column, found: printable(bytes), expected };
    }
    if (this.builder.length >= MAX_REQUESTS) {
      return tooLong(line);
    }
    const timeNs = this.sinceFirst(Number(seconds), Number(fraction.padEnd(9, '0').slice(0, 9)));
    if (event === 'mm_page_alloc') this.allocate(frame, order, timeNs);
    else this.free(frame, order, timeNs);
    return null;
  }

  /** Whether the line tells of events that the kernel could not keep; it does not always know how many, but some. */
  private readLost(text: string): boolean {
    const lost = LOST.exec(text);
    if (lost === null) return false;
    this.builder.leaveOut('lostInRecording', Number(lost[1] ?? 1));
    return true;
  }

  /** Seconds are taken apart first: nanoseconds of a machine that is up for months have no exact number. */
  private sinceFirst(seconds: number, fractionNs: number): number {
    if (this.firstSeconds < 0) {
      this.firstSeconds = seconds;
      this.firstFraction = fractionNs;
    }
    return (seconds - this.firstSeconds) * 1e9 + (fractionNs - this.firstFraction);
  }

  private allocate(frame: number, order: number, timeNs: number): void {
    if (frame === 0) {
      this.builder.leaveOut('failedInRecording');
      return;
    }
    if (this.live.anyLive(frame, order)) {
      this.builder.leaveOut('doubleAllocation');
      return;
    }
    const id = this.ids++;
    this.live.add(frame, order, id);
    this.builder.add(TraceOp.allocate, id, 2 ** order * PAGE_SIZE, frame, timeNs);
  }

  private free(frame: number, order: number, timeNs: number): void {
    const block = this.live.blockAt(frame);
    if (block === undefined) {
      this.builder.leaveOut(this.live.anyLive(frame, 0) ? 'freeInsideBlock' : 'freeWithoutAllocation');
      return;
    }
    // A block can only be given back whole, so one that the kernel freed in parts stays until its own order is freed.
    if (block.order !== order) {
      this.builder.leaveOut('freeOrderMismatch');
      return;
    }
    this.live.remove(frame, order);
    this.builder.add(TraceOp.free, block.id, 0, frame, timeNs);
  }
}

/** Where the value of a field begins; behind the line where there is no such field. */
function fieldColumn(text: string, field: string): number {
  const at = text.indexOf(` ${field}`);
  return at < 0 ? text.length + 1 : at + field.length + 2;
}

const HASH = 0x23;
/** TASK-PID [CPU] FLAGS(optional) SECONDS.FRACTION: EVENT: FIELDS */
const LINE = /^\s*.{1,80}-\d+\s+(?:\(\s*[-\d]*\)\s+)?\[\d+\]\s+(?:\S+\s+)?(\d+)\.(\d+): (\w+): ?(.*)$/;
/** The same part by part. */
const PARTS = [
  /\s*.{1,80}-\d+\s+/y,
  /(?:\(\s*[-\d]*\)\s+)?/y,
  /\[\d+\]\s+/y,
  /(?:\S+\s+)?(?=\d+\.)/y,
  /\d+\.\d+: /y,
  /\w+: ?/y,
];
const LOST = /^\s*CPU:\d+ \[LOST (?:(\d+) )?EVENTS\]/;
const PFN = /\bpfn=(0x[0-9a-f]+|\d+)\b/;
const ORDER = /\border=(\d+)\b/;
