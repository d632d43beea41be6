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
}

export function blockMix(slots: number, operations: number, seed = 1): BlockMix {
  // Twice what is live on average.
  const capacity = slots * 4096;
  const slotOf = new Int32Array(operations);
  const lengthOf = new Int32Array(operations);
  const mix = { slots, capacity, operations, slotOf, lengthOf };
  refill(mix, seed);
  return mix;
}

/** Draws all operations anew. */
export function refill(mix: BlockMix, seed: number): void {
  const random = new SeededRandom(seed);
  for (let at = 0; at < mix.operations; at++) {
    mix.slotOf[at] = random.below(mix.slots);
    mix.lengthOf[at] = random.between(64, 8192);
  }
}

export type Placer = Pick<RangeAllocator, 'reserve' | 'release'>;

/** What lives in each slot. */
export interface Live {
  starts: Float64Array;
  /** 0: nothing. */
  lengths: Int32Array;
  refused: number;
}

export const nothingLive = (mix: BlockMix): Live => ({
  starts: new Float64Array(mix.slots),
  lengths: new Int32Array(mix.slots),
  refused: 0,
});

/** Gives every other slot a block, so that the mix begins where it will stay. */
export function fillSlots(allocator: Placer, mix: BlockMix, live: Live): void {
  for (let slot = 0; slot < mix.slots; slot += 2) {
    const length = mix.lengthOf[slot % mix.operations]!;
    const start = allocator.reserve(length);
    if (start < 0) continue;
    live.starts[slot] = start;
    live.lengths[slot] = length;
  }
}

/** Runs operations `from` to `to - 1`. */
export function runMix(allocator: Placer, mix: BlockMix, live: Live, from: number, to: number): void {
  const { slotOf, lengthOf } = mix;
  const { starts, lengths } = live;
  let refused = 0;
  for (let at = from; at < to; at++) {
    const slot = slotOf[at]!;
    const held = lengths[slot]!;
    if (held !== 0) {
      allocator.release(starts[slot]!, held);
      lengths[slot] = 0;
    } else {
      const length = lengthOf[at]!;
      const start = allocator.reserve(length);
      if (start < 0) refused++;
      else {
        starts[slot] = start;
        lengths[slot] = length;
      }
    }
  }
  live.refused += refused;
}
