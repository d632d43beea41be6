import {
  MAX_REQUESTS,
  TraceOp,
  type TraceFormat,
  type TraceProgram,
  TraceProgramBuilder,
} from '../trace-program.ts';
import { tooLong, type TraceError } from './trace-error.ts';
import { sayOfTrace as say } from './trace-sentences.ts';

const ULONG_MAX = 0xffff_ffff;
/** A block whose recorded length no ULONG holds: its free is left out as well. */
const TOO_LONG = -1;
/** A map of the language holds a little more than this. */
const MOST_LIVE = 16_000_000;

/**
 * Requests of a recording that names blocks by their addresses, which are used again after a free. Every allocation
 * becomes an id of its own. Addresses are compared as the text that the recording has for them, so that none of their
 * 64 bits is lost.
 */
export class LiveAddresses {
  private readonly builder: TraceProgramBuilder;
  private readonly live = new Map<string, number>();
  private ids = 0;

  constructor(format: TraceFormat) {
    this.builder = new TraceProgramBuilder(format);
  }

  allocate(address: string, lengthBytes: number, timeNs = 0): void {
    if (this.live.has(address)) this.builder.leaveOut('doubleAllocation');
    else if (lengthBytes > ULONG_MAX) {
      this.live.set(address, TOO_LONG);
      this.builder.leaveOut('lengthAboveUlong');
    } else {
      this.live.set(address, this.ids);
      this.builder.add(TraceOp.allocate, this.ids++, lengthBytes, 0, timeNs);
    }
  }

  /** A block of `lengthBytes` at `to` takes the place of the one at `from`; both may be the same address. */
  resize(from: string, to: string, lengthBytes: number, timeNs = 0): void {
    const id = this.live.get(from);
    if (id === undefined) {
      this.builder.leaveOut('resizeWithoutAllocation');
      return;
    }
    if (to !== from && this.live.has(to)) {
      this.builder.leaveOut('doubleAllocation');
      return;
    }
    this.live.delete(from);
    this.live.set(to, id);
    if (id === TOO_LONG || lengthBytes > ULONG_MAX) this.builder.leaveOut('lengthAboveUlong');
    else this.builder.add(TraceOp.resize, id, lengthBytes, 0, timeNs);
  }

  free(address: string, timeNs = 0): void {
    const id = this.live.get(address);
    if (id === undefined) this.builder.leaveOut('freeWithoutAllocation');
    else if (id === TOO_LONG) this.builder.leaveOut('lengthAboveUlong');
    else this.builder.add(TraceOp.free, id, 0, 0, timeNs);
    this.live.delete(address);
  }

  isLive(address: string): boolean {
    return this.live.has(address);
  }

  leaveOut(reason: string): void {
    this.builder.leaveOut(reason);
  }

  /** Why no more can be taken at this line, or null. */
  fullAt(line: number): TraceError | null {
    if (this.builder.length >= MAX_REQUESTS) return tooLong(line);
    if (this.live.size < MOST_LIVE) return null;
    return {
      code: 'too-long',
      line,
      found: say('moreBlocks'),
      expected: say('fewerBlocks', { most: MOST_LIVE }),
    };
  }

  build(): TraceProgram {
    return this.builder.build(this.ids);
  }
}
