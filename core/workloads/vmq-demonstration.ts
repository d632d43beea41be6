import { SeededRandom } from '../memory/seeded-random.ts';
import {
  NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS,
  NdisSharedMemoryUsageOther,
  NdisSharedMemoryUsageReceive,
} from '../ndis/constants.ts';
import { NULL_HANDLE, type Handle } from '../ndis/handles.ts';
import { type Workload, type WorkloadTarget } from './workload.ts';

const KIB = 1024;
/** Usage of transmit buffers, which a miniport allocates for its default queue. */
const NdisSharedMemoryUsageXmit = 1;

export interface VmqDemonstrationOptions {
  readonly seed: number;
  /** Virtual machines that come and go, one queue each. */
  readonly machines: number;
}

export const VMQ_DEMONSTRATION_DEFAULTS: VmqDemonstrationOptions = { seed: 1, machines: 60 };

/** What the driver remembers of a queue. */
interface DemonstrationQueue {
  readonly id: number;
  readonly node: number;
  /** Frame size times entries, in bytes, of one receive block. */
  readonly blockBytes: number;
  readonly buffers: Handle[];
  ring: Handle;
  refillsLeft: number;
}

/**
 * Virtual machines start, receive and stop on one VMQ adapter: allocate a queue, set its filter, complete it, fill
 * it with a descriptor ring (CONTIGUOUS) and receive buffers, refill buffers for a while, then clear the filter, free
 * the queue, stop DMA, give the memory back. Requests that memory cannot serve are part of the show: the driver
 * halves them as Microsoft's sample does.
 */
export class VmqDemonstration implements Workload {
  readonly totalSteps: number;
  private machinesLeft: number;
  private readonly random: SeededRandom;
  private readonly queues: DemonstrationQueue[] = [];
  private readonly transmit: Handle[] = [];
  private steps: Generator<undefined, void> | null = null;

  constructor(private readonly options: VmqDemonstrationOptions) {
    this.random = new SeededRandom(options.seed);
    this.totalSteps = options.machines;
    this.machinesLeft = options.machines;
  }

  /** Machines that have come and gone or are still running. */
  get doneSteps(): number {
    return this.options.machines - this.machinesLeft;
  }

  run(target: WorkloadTarget, steps: number): boolean {
    this.steps ??= this.play(target);
    for (let step = 0; step < steps; step++) if (this.steps.next().done === true) return false;
    return true;
  }

  /** Yields after every call, so that a caller decides the pace. */
  private *play(target: WorkloadTarget): Generator<undefined, void> {
    yield* this.fillDefaultQueue(target);
    while (this.machinesLeft > 0 || this.queues.length > 0) {
      const room = this.queues.length < QUEUES_AT_ONCE && this.machinesLeft > 0;
      if (room && this.random.below(3) === 0) yield* this.startMachine(target);
      else if (this.queues.length > 0) yield* this.serveOne(target);
    }
    while (this.transmit.length > 0) {
      target.free(this.transmit.pop()!);
      yield;
    }
  }

  private *fillDefaultQueue(target: WorkloadTarget): Generator<undefined, void> {
    for (let index = 0; index < 12; index++) {
      target.prepare(0, NdisSharedMemoryUsageXmit, this.random.between(8, 40) * 3 * KIB);
      const handle = target.allocate();
      if (handle !== NULL_HANDLE) this.transmit.push(handle);
      yield;
    }
  }

  private *startMachine(target: WorkloadTarget): Generator<undefined, void> {
    this.machinesLeft--;
    const id = target.allocateQueue();
    yield;
    if (id === 0) return;
    target.setFilter(id);
    yield;
    target.completeQueueAllocation(id);
    yield;
    const queue: DemonstrationQueue = {
      id,
      node: id % target.nodeCount,
      blockBytes: this.random.between(4, 24) * 9 * KIB,
      buffers: [],
      ring: NULL_HANDLE,
      refillsLeft: this.random.between(40, 160),
    };
    this.queues.push(queue);
    target.prepare(id, NdisSharedMemoryUsageOther, this.random.between(8, 96) * 4 * KIB);
    target.parameters.Flags = NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS;
    target.parameters.PreferredNode = queue.node;
    queue.ring = target.allocate();
    yield;
    const buffers = this.random.between(36, 110);
    for (let index = 0; index < buffers; index++) yield* this.addBuffer(target, queue, queue.blockBytes);
  }

  /** Asks for a receive block and, as Microsoft's sample does, for half of it when memory is short. */
  private *addBuffer(
    target: WorkloadTarget,
    queue: DemonstrationQueue,
    bytes: number,
  ): Generator<undefined, void> {
    for (let length = bytes; length >= bytes / 4; length /= 2) {
      target.prepare(queue.id, NdisSharedMemoryUsageReceive, Math.ceil(length));
      target.parameters.PreferredNode = queue.node;
      const handle = target.allocate();
      yield;
      if (handle === NULL_HANDLE) continue;
      queue.buffers.push(handle);
      return;
    }
  }

  private *serveOne(target: WorkloadTarget): Generator<undefined, void> {
    const at = this.random.below(this.queues.length);
    const queue = this.queues[at]!;
    if (queue.refillsLeft === 0) {
      this.queues.splice(at, 1);
      yield* this.stopMachine(target, queue);
      return;
    }
    queue.refillsLeft--;
    if (queue.buffers.length > 0) {
      const slot = this.random.below(queue.buffers.length);
      target.free(queue.buffers[slot]!);
      queue.buffers[slot] = queue.buffers[queue.buffers.length - 1]!;
      queue.buffers.pop();
      yield;
    }
    const bytes = Math.ceil((queue.blockBytes * this.random.between(8, 16)) / 16);
    yield* this.addBuffer(target, queue, bytes);
  }

  private *stopMachine(target: WorkloadTarget, queue: DemonstrationQueue): Generator<undefined, void> {
    target.clearFilter(queue.id);
    yield;
    target.freeQueue(queue.id);
    yield;
    target.indicateDmaStopped(queue.id);
    yield;
    for (const handle of queue.buffers) {
      target.free(handle);
      yield;
    }
    if (queue.ring !== NULL_HANDLE) {
      target.free(queue.ring);
      yield;
    }
    target.completeFreeQueue(queue.id);
    yield;
  }
}

/** As many as the map has colours for nondefault queues. */
const QUEUES_AT_ONCE = 7;
