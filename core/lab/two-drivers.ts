import { Op } from '../events/record.ts';
import { SeededRandom } from '../memory/seeded-random.ts';
import { AllocateCall, type AllocationHandleSlot } from '../ndis/allocate-call.ts';
import { answerAllocation, enterAllocation, finishAllocation } from '../ndis/allocate-shared-memory.ts';
import { CallOutcome } from '../ndis/call-outcome.ts';
import { NdisSharedMemoryUsageReceive, PASSIVE_LEVEL } from '../ndis/constants.ts';
import { enterFree, finishFree } from '../ndis/free-shared-memory.ts';
import { NULL_HANDLE } from '../ndis/handles.ts';
import { type Adapter } from '../ndis/machine.ts';
import { ScatterGatherList } from '../ndis/scatter-gather-list.ts';
import { SharedMemoryParameters } from '../ndis/shared-memory-parameters.ts';
import { SUCCESS } from '../ndis/status.ts';
import { type Lab } from './lab.ts';
import { type Caller } from './caller.ts';

/** What one driver is about to do. A free is of the driver's oldest block. */
export type DriverStep =
  | { readonly call: 'allocate'; readonly queueId: number; readonly lengthBytes: number }
  | { readonly call: 'free' };

type Phase = 'idle' | 'entered' | 'answered';

/**
 * One driver whose calls can be held between their parts: after NDIS has entered the provider's callback and, for an
 * allocation, after the provider has answered. Drivers interleave there and nowhere else (model decision, domain
 * notes section 8).
 */
export class InterleavedDriver {
  private readonly parameters = new SharedMemoryParameters(new ScatterGatherList());
  private readonly slot: AllocationHandleSlot = { value: NULL_HANDLE };
  private readonly outcome = new CallOutcome();
  private readonly call = new AllocateCall(this.outcome);
  private readonly caller: Caller;
  private readonly handles: AllocationHandleSlot['value'][] = [];
  private phase: Phase = 'idle';
  private next = 0;
  private freeing = 0;

  /** @param number the driver's number in the log, from 1 */
  constructor(
    private readonly lab: Lab,
    adapter: Adapter,
    private readonly number: number,
    private readonly steps: readonly DriverStep[],
  ) {
    this.caller = lab.callerFor(adapter);
  }

  get done(): boolean {
    return this.next === this.steps.length;
  }

  /** Inside a provider's callback at this moment. */
  get inCallback(): boolean {
    return this.phase === 'entered';
  }

  /** Between two parts of a call. */
  get midCall(): boolean {
    return this.phase !== 'idle';
  }

  /** Does the next part of the driver's call. */
  advance(): void {
    const step = this.steps[this.next];
    if (step === undefined) return;
    this.lab.recorder.thread = this.number;
    if (step.call === 'allocate') this.advanceAllocation(step.queueId, step.lengthBytes);
    else this.advanceFree();
    this.lab.recorder.thread = 0;
  }

  private advanceAllocation(queueId: number, lengthBytes: number): void {
    const { lab, call, caller, parameters, outcome } = this;
    if (this.phase === 'idle') {
      parameters.fill(lab.config.ndisVersion, queueId, NdisSharedMemoryUsageReceive, lengthBytes);
      parameters.clearOutputs();
      call.start(caller.ndisHandle, parameters, this.slot, outcome);
      if (enterAllocation(lab.ndis, call, PASSIVE_LEVEL)) {
        this.phase = 'entered';
        lab.recorder.allocation(Op.allocateEnter, caller, parameters, outcome);
        return;
      }
    } else if (this.phase === 'entered') {
      answerAllocation(lab.ndis, call);
      this.phase = 'answered';
      return;
    } else if (finishAllocation(lab.ndis, call) === SUCCESS) this.handles.push(this.slot.value);
    lab.recorder.allocation(Op.allocate, caller, parameters, outcome);
    lab.recordOrphans(outcome);
    this.endStep();
  }

  private advanceFree(): void {
    const { lab, caller, outcome } = this;
    const handle = this.handles[0] ?? NULL_HANDLE;
    if (this.phase === 'idle') {
      this.freeing = enterFree(lab.ndis, caller.ndisHandle, handle, PASSIVE_LEVEL, outcome);
      if (this.freeing !== 0) {
        this.phase = 'entered';
        lab.recorder.free(Op.freeEnter, caller, handle, false, outcome);
        return;
      }
    } else finishFree(lab.ndis, this.freeing, outcome);
    lab.recorder.free(Op.free, caller, handle, this.freeing !== 0, outcome);
    this.handles.shift();
    this.endStep();
  }

  private endStep(): void {
    this.phase = 'idle';
    this.freeing = 0;
    this.next++;
  }
}

/** Lets the drivers go on, a part at a time, in the order that the seed draws, until all are done. */
export function interleave(drivers: readonly InterleavedDriver[], random: SeededRandom): void {
  for (;;) {
    const open = drivers.filter((driver) => !driver.done);
    if (open.length === 0) return;
    open[random.below(open.length)]!.advance();
  }
}

/** How many blocks each of the two drivers asks for and gives back, and how large they are. */
const BLOCKS_EACH = 4;
const BLOCK_BYTES = 48 * 1024;

/** Two miniports ask one provider at the same time: the usual adapter, and a second one that is started for it. */
export function runTwoDrivers(lab: Lab): void {
  const { adapter: first, miniport, driver } = lab;
  const firstQueue = readyQueue(lab);
  const second = lab.initializeAdapter(true).adapter;
  lab.miniport.registerDma();
  lab.openAdapter(true);
  const secondQueue = readyQueue(lab);
  const steps = (queueId: number): DriverStep[] => [
    ...Array.from({ length: BLOCKS_EACH }, (_, index) => ({
      call: 'allocate' as const,
      queueId,
      lengthBytes: BLOCK_BYTES * (index + 1),
    })),
    ...Array.from({ length: BLOCKS_EACH / 2 }, () => ({ call: 'free' as const })),
  ];
  const drivers = [
    new InterleavedDriver(lab, first, 1, steps(firstQueue)),
    new InterleavedDriver(lab, second, 2, steps(secondQueue)),
  ];
  interleave(drivers, new SeededRandom(lab.config.seed));
  lab.use(miniport, driver);
}

/** A queue of the current adapter that is completed and running; 0, the default queue, where there is none left. */
function readyQueue(lab: Lab): number {
  const queueId = lab.driver.allocateQueue();
  if (queueId === 0) return 0;
  lab.driver.setFilter(queueId);
  lab.driver.completeQueueAllocations([queueId], () => SUCCESS);
  return queueId;
}
