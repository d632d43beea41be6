import {
  type Bench,
  type BenchHost,
  type BenchOptions,
  type BenchRow,
  median,
} from '../../core/bench/bench.ts';
import { NdisSharedMemoryUsageReceive } from '../../core/ndis/constants.ts';
import { type Handle, NULL_HANDLE } from '../../core/ndis/handles.ts';
import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { Lab } from '../../core/lab/lab.ts';
import { openReadyQueue } from '../../core/lab/manual-calls.ts';
import { registerScript, scriptMemoryOf } from '../../core/lab/register-script.ts';
import { SeededRandom } from '../../core/memory/seeded-random.ts';
import { EXAMPLE_SCRIPTS } from '../../core/providers/scripts/example-scripts.ts';
import { DEFAULT_CALL_MS } from '../scripting/sandbox.ts';
import { LoadedScript, ScriptEngine } from '../scripting/script-engine.ts';

const WARM_UP_CALLS = 40_000;
const CALLS = 200_000;
const TURNS = 3;
/** Blocks that are out at a time; the memory is then about a third full. */
const BLOCKS_OUT = 2000;
const LONGEST_BLOCK_PAGES = 4;

/**
 * Calls a second through a scripted provider, with everything that a call is: the script in its sandbox, the checks
 * of NDIS, and the record in the log. Allocations and frees alternate.
 */
async function run(name: string, { quick }: BenchOptions, host: BenchHost): Promise<BenchRow> {
  const example = EXAMPLE_SCRIPTS.find(({ id }) => id === name);
  if (example === undefined) throw new Error(`there is no script "${name}" to measure`);
  const lab = new Lab({ ...DEFAULT_LAB_CONFIG, provider: 'default', checksLifetime: false });
  const engine = await ScriptEngine.create(() => host.now());
  const memory = scriptMemoryOf(lab);
  const script = await engine.load(example.source, memory, { callMs: DEFAULT_CALL_MS, seed: 1 });
  if (!(script instanceof LoadedScript)) throw new Error(script.message);
  registerScript(lab, 'bench', script, memory);
  const queueId = openReadyQueue(lab);
  const random = new SeededRandom(1);
  const handles = new Float64Array(BLOCKS_OUT);
  const makeCalls = (calls: number): void => {
    for (let made = 0; made < calls;) {
      const at = random.below(BLOCKS_OUT);
      const handle = handles[at]! as Handle;
      if (handle !== NULL_HANDLE) lab.free(handle);
      lab.prepare(queueId, NdisSharedMemoryUsageReceive, random.between(1, LONGEST_BLOCK_PAGES) * 4096);
      handles[at] = lab.allocate();
      made += handle === NULL_HANDLE ? 1 : 2;
    }
  };
  makeCalls(WARM_UP_CALLS);
  const times: number[] = [];
  for (let turn = 0; turn < (quick ? 1 : TURNS); turn++) {
    const before = host.now();
    makeCalls(CALLS);
    times.push(((host.now() - before) * 1e6) / CALLS);
  }
  const nanoseconds = median(times);
  return {
    script: name,
    callsPerSecond: Math.round(1e9 / nanoseconds),
    'ns a call': Math.round(nanoseconds),
  };
}

/**
 * Calls through a scripted provider, with everything that a call is: the script in its sandbox, the checks of NDIS,
 * and the record in the log. Allocations and frees alternate.
 */
export const scriptProviderBench: Bench = {
  name: 'script-provider',
  title: 'Scripted provider: NdisAllocateSharedMemory / NdisFreeSharedMemory through the sandbox, recorded',
  cases: () => ['bump', 'first-fit'],
  run,
  finish: (rows) => rows,
};
