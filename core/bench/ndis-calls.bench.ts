import { isPolicyId } from '../allocators/policy-ids.ts';
import { DEFAULT_LAB_CONFIG } from '../lab/lab-config.ts';
import { Lab } from '../lab/lab.ts';
import { openReadyQueue } from '../lab/manual-calls.ts';
import { byteCount } from '../memory/units.ts';
import { type AllocationHandleSlot } from '../ndis/allocate-call.ts';
import { NdisAllocateSharedMemory } from '../ndis/allocate-shared-memory.ts';
import { NdisSharedMemoryUsageReceive, PASSIVE_LEVEL } from '../ndis/constants.ts';
import { NdisFreeSharedMemory } from '../ndis/free-shared-memory.ts';
import { NULL_HANDLE, type Handle } from '../ndis/handles.ts';
import { isProviderChoice } from '../providers/provider-choices.ts';
import { type Bench, type BenchHost, type BenchOptions, type BenchRow, median } from './bench.ts';
import { type BlockMix, blockMix } from './block-mix.ts';

const SLOTS = 16_384;
const CALLS = 1_000_000;
const PASSES = 7;
const WARM_UPS = 2;

/** The two calls of a driver, on a machine of their own. */
interface Calls {
  allocate(queueId: number, lengthBytes: number): Handle;
  free(handle: Handle): void;
}

/** As everybody makes them: an event is recorded for each. */
const recordedCalls = (lab: Lab): Calls => ({
  allocate(queueId, lengthBytes) {
    lab.prepare(queueId, NdisSharedMemoryUsageReceive, lengthBytes);
    return lab.allocate();
  },
  free: (handle) => lab.free(handle),
});

/** The engine alone, with every check and nothing recorded. */
function bareCalls(lab: Lab): Calls {
  const { ndis, parameters, outcome } = lab;
  const { handle } = lab.adapter;
  const slot: AllocationHandleSlot = { value: NULL_HANDLE };
  return {
    allocate(queueId, lengthBytes) {
      lab.prepare(queueId, NdisSharedMemoryUsageReceive, lengthBytes);
      NdisAllocateSharedMemory(ndis, handle, parameters, slot, PASSIVE_LEVEL, outcome);
      return slot.value;
    },
    free(block) {
      NdisFreeSharedMemory(ndis, handle, block, PASSIVE_LEVEL, outcome);
    },
  };
}

/** Calls on random slots: free where a block is, allocate where none is. Answers nanoseconds a call. */
function pass(calls: Calls, { slotOf, lengthOf, operations }: BlockMix, host: BenchHost): number {
  const handles = new Float64Array(SLOTS);
  host.heapAfterCollection();
  const start = host.now();
  for (let call = 0; call < operations; call++) {
    const slot = slotOf[call]!;
    const handle = handles[slot]! as Handle;
    if (handle === NULL_HANDLE) handles[slot] = calls.allocate(1, lengthOf[call]!);
    else {
      calls.free(handle);
      handles[slot] = NULL_HANDLE;
    }
  }
  return ((host.now() - start) * 1e6) / operations;
}

/** Nanoseconds an event until a log that nobody has read stands in whole records: what a call leaves to its readers. */
function readFirst({ session }: Lab, host: BenchHost): number {
  const start = host.now();
  session.log.wordsOf(0);
  return ((host.now() - start) * 1e6) / session.log.length;
}

function run(name: string, options: BenchOptions, host: BenchHost): BenchRow {
  const [provider = '', policy = ''] = name.split(' ');
  if (!isProviderChoice(provider) || !isPolicyId(policy)) throw new Error(`there is no "${name}" to measure`);
  const calls = options.quick ? CALLS / 8 : CALLS;
  // Drawn before, so that the calls are measured and not the dice.
  const mix = blockMix(SLOTS, calls);
  const newLab = (): Lab => {
    const lab = new Lab({
      ...DEFAULT_LAB_CONFIG,
      memoryBytes: byteCount(256 * 2 ** 20),
      provider,
      policy,
      checksLifetime: false,
    });
    openReadyQueue(lab);
    return lab;
  };
  // Two machines that stay: the engine throws compiled code away with the last object that it was compiled for, while a
  // program's own machine lives on.
  const staying = [newLab(), newLab()] as const;
  pass(recordedCalls(staying[0]), mix, host);
  pass(bareCalls(staying[1]), mix, host);
  const recordedTimes: number[] = [];
  const bareTimes: number[] = [];
  const costs: number[] = [];
  const readings: number[] = [];
  // Each pass has a machine of its own, since a log only grows; the first ones warm the code. With and without the
  // record by turns, so that what else the computer does meets both alike.
  for (let at = -WARM_UPS; at < PASSES; at++) {
    const lab = newLab();
    const recorded = pass(recordedCalls(lab), mix, host);
    if (lab.session.log.length < calls) throw new Error('calls are missing in the log');
    const reading = readFirst(lab, host);
    const bare = pass(bareCalls(newLab()), mix, host);
    if (at < 0) continue;
    readings.push(reading);
    recordedTimes.push(recorded);
    bareTimes.push(bare);
    costs.push((recorded / bare - 1) * 100);
  }
  if (staying.some((lab) => lab.ndis.blocks.last < calls / 4)) throw new Error('calls were refused');
  const nanoseconds = median(recordedTimes);
  return {
    provider,
    policy,
    'million calls/s': Math.round(1e5 / nanoseconds) / 100,
    'ns a call': Math.round(nanoseconds),
    'ns unrecorded': Math.round(median(bareTimes)),
    'recording cost %': Math.round(median(costs) * 10) / 10,
    'ns to read an event first': Math.round(median(readings)),
  };
}

/** NdisAllocateSharedMemory and NdisFreeSharedMemory with every check, an event recorded for each; beside it the same calls unrecorded. */
export const ndisCallsBench: Bench = {
  name: 'ndis-calls',
  title:
    'NdisAllocateSharedMemory / NdisFreeSharedMemory, all checks, recorded and not (64 B to 8 KiB, 16 384 slots)',
  cases: () => ['default first-fit', 'default tlsf', 'default buddy', 'switch first-fit', 'switch tlsf'],
  run,
  finish: (rows) => rows,
};
