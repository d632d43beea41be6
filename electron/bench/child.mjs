// @ts-check
// One case of one bench in a process of its own: node --expose-gc child.mjs BENCH quick|full [CASE]. Prints JSON.
// With `session NAME PATH` it writes a session for the benches of the window instead.
import { setFlagsFromString } from 'node:v8';
import { HEAP_GROWTH_FLAG } from '../contract/heap-growth.ts';
import { writeBenchSession } from './bench-sessions.ts';
import { BENCHES } from './benches.ts';

// As in the program's main process.
setFlagsFromString(HEAP_GROWTH_FLAG);

const [, , name = '', mode = 'full', ...caseName] = process.argv;
const options = { quick: mode === 'quick' };
const bench = BENCHES.find((one) => one.name === name);

const collect = () => {
  globalThis.gc?.();
  globalThis.gc?.();
};
const heapNow = () => process.memoryUsage().heapUsed;
/** @type {import('../../core/bench/bench.ts').BenchHost} */
const host = {
  now: () => performance.now(),
  heapNow,
  heapAfterCollection: () => {
    collect();
    return heapNow();
  },
};

/** @returns {Promise<unknown>} */
async function answer() {
  if (name === 'session') return writeBenchSession(mode, caseName.join(' '));
  if (name === '')
    return BENCHES.map(({ name: known, title, cases }) => ({ name: known, title, cases: cases(options) }));
  if (bench === undefined) throw new Error(`there is no bench "${name}"`);
  if (caseName[0] !== 'finish') return bench.run(caseName.join(' '), options, host);
  let input = '';
  for await (const part of process.stdin) input += String(part);
  return bench.finish(JSON.parse(input));
}

console.log(JSON.stringify(await answer()));
