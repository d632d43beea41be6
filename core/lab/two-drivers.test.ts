import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Op, recordOp } from '../events/record.ts';
import { SideKind } from '../events/side-table.ts';
import { SeededRandom } from '../memory/seeded-random.ts';
import { byteCount } from '../memory/units.ts';
import { DEFAULT_LAB_CONFIG, type LabConfig } from './lab-config.ts';
import { Lab } from './lab.ts';
import { type DriverStep, interleave, InterleavedDriver, runTwoDrivers } from './two-drivers.ts';

const SMALL: LabConfig = { ...DEFAULT_LAB_CONFIG, memoryBytes: byteCount(64 * 4096), checksLifetime: false };

const ALLOCATE: DriverStep = { call: 'allocate', queueId: 0, lengthBytes: 5 * 4096 };
const FREE: DriverStep = { call: 'free' };
/** Parts of an allocation (enter, answer, return) and of a free (enter, return). */
const PARTS_OF_PROGRAM = 3 + 2;

/** Every order in which two programs of so many parts can be mixed: who goes next, part by part. */
function* mixtures(first: number, second: number): Generator<readonly number[]> {
  if (first === 0 && second === 0) yield [];
  if (first > 0) for (const rest of mixtures(first - 1, second)) yield [0, ...rest];
  if (second > 0) for (const rest of mixtures(first, second - 1)) yield [1, ...rest];
}

/** No page has two owners, and what NDIS knows is what the pool has given. */
function checkMemory(lab: Lab, inCallback: number): void {
  const { blocks, owners } = lab.ndis;
  const seen = new Map<number, number>();
  let pages = 0;
  for (let block = 1; block <= blocks.last; block++) {
    if (!blocks.isLive(block)) continue;
    blocks.forEachRun(block, (first, count) => {
      for (let page = first; page < first + count; page++) {
        expect(seen.has(page)).toBe(false);
        seen.set(page, block);
        expect(owners.owners[page - lab.geometry.basePage]).toBe(block);
      }
      pages += count;
    });
  }
  expect(owners.owners.filter((owner) => owner !== 0)).toHaveLength(pages);
  expect(lab.pool.check()).toBeNull();
  if (inCallback === 0) expect(lab.geometry.pageCount - lab.pool.freePages).toBe(pages);
}

describe('two drivers in the provider at once', () => {
  it('any mixture of two allocations and two frees keeps every page with one owner', () => {
    let count = 0;
    let together = 0;
    for (const order of mixtures(PARTS_OF_PROGRAM, PARTS_OF_PROGRAM)) {
      const lab = new Lab(SMALL);
      const drivers = [1, 2].map(
        (number) => new InterleavedDriver(lab, lab.adapter, number, [ALLOCATE, FREE]),
      );
      for (const who of order) {
        drivers[who]?.advance();
        if (drivers.every((driver) => driver.inCallback)) together++;
        checkMemory(lab, drivers.filter((driver) => driver.midCall).length);
      }
      expect(drivers.every((driver) => driver.done)).toBe(true);
      expect(lab.totals.statuses[1]).toBe(2);
      expect(lab.pool.freePages).toBe(lab.geometry.pageCount);
      count++;
    }
    // 10 over 5: every way to mix two sequences of five parts.
    expect(count).toBe(252);
    expect(together).toBeGreaterThan(0);
  });

  it('a schedule follows from its seed, and ends in the same memory as one driver after the other', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const run = (): Lab => {
          const lab = new Lab(SMALL);
          const steps = [ALLOCATE, ALLOCATE, FREE, ALLOCATE, FREE];
          const drivers = [1, 2, 3].map((number) => new InterleavedDriver(lab, lab.adapter, number, steps));
          interleave(drivers, new SeededRandom(seed));
          checkMemory(lab, 0);
          return lab;
        };
        const [one, two] = [run(), run()];
        expect(one.session.log.copyFrom(0, 1e6)).toEqual(two.session.log.copyFrom(0, 1e6));
        expect(one.totals.liveBlocks).toBe(3);
      }),
      { numRuns: 100 },
    );
  });

  it('the log says who entered the callback and who was in it at the same time', () => {
    const lab = new Lab(DEFAULT_LAB_CONFIG);
    runTwoDrivers(lab);
    const { log, side } = lab.session;
    const inside = new Set<number>();
    let most = 0;
    for (let seq = 0; seq < log.length; seq++) {
      const op = recordOp(log.wordsOf(seq), log.offsetOf(seq));
      const at = side.find(seq, SideKind.thread);
      if (at < 0) continue;
      if (op === Op.allocateEnter || op === Op.freeEnter) inside.add(side.word(at));
      else inside.delete(side.word(at));
      most = Math.max(most, inside.size);
    }
    expect(most).toBe(2);
    expect(inside.size).toBe(0);
    expect(lab.adapter.code).toBe(1);
  });

  it('a queue that goes while its block is being made leaves an orphan from the start', () => {
    const lab = new Lab({ ...DEFAULT_LAB_CONFIG, memoryBytes: byteCount(64 * 4096) });
    const queueId = lab.allocateQueue();
    lab.completeQueueAllocation(queueId);
    const driver = new InterleavedDriver(lab, lab.adapter, 1, [{ ...ALLOCATE, queueId }]);
    driver.advance();
    lab.freeQueue(queueId);
    lab.indicateDmaStopped(queueId);
    lab.completeFreeQueue(queueId);
    driver.advance();
    driver.advance();
    expect(driver.done).toBe(true);
    expect(lab.ndis.blocks.isOrphan(1)).toBe(true);
  });
});
