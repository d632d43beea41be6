import { SeededRandom } from '../memory/seeded-random.ts';
import {
  NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS,
  NdisSharedMemoryUsageOther,
  NdisSharedMemoryUsageReceive,
} from '../ndis/constants.ts';
import { NULL_HANDLE, type Handle } from '../ndis/handles.ts';
import { RESOURCES, SUCCESS } from '../ndis/status.ts';
import {
  allocateQueueBuffers,
  entriesOf,
  freeQueueBuffers,
  type QueueBuffers,
  segmentOf,
} from './sample-miniport.ts';
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

/** What the drivers remember of a queue. */
interface DemonstrationQueue {
  readonly id: number;
  readonly node: number;
  readonly filterId: number;
  /** Bytes of a receive buffer. */
  readonly frameBytes: number;
  readonly buffers: QueueBuffers[];
  /** NET_BUFFER_LISTs that the virtual machine has not given back. */
  readonly listsOut: number[];
  ring: Handle;
  packetsLeft: number;
}

/**
 * Virtual machines start, receive and stop on one VMQ adapter: allocate a queue, set its filter, complete it, fill
 * it with a descriptor ring (CONTIGUOUS) and receive buffers, receive packets and add buffers for a while, then clear
 * the filter, free the queue, stop DMA, wait for the packets, give the memory back. Requests that memory cannot serve
 * are part of the show: the driver halves them as Microsoft's sample does. The default queue's transmit buffers stay,
 * since only MiniportHaltEx may free them.
 */
export class VmqDemonstration implements Workload {
  readonly totalSteps: number;
  private machinesLeft: number;
  private readonly random: SeededRandom;
  private readonly queues: DemonstrationQueue[] = [];
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
  }

  private *fillDefaultQueue(target: WorkloadTarget): Generator<undefined, void> {
    for (let index = 0; index < 12; index++) {
      target.prepare(0, NdisSharedMemoryUsageXmit, this.random.between(8, 40) * 3 * KIB);
      target.allocate();
      yield;
    }
  }

  private *startMachine(target: WorkloadTarget): Generator<undefined, void> {
    this.machinesLeft--;
    const id = target.allocateQueue();
    yield;
    if (id === 0) return;
    const filterId = target.setFilter(id);
    yield;
    target.completeQueueAllocation(id);
    yield;
    const queue: DemonstrationQueue = {
      id,
      node: id % target.nodeCount,
      filterId,
      frameBytes: this.random.between(4, 24) * 144,
      buffers: [],
      listsOut: [],
      ring: NULL_HANDLE,
      packetsLeft: this.random.between(40, 160),
    };
    this.queues.push(queue);
    target.prepare(id, NdisSharedMemoryUsageOther, this.random.between(8, 96) * 4 * KIB);
    target.parameters.Flags = NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS;
    target.parameters.PreferredNode = queue.node;
    queue.ring = target.allocate();
    yield;
    const blocks = this.random.between(24, 80);
    let complete = true;
    for (let index = 0; index < blocks && complete; index++) complete = yield* this.addBuffers(target, queue);
    target.writeCompletionStatus(id, queue.buffers.length > 0 ? SUCCESS : RESOURCES);
    yield;
  }

  /** One more block of receive buffers; false when memory had none, or only part of it. */
  private *addBuffers(target: WorkloadTarget, queue: DemonstrationQueue): Generator<undefined, boolean> {
    const buffers = yield* allocateQueueBuffers(target, {
      queueId: queue.id,
      frameBytes: queue.frameBytes,
      entries: ENTRIES_IN_BLOCK,
      usage: NdisSharedMemoryUsageReceive,
      preferredNode: queue.node,
      allOrNothing: false,
    });
    if (buffers.blocks.length > 0) queue.buffers.push(buffers);
    return buffers.status === SUCCESS;
  }

  private *serveOne(target: WorkloadTarget): Generator<undefined, void> {
    const at = this.random.below(this.queues.length);
    const queue = this.queues[at]!;
    if (queue.packetsLeft === 0 || queue.buffers.length === 0) {
      this.queues.splice(at, 1);
      yield* this.stopMachine(target, queue);
      return;
    }
    queue.packetsLeft--;
    if (this.random.below(8) === 0) yield* this.addBuffers(target, queue);
    else yield* this.receive(target, queue);
  }

  /** One packet arrives; when the virtual machine holds enough of them it gives the oldest one back. */
  private *receive(target: WorkloadTarget, queue: DemonstrationQueue): Generator<undefined, void> {
    const buffers = queue.buffers[this.random.below(queue.buffers.length)]!;
    const segment = segmentOf(buffers, this.random.below(entriesOf(buffers)), queue.frameBytes);
    if (segment !== null) queue.listsOut.push(target.indicateReceive(queue.id, [segment]));
    yield;
    if (queue.listsOut.length <= LISTS_OUT) return;
    target.returnNetBufferList(queue.listsOut.shift()!);
    yield;
  }

  private *stopMachine(target: WorkloadTarget, queue: DemonstrationQueue): Generator<undefined, void> {
    target.clearFilter(queue.id, queue.filterId);
    yield;
    target.freeQueue(queue.id);
    yield;
    target.indicateDmaStopped(queue.id);
    yield;
    for (const list of queue.listsOut) {
      target.returnNetBufferList(list);
      yield;
    }
    for (const buffers of queue.buffers) yield* freeQueueBuffers(target, buffers);
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
/** Receive buffers that the driver asks for at a time. */
const ENTRIES_IN_BLOCK = 64;
/** Packets that a virtual machine holds on to. */
const LISTS_OUT = 3;
