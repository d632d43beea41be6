import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  externalFragmentation,
  internalFragmentation,
  measureFreeSpace,
  squaredFragmentation,
} from './fragmentation.ts';
import { FreeExtents } from './free-extents.ts';

const NODE_STARTS = [0, 40, 96];

/** Takes and gives runs at random; what a plain scan of the owners says has to be what was kept up to date. */
describe('free extents', () => {
  it('are what a scan from scratch finds, after any change', () => {
    const change = fc.tuple(fc.nat(95), fc.integer({ min: 1, max: 12 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const owners = new Uint32Array(96);
        const extents = new FreeExtents(NODE_STARTS);
        for (const [first, pages, take] of changes) {
          const end = NODE_STARTS.find((start) => start > first) ?? 96;
          const last = Math.min(first + pages, end);
          const same = owners.subarray(first, last).every((owner) => (owner === 0) === take);
          if (!same) continue;
          owners.fill(take ? 1 : 0, first, last);
          if (take) extents.take(first, last - first);
          else extents.give(first, last - first);
          const space = measureFreeSpace(owners, NODE_STARTS);
          expect(extents.freePages).toBe(space.freePages);
          expect(extents.count).toBe(space.freeExtents);
          expect(extents.largestPages).toBe(space.largestFreePages);
          const fresh = new FreeExtents(NODE_STARTS);
          fresh.rebuild(owners);
          expect(fresh.histogram).toEqual(extents.histogram);
          expect(fresh.sumOfSquares).toBe(extents.sumOfSquares);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('fragmentation', () => {
  it('is 0 for one extent, and near 1 for many small ones', () => {
    expect([externalFragmentation(64, 64), squaredFragmentation(64 * 64, 64)]).toEqual([0, 0]);
    expect(externalFragmentation(1, 64)).toBeCloseTo(0.984, 3);
    expect(squaredFragmentation(64, 64)).toBeCloseTo(0.984, 3);
    expect([externalFragmentation(0, 0), squaredFragmentation(0, 0)]).toEqual([0, 0]);
  });

  it('inside blocks is the share that nobody asked for', () => {
    expect(internalFragmentation(8192, 4096 + 2048)).toBe(0.25);
    expect(internalFragmentation(0, 0)).toBe(0);
  });
});
