import { MemPool } from '@thi.ng/malloc';
import { createPolicy, POLICIES, type PolicyId } from '../allocators/policies.ts';
import { NO_HANDLE } from '../allocators/range-allocator.ts';
import { SeededRandom } from '../memory/seeded-random.ts';
import { type Bench, type BenchHost, type BenchOptions, type BenchRow, median } from './bench.ts';
import {
  type BlockMix,
  blockMix,
  emptySlots,
  fillSlots,
  type Live,
  nothingLive,
  type Placer,
  refill,
  runMix,
} from './block-mix.ts';

const PEER = '@thi.ng/malloc';
/** Half of the slots are live in the long run: the mix of the goals, and 1 000, 65 536 and 1 M live blocks. */
const SLOTS = [1024, 2000, 65_536, 131_072, 2_000_000];
const FEWEST_SLOTS = 2000;
const OPERATIONS = 4_000_000;
/** The peer and the literal policies walk lists: they get so many milliseconds a run and do what they can. */
const WALKER_TIME = 1500;
/** The peer's addresses end at 4 GiB, and who waits for a list of a million? */
const MOST_WALKED_SLOTS = 131_072;
/** Operations between two looks at the clock, for those that walk. */
const CHUNK = 256;
/** Parts of a pass between two looks at the heap: each puts less on it than makes a collection begin. */
const SLICES = 64;
/** Passes before those that are measured: until all code is compiled for good, what seldom runs among it. */
const WARM_UPS = 8;
/** How many of them begin by giving all blocks back and reserving others. */
const EMPTYINGS = 4;
const TURNS = 3;

/** The peer behind the few calls that the mix makes. Its addresses begin behind its own state. */
function peer(capacity: number): Placer {
  const pool = new MemPool({ size: capacity });
  const at = new Float64Array(1);
  return {
    lastHandle: NO_HANDLE,
    at,
    take(length) {
      at[0] = pool.malloc(length);
      return at[0] > 0;
    },
    give: () => {
      pool.free(at[0]!);
    },
  };
}

/** No allocator at all: what the mix itself costs, the misses of its own slots among it. */
const MIX_ALONE = 'mix-alone';
const mixAlone: Placer = {
  lastHandle: NO_HANDLE,
  at: new Float64Array(1),
  take: () => true,
  give: () => undefined,
};

const LATENCY = 'memory-latency';
/** Bytes that an allocator and its caller keep for a live block: a node and a half, and two slots. */
const BYTES_A_BLOCK = 80;
const WORDS_A_LINE = 16;

/**
 * No allocator either: an operation is one read whose address the read before gave, through as much memory as an
 * allocator's bookkeeping takes, a cache line a read, in one random cycle through all of them (Sattolo, "An algorithm
 * to generate a random cyclic permutation", 1986). How its cost grows is the growth of memory latency.
 */
function latencyProbe(slots: number): Placer {
  const lines = Math.ceil(((slots / 2) * BYTES_A_BLOCK) / (WORDS_A_LINE * 4));
  const words = new Int32Array(lines * WORDS_A_LINE);
  const order = Int32Array.from({ length: lines }, (_, line) => line);
  const random = new SeededRandom(7);
  for (let last = lines - 1; last > 0; last--) {
    const other = random.below(last);
    const moved = order[last]!;
    order[last] = order[other]!;
    order[other] = moved;
  }
  for (let line = 0; line < lines; line++)
    words[order[line]! * WORDS_A_LINE] = order[(line + 1) % lines]! * WORDS_A_LINE;
  const at = new Float64Array(1);
  let word = 0;
  const read = (): boolean => {
    word = words[word]!;
    return true;
  };
  return { lastHandle: NO_HANDLE, at, take: read, give: read };
}

const isWalker = (id: string): boolean => id === PEER || id.endsWith(':literal');

function allocatorOf(id: string, capacity: number): Placer {
  if (id === PEER) return peer(capacity);
  if (id === MIX_ALONE) return mixAlone;
  if (id === LATENCY) return latencyProbe(capacity / 4096);
  const policy = POLICIES.find((entry) => entry.id === id);
  if (policy === undefined) throw new Error(`there is no allocator "${id}" to measure`);
  const known: PolicyId = policy.id;
  return createPolicy(known, capacity, { granule: 64 });
}

interface Pass {
  nanoseconds: number;
  /** Bytes that its slices put on the heap, and how many those were. */
  grown: number;
  slices: number;
}

/**
 * One pass over the first so many operations of a mix: nanoseconds an operation, and bytes that were put on the heap,
 * garbage included. The heap is read between slices, since a collection in between hides what was put there before it.
 */
