import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FirstFit } from './first-fit.ts';
import { NO_SPACE } from './range-allocator.ts';

/** The obvious twin: a string of units, '.' free, '#' taken. */
class NaiveFirstFit {
  units: string;
  constructor(capacity: number) {
    this.units = '.'.repeat(capacity);
  }
  reserve(length: number): number {
    const start = this.units.indexOf('.'.repeat(length));
    if (start >= 0) this.fill(start, length, '#');
    return start;
  }
  fill(start: number, length: number, unit: string): void {
    this.units = this.units.slice(0, start) + unit.repeat(length) + this.units.slice(start + length);
  }
  get extents(): string[] {
    return this.units.split(/#+/).filter((extent) => extent !== '');
  }
}

const picture = (allocator: FirstFit): string => {
  let units = '#'.repeat(allocator.capacity);
  allocator.forEachFreeExtent((start, length) => {
    units = units.slice(0, start) + '.'.repeat(length) + units.slice(start + length);
  });
  return units;
};

describe('FirstFit', () => {
  it('takes the lowest extent that fits and merges what comes back', () => {
    const allocator = new FirstFit(12);
    expect([allocator.reserve(4), allocator.reserve(3), allocator.reserve(5)]).toEqual([0, 4, 7]);
    expect(allocator.reserve(1)).toBe(NO_SPACE);
    allocator.release(0, 4);
    allocator.release(7, 5);
    expect(picture(allocator)).toBe('....###.....');
    expect(allocator.reserve(5)).toBe(7);
    allocator.release(4, 3);
    expect(picture(allocator)).toBe('.......#####');
    expect(allocator.largestFree).toBe(7);
    expect(allocator.freeExtentCount).toBe(1);
  });

  it('reserves at a place only when all of it is free', () => {
    const allocator = new FirstFit(10);
    expect(allocator.reserveAt(3, 4)).toBe(true);
    expect(picture(allocator)).toBe('...####...');
    expect(allocator.reserveAt(6, 2)).toBe(false);
    expect(allocator.reserveAt(8, 3)).toBe(false);
    expect(allocator.reserveAt(-1, 1)).toBe(false);
    expect(allocator.check()).toBeNull();
  });

  it('goes round when it takes a run from a place', () => {
    const allocator = new FirstFit(10);
    allocator.reserveAt(5, 5);
    expect(allocator.reserveRun(7, 3)).toBe(0);
    expect(allocator.lastRunLength).toBe(3);
    expect(allocator.reserveRun(0, 9)).toBe(3);
    expect(allocator.lastRunLength).toBe(2);
    allocator.release(0, 5);
    expect(allocator.reserveRun(2, 2)).toBe(2);
    expect(picture(allocator)).toBe('..##.#####');
    expect(allocator.reserveRun(2, 2)).toBe(4);
    expect(allocator.reserveRun(9, 9)).toBe(0);
    expect(allocator.lastRunLength).toBe(2);
    expect(allocator.reserveRun(0, 1)).toBe(NO_SPACE);
  });

  it('does what the naive model does, whatever is asked', () => {
    const command = fc.record({
      reserve: fc.boolean(),
      length: fc.integer({ min: 1, max: 40 }),
      pick: fc.nat(),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.array(command, { maxLength: 200 }),
        (capacity, commands) => {
          const allocator = new FirstFit(capacity);
          const naive = new NaiveFirstFit(capacity);
          const live: { start: number; length: number }[] = [];
          for (const { reserve, length, pick } of commands) {
            if (reserve) {
              const start = allocator.reserve(length);
              expect(start).toBe(naive.reserve(length));
              if (start !== NO_SPACE) live.push({ start, length });
            } else if (live.length > 0) {
              const [block] = live.splice(pick % live.length, 1);
              if (block === undefined) continue;
              allocator.release(block.start, block.length);
              naive.fill(block.start, block.length, '.');
            }
            expect(allocator.check()).toBeNull();
          }
          expect(picture(allocator)).toBe(naive.units);
          expect(allocator.freeExtentCount).toBe(naive.extents.length);
          expect(allocator.largestFree).toBe(Math.max(0, ...naive.extents.map((extent) => extent.length)));
        },
      ),
      { numRuns: 150 },
    );
  });
});
