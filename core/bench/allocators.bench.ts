import { MemPool } from '@thi.ng/malloc';
import { createPolicy, POLICIES, type PolicyId } from '../allocators/policies.ts';
import { NO_HANDLE } from '../allocators/range-allocator.ts';
import { SeededRandom } from '../memory/seeded-random.ts';
import { type Bench, type BenchHost, type BenchOptions, type BenchRow, median } from './bench.ts';
import {
  type BlockMix,
  blockMix,
  fillSlots,
  type Live,
  nothingLive,
  type Placer,
  refill,
  runMix,
} from './block-mix.ts';

const PEER = '@thi.ng/malloc';
/** Slots by live blocks: half of the slots are live in the long run. */
const SLOTS = [1024, 2000, 65_536, 2_000_000];
const OPERATIONS = 4_000_000;
/** The peer and the literal policies walk lists: they get so many milliseconds a run and do what they can. */
const WALKER_TIME = 1500;
const WALKER_SLOTS = 65_536;
/** Operations between two looks at the clock, for those that walk. */
const CHUNK = 256;

/** The peer behind the few calls that the mix makes. Its addresses begin behind its own state. */
function peer(capacity: number): Placer {
  const pool = new MemPool({ size: capacity });
  return {
    lastHandle: NO_HANDLE,
    reserve: (length) => pool.malloc(length) || -1,
    release: (start) => {
      pool.free(start);
    },
  };
}

/** Words that an operation of an allocator touches, one after the other, wherever they lie. */
const TOUCHED_WORDS = 6;
/** Words of bookkeeping for a live block. */
const WORDS_A_BLOCK = 24;
const LATENCY = 'memory-latency';

/**
 * No allocator: dependent random reads and writes over as much bookkeeping as an allocator has. How its cost grows
 * with the number of blocks is what memory latency explains.
 */
function latencyProbe(slots: number): Placer {
  const words = new Int32Array((slots / 2) * WORDS_A_BLOCK);
  const random = new SeededRandom(7);
  for (let at = 0; at < words.length; at++) words[at] = random.below(words.length);
  let at = 0;
  const touch = (): number => {
    for (let step = 0; step < TOUCHED_WORDS; step++) {
      const next = words[at]!;
      words[at] = words[next]!;
      at = next;
    }
    return at;
  };
  return { lastHandle: NO_HANDLE, reserve: touch, release: touch };
}

const isWalker = (id: string): boolean => id === PEER || id.endsWith(':literal');

function allocatorOf(id: string, capacity: number): Placer {
  if (id === PEER) return peer(capacity);
  if (id === LATENCY) return latencyProbe(capacity / 4096);
  const policy = POLICIES.find((entry) => entry.id === id);
  if (policy === undefined) throw new Error(`there is no allocator "${id}" to measure`);
  const known: PolicyId = policy.id;
  return createPolicy(known, capacity, { granule: 64 });
}

/** One measured pass: nanoseconds an operation, and what the heap grew by, garbage included. */
function pass(
  allocator: Placer,
  mix: BlockMix,
  live: Live,
  walks: boolean,
  host: BenchHost,
): { nanoseconds: number; garbage: number } {
  const heap = host.heapNow();
  const start = host.now();
  let done = 0;
  if (walks) {
    for (; done + CHUNK <= mix.operations && host.now() - start < WALKER_TIME; done += CHUNK)
      runMix(allocator, mix, live, done, done + CHUNK);
  } else {
    runMix(allocator, mix, live, 0, mix.operations);
    done = mix.operations;
  }
  const nanoseconds = ((host.now() - start) * 1e6) / done;
  return { nanoseconds, garbage: host.heapNow() - heap };
}

function run(name: string, options: BenchOptions, host: BenchHost): BenchRow {
  const [id = '', slotText = ''] = name.split(' ');
  const slots = Number(slotText);
  const walks = isWalker(id);
  const mix = blockMix(slots, options.quick ? OPERATIONS / 8 : OPERATIONS);
  const allocator = allocatorOf(id, mix.capacity);
  const live = nothingLive(mix);
  fillSlots(allocator, mix, live);
  pass(allocator, mix, live, walks, host);
  const before = host.heapAfterCollection();
  const times: number[] = [];
  const garbage: number[] = [];
  for (let turn = 0; turn < (options.quick ? 1 : 3); turn++) {
    refill(mix, turn + 2);
    host.heapAfterCollection();
    const measured = pass(allocator, mix, live, walks, host);
    times.push(measured.nanoseconds);
    garbage.push(measured.garbage);
  }
  const nanoseconds = median(times);
  return {
    allocator: id,
    slots,
    liveBlocks: Math.round(slots / 2),
    opsPerSecond: Math.round(1e9 / nanoseconds),
    nsPerOp: Math.round(nanoseconds * 10) / 10,
    heapGrowthBytes: host.heapAfterCollection() - before,
    garbageBytes: median(garbage),
    refused: live.refused,
  };
}

const numberOf = (row: BenchRow | undefined, column: string): number | null => {
  const value = row?.[column];
  return typeof value === 'number' ? value : null;
};

const ratio = (over: number | null, under: number | null, digits: number): number | null =>
  over === null || under === null ? null : Number((over / under).toFixed(digits));

export const allocatorsBench: Bench = {
  name: 'allocators',
  title: `Allocators bare: reserve and release on random slots, 64 B to 8 KiB; against ${PEER}`,
  cases: ({ quick }) =>
    SLOTS.filter((slots) => !quick || slots <= WALKER_SLOTS).flatMap((slots) =>
      [...POLICIES.map(({ id }) => id), LATENCY, PEER]
        .filter((id) => slots <= WALKER_SLOTS || !isWalker(id))
        .map((id) => `${id} ${slots}`),
    ),
  run,
  finish: (rows) => {
    const find = (allocator: unknown, slots: number): BenchRow | undefined =>
      rows.find((row) => row['allocator'] === allocator && row['slots'] === slots);
    const growth = (id: unknown, slots: number): number | null =>
      ratio(numberOf(find(id, slots), 'nsPerOp'), numberOf(find(id, 2000), 'nsPerOp'), 2);
    return rows.map((row) => {
      const slots = Number(row['slots']);
      const grown = growth(row['allocator'], slots);
      return {
        ...row,
        timesPeer: ratio(numberOf(row, 'opsPerSecond'), numberOf(find(PEER, slots), 'opsPerSecond'), 1),
        growthFrom1000: grown,
        overLatency: ratio(grown, growth(LATENCY, slots), 2),
      };
    });
  },
};
