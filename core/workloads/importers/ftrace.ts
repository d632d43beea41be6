import { MAX_REQUESTS, TraceOp, type TraceProgram, TraceProgramBuilder } from '../trace-program.ts';
import { printable, type TraceError } from './trace-error.ts';

const PAGE = 4096;
const EXPECTED = 'an ftrace line: TASK-PID [CPU] FLAGS SECONDS: EVENT: FIELDS';
/** MAX_ORDER of Linux is 10 or 11; an order far above it is no order. */
const MAX_ORDER = 20;

interface LivePages {
  readonly id: number;
  readonly order: number;
}

/**
 * Linux ftrace text with the events kmem:mm_page_alloc and mm_page_free. A page block is an allocation of 2^order
 * pages; page frames name it until it is freed. mm_page_free_batched is reported as skipped: the kernel emits it for
 * the same order-0 pages that mm_page_free reports, so counting both would free every such page twice. (On the bundled
 * recording mm_page_free alone balances allocations, frees and the blocks live at the end.)
 */
export class FtraceReader {
  private readonly builder = new TraceProgramBuilder('ftrace');
  /** Live blocks by first page frame. */
  private readonly live = new Map<number, LivePages>();
  /** Owner of each live page frame, to find allocations of live pages and frees inside blocks. */
  private readonly frames = new Map<number, number>();
  private ids = 0;
  private firstNs = -1;
  private readonly decoder = new AsciiDecoder();

  readonly read = (bytes: Uint8Array, from: number, to: number, line: number): TraceError | null => {
    let at = from;
    while (at < to && bytes[at] === 0x20) at++;
    if (at === to || bytes[at] === 0x23) return null;
    const text = this.decoder.decode(bytes, from, to);
    const lost = /^CPU:\d+ \[LOST (\d+) EVENTS\]/.exec(text.trimStart());
    if (lost !== null) {
      this.builder.leaveOut('lostInRecording', Number(lost[1]));
      return null;
    }
    const parts = LINE.exec(text);
    if (parts === null) {
      return { code: 'bad-line', line, found: printable(bytes.subarray(from, to)), expected: EXPECTED };
    }
    return this.readEvent(parts, bytes.subarray(from, to), line);
  };

  finish(): TraceProgram {
    return this.builder.build(this.ids);
  }

  private readEvent(parts: RegExpExecArray, bytes: Uint8Array, line: number): TraceError | null {
    const [, seconds = '0', fraction = '', event = '', fields = ''] = parts;
    if (event === 'mm_page_free_batched') {
      this.builder.leaveOut('batchedFreeRepeat');
      return null;
    }
    if (event !== 'mm_page_alloc' && event !== 'mm_page_free') {
      this.builder.leaveOut('otherEvent');
      return null;
    }
    const frame = PFN.exec(fields)?.[1];
    const order = ORDER.exec(fields)?.[1];
    if (
      frame === undefined ||
      order === undefined ||
      Number(order) > MAX_ORDER ||
      Number(frame) > 0xffff_ffff
    ) {
      const expected = `pfn=NUMBER and order=0 to ${MAX_ORDER} behind ${event}`;
      return { code: 'bad-line', line, found: printable(bytes), expected };
    }
    if (this.builder.length >= MAX_REQUESTS) {
      return { code: 'too-long', line, found: 'more requests', expected: `at most ${MAX_REQUESTS} requests` };
    }
    const timeNs = Number(seconds) * 1e9 + Number(fraction.padEnd(9, '0').slice(0, 9));
    if (this.firstNs < 0) this.firstNs = timeNs;
    if (event === 'mm_page_alloc') this.allocate(Number(frame), Number(order), timeNs - this.firstNs);
    else this.free(Number(frame), Number(order), timeNs - this.firstNs);
    return null;
  }

  private allocate(frame: number, order: number, timeNs: number): void {
    if (frame === 0) {
      this.builder.leaveOut('failedInRecording');
      return;
    }
    const pages = 2 ** order;
    for (let page = frame; page < frame + pages; page++) {
      if (!this.frames.has(page)) continue;
      this.builder.leaveOut('doubleAllocation');
      return;
    }
    const id = this.ids++;
    for (let page = frame; page < frame + pages; page++) this.frames.set(page, id);
    this.live.set(frame, { id, order });
    this.builder.add(TraceOp.allocate, id, pages * PAGE, frame, timeNs);
  }

  private free(frame: number, order: number, timeNs: number): void {
    const block = this.live.get(frame);
    if (block === undefined) {
      this.builder.leaveOut(this.frames.has(frame) ? 'freeInsideBlock' : 'freeWithoutAllocation');
      return;
    }
    // A block can only be given back whole, so one that the kernel freed in parts stays until its own order is freed.
    if (block.order !== order) {
      this.builder.leaveOut('freeOrderMismatch');
      return;
    }
    this.live.delete(frame);
    for (let page = frame; page < frame + 2 ** order; page++) this.frames.delete(page);
    this.builder.add(TraceOp.free, block.id, 0, frame, timeNs);
  }
}

/** TASK-PID [CPU] FLAGS(optional) SECONDS.FRACTION: EVENT: FIELDS */
const LINE = /^\s*.{1,80}-\d+\s+(?:\(\s*[-\d]*\)\s+)?\[\d+\]\s+(?:\S+\s+)?(\d+)\.(\d+): (\w+): ?(.*)$/;
const PFN = /\bpfn=(0x[0-9a-f]+|\d+)\b/;
const ORDER = /\border=(\d+)\b/;

/** Latin-1 bytes as text. TextDecoder belongs to hosts; this is all that core needs of it. */
class AsciiDecoder {
  decode(bytes: Uint8Array, from: number, to: number): string {
    return String.fromCharCode.apply(null, bytes.subarray(from, to) as unknown as number[]);
  }
}
