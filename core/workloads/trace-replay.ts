import { PAGE_SIZE, pageIndex } from '../memory/units.ts';
import { NdisSharedMemoryUsageReceive } from '../ndis/constants.ts';
import { NULL_HANDLE, type Handle } from '../ndis/handles.ts';
import { TraceOp, type TraceProgram } from './trace-program.ts';
import { type Workload, type WorkloadTarget } from './workload.ts';

export interface TraceReplayOptions {
  /** Show the recorded page frames instead of asking a provider. */
  readonly asRecorded: boolean;
  /** Queue on whose behalf the driver asks. */
  readonly queueId: number;
}

/**
 * Replays a recorded workload as calls of a miniport driver. A resize becomes an allocation of the new length and then
 * a free of the old block; when the allocation is refused the driver keeps the old block, as realloc does.
 */
export class TraceReplay implements Workload {
  readonly totalSteps: number;
  /** Resizes that were replayed as allocation and free. */
  reallocations = 0;
  private at = 0;
  /** Allocation handle (or block ordinal, as recorded) of each id; 0 while it has none. */
  private readonly handles: Float64Array;
  private readonly skips: Record<string, number>;

  constructor(
    private readonly program: TraceProgram,
    private readonly options: TraceReplayOptions,
  ) {
    this.totalSteps = program.length;
    this.handles = new Float64Array(program.idCount);
    this.skips = { ...program.skipped };
  }

  get doneSteps(): number {
    return this.at;
  }

  /** What could not be replayed, by reason: what the importer left out and what the replay did. */
  get skipped(): Readonly<Record<string, number>> {
    return this.skips;
  }

  run(target: WorkloadTarget, steps: number): boolean {
    const end = Math.min(this.program.length, this.at + steps);
    for (; this.at < end; this.at++) this.step(target, this.at);
    return this.at < this.program.length;
  }

  private step(target: WorkloadTarget, row: number): void {
    const { program, handles } = this;
    if (program.timesNs.length > 0) target.setTime(program.timesNs[row]!);
    const id = program.ids[row]!;
    const op = program.ops[row]!;
    if (this.options.asRecorded) this.stepAsRecorded(target, row, id, op);
    else if (op === TraceOp.allocate) handles[id] = this.allocate(target, program.lengthsBytes[row]!);
    else if (op === TraceOp.resize) this.resize(target, id, program.lengthsBytes[row]!);
    else if (handles[id] === NULL_HANDLE) this.leaveOut('freeOfRefusedRequest');
    else {
      target.free(handles[id]! as Handle);
      handles[id] = NULL_HANDLE;
    }
  }

  private stepAsRecorded(target: WorkloadTarget, row: number, id: number, op: number): void {
    const { program, handles } = this;
    if (op === TraceOp.allocate) {
      const block = target.placeRecorded(
        pageIndex(program.pageFrameNumbers[row]!),
        program.lengthsBytes[row]! / PAGE_SIZE,
      );
      if (block === 0) this.leaveOut('outsideMemory');
      handles[id] = block;
    } else if (handles[id] !== 0) {
      target.removeRecorded(handles[id]!);
      handles[id] = 0;
    } else this.leaveOut('outsideMemory');
  }

  private allocate(target: WorkloadTarget, lengthBytes: number): Handle {
    target.prepare(this.options.queueId, NdisSharedMemoryUsageReceive, lengthBytes);
    return target.allocate();
  }

  private resize(target: WorkloadTarget, id: number, lengthBytes: number): void {
    const old = this.handles[id]! as Handle;
    const next = this.allocate(target, lengthBytes);
    this.reallocations++;
    if (next === NULL_HANDLE) return;
    this.handles[id] = next;
    if (old !== NULL_HANDLE) target.free(old);
  }

  private leaveOut(reason: string): void {
    this.skips[reason] = (this.skips[reason] ?? 0) + 1;
  }
}
