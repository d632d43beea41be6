import { PAGE_SIZE } from '../memory/units.ts';

/** What a recorded request did. Codes of the `ops` column. */
export const TraceOp = { allocate: 1, free: 2, resize: 3 } as const;

export type TraceFormat = 'rep' | 'ftrace' | 'mtrace' | 'vma';

/** A recorded workload as columns, one row a request. Ids are dense and name what was allocated. */
export interface TraceProgram {
  readonly format: TraceFormat;
  readonly length: number;
  readonly ops: Uint8Array;
  readonly ids: Uint32Array;
  /** Bytes asked for (ULONG); 0 for a free. */
  readonly lengthsBytes: Uint32Array;
  /** Recorded first page frame of each request; empty where the format records no addresses. */
  readonly pageFrameNumbers: Uint32Array;
  /** Nanoseconds since the first event; empty where the format records no time. */
  readonly timesNs: Float64Array;
  /** Ids are below this. */
  readonly idCount: number;
  readonly pageFrames: { readonly lowest: number; readonly highest: number } | null;
  /** What the trace holds and a request for shared memory cannot express, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
}

/** More requests than this are refused: a program of them would not fit into memory. */
export const MAX_REQUESTS = 50_000_000;

/** Collects requests while a trace is read. */
export class TraceProgramBuilder {
  length = 0;
  private ops = new Uint8Array(4096);
  private ids = new Uint32Array(4096);
  private lengths = new Uint32Array(4096);
  private frames = new Uint32Array(0);
  private times = new Float64Array(0);
  private readonly skipped: Record<string, number> = {};
  private lowest = Infinity;
  private highest = -1;

  constructor(private readonly format: TraceFormat) {
    if (format === 'ftrace') this.frames = new Uint32Array(4096);
    if (this.hasTimes) this.times = new Float64Array(4096);
  }

  private get hasTimes(): boolean {
    return this.format === 'ftrace' || this.format === 'vma';
  }

  add(op: number, id: number, lengthBytes: number, pageFrame = 0, timeNs = 0): void {
    const at = this.length;
    if (at === this.ops.length) this.grow();
    this.ops[at] = op;
    this.ids[at] = id;
    this.lengths[at] = lengthBytes;
    if (this.hasTimes) this.times[at] = timeNs;
    if (this.format === 'ftrace') {
      this.frames[at] = pageFrame;
      if (op === TraceOp.allocate) {
        this.lowest = Math.min(this.lowest, pageFrame);
        this.highest = Math.max(this.highest, pageFrame + lengthBytes / PAGE_SIZE - 1);
      }
    }
    this.length = at + 1;
  }

  leaveOut(reason: string, count = 1): void {
    this.skipped[reason] = (this.skipped[reason] ?? 0) + count;
  }

  build(idCount: number): TraceProgram {
    const { length } = this;
    return {
      format: this.format,
      length,
      ops: this.ops.slice(0, length),
      ids: this.ids.slice(0, length),
      lengthsBytes: this.lengths.slice(0, length),
      pageFrameNumbers: this.frames.slice(0, length),
      timesNs: this.times.slice(0, length),
      idCount,
      pageFrames: this.highest < 0 ? null : { lowest: this.lowest, highest: this.highest },
      skipped: { ...this.skipped },
    };
  }

  private grow(): void {
    const capacity = this.ops.length * 2;
    const larger = <T extends Uint8Array | Uint32Array | Float64Array>(to: T, from: T): T => {
      to.set(from);
      return to;
    };
    this.ops = larger(new Uint8Array(capacity), this.ops);
    this.ids = larger(new Uint32Array(capacity), this.ids);
    this.lengths = larger(new Uint32Array(capacity), this.lengths);
    if (this.hasTimes) this.times = larger(new Float64Array(capacity), this.times);
    if (this.format === 'ftrace') this.frames = larger(new Uint32Array(capacity), this.frames);
  }
}
