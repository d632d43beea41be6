import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import catalogue from '../rules.json' with { type: 'json' };
import { commandRun } from './command-runs.ts';
import { EngineUnderTest } from './engine-under-test.ts';
import { newReference, runReference } from './reference-ndis.ts';
import { runEngine } from './run-engine.ts';

/** Parts of one run: single commands and short stretches. LAB_FUZZ_COMMANDS asks for more, LAB_FUZZ_SEED for others. */
const PARTS_OF_RUN = 120;
const COMMANDS = Number(process.env.LAB_FUZZ_COMMANDS ?? 120_000);
const SEED = Number(process.env.LAB_FUZZ_SEED ?? 20_261_123);

/** What is found without a rule of the catalogue, and has to be found by some run. */
const REACHABLE = [
  'USAGE_UNDEFINED',
  'DRIVER_HANDLE_NOT_SERVED',
  'BLOCKS_ORPHANED',
  'ORPHAN_RECOVERED',
  'BLOCK_FORCED_FREE',
  'REENTRANCY_LIMIT',
  'BINDING_CLOSED',
  'BINDING_CLOSED_WITH_QUEUES',
  'BINDING_CLOSED_WITH_BLOCKS',
  'ADAPTER_HALTED',
  'ADAPTER_NOT_HALTING',
  'DMA_DEREGISTERED_WITH_BLOCKS',
  'DMA_NOT_REGISTERED',
  'INVALID_QUEUE_STATE',
  'UNKNOWN_FILTER',
  'BUFFERS_STILL_OUT',
  'RECEIVE_OUTSIDE_RUNNING',
  'USE_AFTER_FREE',
  'ACCESS_PAST_LENGTH',
  'UNKNOWN_NET_BUFFER_LIST',
  'NOT_IN_SRIOV_MODE',
  'SWITCH_EXISTS',
  'NO_SWITCH',
  'NO_FREE_VPORT',
  'UNKNOWN_VPORT',
  'INVALID_VPORT_STATE',
] as const;

/** Live blocks never overlap, every page of a block is its own, and the allocators agree with themselves. */
function invariantProblem({ ndis, pool }: EngineUnderTest): string | null {
  const { blocks, owners } = ndis;
  let pages = 0;
  let problem: string | null = null;
  for (let block = 1; block <= blocks.last; block++) {
    if (!blocks.isLive(block)) continue;
    blocks.forEachRun(block, (first, count) => {
      for (let page = first; page < first + count; page++) {
        if (owners.owners[page - pool.basePage] !== block) problem ??= `page ${page} is not block ${block}'s`;
      }
      pages += count;
    });
  }
  const owned = owners.owners.reduce((count, owner) => count + (owner === 0 ? 0 : 1), 0);
  if (owned !== pages) problem ??= `${owned} pages have owners, blocks have ${pages}`;
  return problem ?? pool.check();
}

describe('the engine against the reference model', () => {
  it('agrees on every status, finding and state, whatever is called in whatever order', () => {
    const hit = new Set<string>();
    let commands = 0;
    const version = fc.constantFrom(620 as const, 630 as const, 650 as const, 685 as const);
    fc.assert(
      fc.property(version, commandRun(PARTS_OF_RUN), (ndisVersion, sequence) => {
        const engine = new EngineUnderTest(ndisVersion);
        const reference = newReference(ndisVersion);
        for (const each of sequence) {
          const stateBefore = engine.digest();
          const got = runEngine(engine, each);
          const expected = runReference(reference, each);
          expect(got).toEqual(expected);
          const state = engine.digest();
          expect(state).toBe(reference.digest());
          expect(invariantProblem(engine)).toBeNull();
          // A refused NdisAllocateSharedMemory changes nothing, unless its provider keeps pages or calls again.
          const [only] = got;
          const honest =
            each.op === 'allocate' && got.length === 1 && each.answer !== 'leak' && each.release === 'exact';
          if (honest && only?.status !== 'SUCCESS') expect(state).toBe(stateBefore);
          for (const { findings } of got)
            for (const word of findings.flatMap((text) => text.split(' '))) hit.add(word);
          commands++;
        }
      }),
      { numRuns: Math.ceil(COMMANDS / PARTS_OF_RUN), seed: SEED, endOnFailure: true },
    );
    expect(commands).toBeGreaterThanOrEqual(COMMANDS);
    // A generator that no longer reaches a rule has gone blind to it.
    expect(REACHABLE.filter((name) => !hit.has(name))).toEqual([]);
    const never = catalogue.map(({ id }) => id).filter((id) => !hit.has(id));
    expect(never, 'rules that were never found').toEqual([]);
  }, 600_000);
});
