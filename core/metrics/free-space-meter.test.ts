import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReplayCursor } from '../events/replay-cursor.ts';
import { DEFAULT_LAB_CONFIG, type LabConfig } from '../lab/lab-config.ts';
import { Lab } from '../lab/lab.ts';
import { PAGE_SIZE } from '../memory/units.ts';
import { VmqDemonstration } from '../workloads/vmq-demonstration.ts';
import { measureFreeSpace, squaredFragmentation } from './fragmentation.ts';
import { FreeSpaceMeter } from './free-space-meter.ts';
import { memoryFigures } from './memory-figures.ts';

function played(config: Partial<LabConfig>): Lab {
  const lab = new Lab({ ...DEFAULT_LAB_CONFIG, nodeCount: 3, ...config });
  const demonstration = new VmqDemonstration({ seed: 9, machines: 6 });
  while (demonstration.run(lab, 500));
  lab.session.indexNew();
  return lab;
}
const usual = played({});
/** Its queues have pools, and what the policy rounds up is held back too. */
const withPools = played({ provider: 'queue-pool', policy: 'buddy' });

function metered({ session, geometry }: Lab) {
  const holder: { meter: FreeSpaceMeter | null } = { meter: null };
  const cursor = new ReplayCursor(
    session,
    geometry.basePage,
    geometry.pageCount,
    (first, pages, reserved) => holder.meter!.note(first, pages, reserved),
    () => holder.meter!.noteEverything(),
  );
  const meter = new FreeSpaceMeter(geometry.nodeStarts, cursor);
  holder.meter = meter;
  return { cursor, meter };
}

/** 1 where a page has an owner or is held back. */
const takenIn = ({ owners, reserved }: ReplayCursor): Uint32Array =>
  Uint32Array.from(owners, (owner, page) => (owner === 0 && (reserved?.[page] ?? 0) === 0 ? 0 : 1));

describe.each([
  ['with what blocks alone take', usual],
  ['with pools and rounding', withPools],
])('figures at a moving cursor, %s', (_name, lab) => {
  const { session, geometry } = lab;

  it('equal those computed from the pages alone, wherever the cursor goes', () => {
    const { cursor, meter } = metered(lab);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: session.log.length }), (position) => {
        cursor.seek(position);
        const { reservedPages, owners, totals } = cursor;
        const figures = memoryFigures(meter.look(), geometry.pageCount, reservedPages, totals.liveBytes);
        const taken = takenIn(cursor);
        const plain = measureFreeSpace(taken, geometry.nodeStarts);
        expect(figures).toMatchObject(plain);
        let squares = 0;
        let run = 0;
        const extents: number[] = [];
        for (let page = 0; page <= geometry.pageCount; page++) {
          const ends = page === geometry.pageCount || geometry.nodeStarts.includes(page);
          if ((ends || taken[page] !== 0) && run > 0) {
            squares += run * run;
            extents.push(run);
            run = 0;
          }
          if (page < geometry.pageCount && taken[page] === 0) run++;
        }
        expect(figures.squared).toBeCloseTo(squaredFragmentation(squares, plain.freePages), 12);
        for (const [size, count] of figures.histogram.entries()) {
          expect(count).toBe(extents.filter((pages) => Math.floor(Math.log2(pages)) === size).length);
        }
        const used = owners.reduce((pages, owner) => pages + (owner === 0 ? 0 : 1), 0);
        expect(used + figures.reservedPages + figures.freePages).toBe(geometry.pageCount);
        expect(cursor.reservedPagesIn(0, geometry.pageCount)).toBe(reservedPages);
        expect(figures.beyondBytes).toBe(used * PAGE_SIZE - cursor.totals.liveBytes);
        const nodeBytes = cursor.totals.nodeBytes.reduce((sum, bytes) => sum + bytes, 0);
        expect(nodeBytes).toBe(cursor.totals.liveBytes);
      }),
      { numRuns: 60 },
    );
  });

  it('reads the memory anew when more has changed than it keeps', () => {
    const { cursor, meter } = metered(lab);
    meter.look();
    for (let round = 0; round < 3; round++) {
      while (cursor.position < session.log.length) cursor.seek(cursor.position + 1);
      while (cursor.position > 1) cursor.seek(cursor.position - 1);
    }
    expect(memoryFigures(meter.look(), geometry.pageCount, 0, 0)).toMatchObject(
      measureFreeSpace(takenIn(cursor), geometry.nodeStarts),
    );
  });
});
