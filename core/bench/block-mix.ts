import { type RangeAllocator } from '../allocators/range-allocator.ts';
import { SeededRandom } from '../memory/seeded-random.ts';

/**
 * The mix that all are measured with: each operation picks a random slot, releases its block if it has one, else
 * reserves 64 bytes to 8 KiB for it. About half of the slots are live in the long run.
 */
export interface BlockMix {
  slots: number;
  capacity: number;
  operations: number;
  slotOf: Int32Array;
  lengthOf: Int32Array;
  /** Kept, because the engine throws compiled code away with an object that it was compiled for. */
  random: SeededRandom;
}

export function blockMix(slots: number, operations: number, seed = 1): BlockMix {
  // Twice what is live on average.
  const capacity = slots * 4096;
  const slotOf = new Int32Array(operations);
  const lengthOf = new Int32Array(operations);
  const mix = { slots, capacity, operations, slotOf, lengthOf, random: new SeededRandom(seed) };
  refill(mix);
  return mix;
}

/** Draws all operations anew. */
export function refill(mix: BlockMix): void {
  const { random } = mix;
  for (let at = 0; at < mix.operations; at++) {
    mix.slotOf[at] = random.below(mix.slots);
    mix.lengthOf[at] = random.between(64, 8192);
  }
}

export type Placer = Pick<RangeAllocator, 'at' | 'take' | 'give' | 'lastHandle'>;

/** What lives in each slot: 16 bytes side by side, as a caller would keep them. */
export interface Live {
  /** Start of a slot's block, at twice the slot. */
  starts: Float64Array;
  /** Over the same bytes: its length (0: nothing) and its handle, at four times the slot plus LENGTH and HANDLE. */
  words: Int32Array;
  refused: number;
  /** What the reads ahead found: without a use they would be left out. */
  readAhead: number;
}

const LENGTH = 2;
const HANDLE = 3;
/** Operations whose slots are read before the first of them runs. */
const AHEAD = 32;

export function nothingLive({ slots }: BlockMix): Live {
  const starts = new Float64Array(slots * 2);
  return { starts, words: new Int32Array(starts.buffer), refused: 0, readAhead: 0 };
}

/** Gives every other slot a block, so that the mix begins where it will stay. */
export function fillSlots(allocator: Placer, mix: BlockMix, live: Live): void {
  for (let slot = 0; slot < mix.slots; slot += 2) {
    const length = mix.lengthOf[slot % mix.operations]!;
    if (!allocator.take(length)) continue;
    live.starts[slot * 2] = allocator.at[0]!;
    live.words[slot * 4 + LENGTH] = length;
    live.words[slot * 4 + HANDLE] = allocator.lastHandle;
  }
}

/** Gives back every block: what an allocator does seldom in the mix, as giving a slab back, happens often here. */
export function emptySlots(allocator: Placer, mix: BlockMix, live: Live): void {
  const { starts, words } = live;
  for (let slot = 0; slot < mix.slots; slot++) {
    const length = words[slot * 4 + LENGTH]!;
    if (length === 0) continue;
    allocator.at[0] = starts[slot * 2]!;
    allocator.give(length, words[slot * 4 + HANDLE]);
    words[slot * 4 + LENGTH] = 0;
  }
}

/**
 * Runs operations `from` to `to - 1`. A slot lies anywhere in as much memory as the slots take, and whoever asks for a
 * block or gives one back has its own notes of it at hand; so the slots of a few operations are read together, where
 * their misses overlap, and the operations then measure the allocator's memory, not the caller's.
 */
export function runMix(allocator: Placer, mix: BlockMix, live: Live, from: number, to: number): void {
  for (let next = from; next < to; next += AHEAD) {
    const end = Math.min(to, next + AHEAD);
    readSlots(mix, live, next, end);
    runAtHand(allocator, mix, live, next, end);
  }
}

function readSlots({ slotOf }: BlockMix, live: Live, from: number, to: number): void {
  const { words } = live;
  let found = 0;
  for (let operation = from; operation < to; operation++) found |= words[(slotOf[operation]! << 2) + LENGTH]!;
  live.readAhead = found;
}

function runAtHand(allocator: Placer, mix: BlockMix, live: Live, from: number, to: number): void {
  const { slotOf, lengthOf } = mix;
  const { starts, words } = live;
  const { at } = allocator;
  let refused = 0;
  for (let operation = from; operation < to; operation++) {
    const slot = slotOf[operation]! << 1;
    const word = slot << 1;
    const held = words[word + LENGTH]!;
    if (held !== 0) {
      at[0] = starts[slot]!;
      allocator.give(held, words[word + HANDLE]);
      words[word + LENGTH] = 0;
    } else {
      const length = lengthOf[operation]!;
      if (!allocator.take(length)) refused++;
      else {
        starts[slot] = at[0]!;
        words[word + LENGTH] = length;
        words[word + HANDLE] = allocator.lastHandle;
      }
    }
  }
  live.refused += refused;
}