function pass(
  allocator: Placer,
  mix: BlockMix,
  live: Live,
  operations: number,
  walks: boolean,
  host: BenchHost,
): Pass {
  const slice = walks ? CHUNK : Math.ceil(operations / SLICES);
  let milliseconds = 0;
  let grown = 0;
  let slices = 0;
  let done = 0;
  while (done < operations && !(walks && milliseconds > WALKER_TIME)) {
    const end = Math.min(operations, done + slice);
    const heap = host.heapNow();
    const start = host.now();
    runMix(allocator, mix, live, done, end);
    milliseconds += host.now() - start;
    grown += Math.max(0, host.heapNow() - heap);
    slices++;
    done = end;
  }
  return { nanoseconds: (milliseconds * 1e6) / done, grown, slices };
}

function run(name: string, options: BenchOptions, host: BenchHost): BenchRow {
  const [id = '', slotText = ''] = name.split(' ');
  const slots = Number(slotText);
  const walks = isWalker(id);
  const mix = blockMix(slots, options.quick ? OPERATIONS / 8 : OPERATIONS);
  const allocator = allocatorOf(id, mix.capacity);
  const live = nothingLive(mix);
  fillSlots(allocator, mix, live);
  const measure = (operations: number): Pass => {
    host.heapAfterCollection();
    return pass(allocator, mix, live, operations, walks, host);
  };
  const times = new Float64Array(TURNS);
  const garbage = new Float64Array(TURNS);
  for (let turn = 0; turn < (walks ? 1 : WARM_UPS); turn++) {
    refill(mix);
    if (!walks && turn < EMPTYINGS) {
      emptySlots(allocator, mix, live);
      fillSlots(allocator, mix, live);
    }
    measure(mix.operations);
  }
  // What a slice with next to no operations puts on the heap is the bench's own.
  let own = Infinity;
  for (let turn = 0; turn < WARM_UPS; turn++) {
    const { grown, slices } = measure(CHUNK);
    own = Math.min(own, grown / slices);
  }
  const before = host.heapAfterCollection();
  for (let turn = 0; turn < TURNS; turn++) {
    refill(mix);
    const measured = measure(mix.operations);
    times[turn] = measured.nanoseconds;
    garbage[turn] = measured.grown - own * measured.slices;
  }
  const after = host.heapAfterCollection();
  // Of the cleanest pass: a compiler that is at work beside it leaves garbage of its own.
  const put = Math.max(0, Math.min(...garbage));
  const nanoseconds = median(times);
  return {
    allocator: id,
    slots,
    liveBlocks: Math.round(slots / 2),
    opsPerSecond: Math.round(1e9 / nanoseconds),
    nsPerOp: Math.round(nanoseconds * 10) / 10,
    // Where nothing was put on the heap, nothing stays there: what `after` says then is the engine's notes on the bench.
    heapGrowthBytes: put === 0 ? 0 : Math.max(0, after - before),
    garbageBytes: put,
    refused: live.refused,
  };
}

const numberOf = (row: BenchRow | undefined, column: string): number | null => {
  const value = row?.[column];
  return typeof value === 'number' ? value : null;
};

const ratio = (over: number | null, under: number | null, digits: number): number | null =>
  over === null || under === null ? null : Number((over / under).toFixed(digits));

/** A row with its figures beside those of the peer, of 1 000 live blocks, and of memory. */
function compared(row: BenchRow, rows: readonly BenchRow[]): BenchRow {
  const slots = Number(row['slots']);
  const figure = (allocator: unknown, at: number, column: string): number | null =>
    numberOf(
      rows.find((other) => other['allocator'] === allocator && other['slots'] === at),
      column,
    );
  const grown = (id: unknown): number | null => {
    const now = figure(id, slots, 'nsPerOp');
    const before = figure(id, FEWEST_SLOTS, 'nsPerOp');
    return now === null || before === null ? null : now - before;
  };
  const nsPerOp = numberOf(row, 'nsPerOp');
  return {
    ...row,
    timesPeer: ratio(
      numberOf(row, 'opsPerSecond'),
      figure(PEER, Math.min(slots, MOST_WALKED_SLOTS), 'opsPerSecond'),
      1,
    ),
    growthFrom1000: ratio(nsPerOp, figure(row['allocator'], FEWEST_SLOTS, 'nsPerOp'), 2),
    // So many reads one after the other would have become slower by as much.
    growthInReads: slots > FEWEST_SLOTS ? ratio(grown(row['allocator']), grown(LATENCY), 1) : null,
  };
}

export const allocatorsBench: Bench = {
  name: 'allocators',
  title:
    `Allocators bare: reserve and release on random slots, 64 B to 8 KiB; against ${PEER} ` +
    `(at 1 M live blocks: against its ${MOST_WALKED_SLOTS} slots, since its memory ends at 4 GiB)`,
  cases: ({ quick }) =>
    SLOTS.filter((slots) => !quick || slots <= MOST_WALKED_SLOTS).flatMap((slots) =>
      [...POLICIES.map(({ id }) => id), MIX_ALONE, LATENCY, PEER]
        .filter((id) => slots <= MOST_WALKED_SLOTS || !isWalker(id))
        .map((id) => `${id} ${slots}`),
    ),
  run,
  finish: (rows) => rows.map((row) => compared(row, rows)),
};
