import { isPolicyId } from '../allocators/policy-ids.ts';
import { DEFAULT_LAB_CONFIG } from '../lab/lab-config.ts';
import { Lab } from '../lab/lab.ts';
import { openReadyQueue } from '../lab/manual-calls.ts';
import { byteCount } from '../memory/units.ts';
import { NULL_HANDLE, type Handle } from '../ndis/handles.ts';
import { isProviderChoice } from '../providers/provider-choices.ts';
import { type Bench, type BenchHost, type BenchOptions, type BenchRow, median } from './bench.ts';
import { type BlockMix, blockMix } from './block-mix.ts';

const SLOTS = 16_384;
const CALLS = 1_000_000;
const PASSES = 5;

/** Calls on random slots: free where a block is, allocate where none is. Answers nanoseconds a call. */
function pass(lab: Lab, { slotOf, lengthOf, operations }: BlockMix, host: BenchHost): number {
  const handles = new Float64Array(SLOTS);
  const start = host.now();
  for (let call = 0; call < operations; call++) {
    const slot = slotOf[call]!;
    const handle = handles[slot]! as Handle;
    if (handle === NULL_HANDLE) {
      lab.prepare(1, 4, lengthOf[call]!);
      handles[slot] = lab.allocate();
    } else {
      lab.free(handle);
      handles[slot] = NULL_HANDLE;
    }
  }
  return ((host.now() - start) * 1e6) / operations;
}

function run(name: string, options: BenchOptions, host: BenchHost): BenchRow {
  const [provider = '', policy = ''] = name.split(' ');
  if (!isProviderChoice(provider) || !isPolicyId(policy)) throw new Error(`there is no "${name}" to measure`);
  const times: number[] = [];
  const calls = options.quick ? CALLS / 8 : CALLS;
  // Drawn before, so that the calls are measured and not the dice.
  const mix = blockMix(SLOTS, calls);
  // Each pass has a machine of its own, since a log only grows; the first one warms the code.
  for (let at = 0; at <= PASSES; at++) {
    const lab = new Lab({
      ...DEFAULT_LAB_CONFIG,
      memoryBytes: byteCount(256 * 2 ** 20),
      provider,
      policy,
      checksLifetime: false,
    });
    openReadyQueue(lab);
    const time = pass(lab, mix, host);
    if (lab.session.log.length < calls) throw new Error('calls are missing in the log');
    if (at > 0) times.push(time);
  }
  const nanoseconds = median(times);
  return {
    provider,
    policy,
    'million calls/s': Math.round(1e5 / nanoseconds) / 100,
    'ns a call': Math.round(nanoseconds),
  };
}

/** NdisAllocateSharedMemory and NdisFreeSharedMemory with every check, an event recorded for each. */
export const ndisCallsBench: Bench = {
  name: 'ndis-calls',
  title:
    'NdisAllocateSharedMemory / NdisFreeSharedMemory, all checks, recorded (64 B to 8 KiB, 16 384 slots)',
  cases: () => ['default first-fit', 'default tlsf', 'default buddy', 'switch first-fit', 'switch tlsf'],
  run,
  finish: (rows) => rows,
};
