import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReplayCursor } from '../events/replay-cursor.ts';
import { DEFAULT_LAB_CONFIG } from '../lab/lab-config.ts';
import { Lab } from '../lab/lab.ts';
import { PAGE_SIZE } from '../memory/units.ts';
import { VmqDemonstration } from '../workloads/vmq-demonstration.ts';
import { measureFreeSpace, squaredFragmentation } from './fragmentation.ts';
import { FreeSpaceMeter } from './free-space-meter.ts';
import { memoryFigures } from './memory-figures.ts';

const lab = new Lab({ ...DEFAULT_LAB_CONFIG, nodeCount: 3 });
const demonstration = new VmqDemonstration({ seed: 9, machines: 6 });
while (demonstration.run(lab, 500));
lab.session.indexNew();
const { session, geometry } = lab;

function metered() {
  const holder: { meter: FreeSpaceMeter | null } = { meter: null };
  const cursor = new ReplayCursor(
    session,
    geometry.basePage,
    geometry.pageCount,
    (first, pages) => holder.meter!.note(first, pages, cursor.owners[first] !== 0),
    () => holder.meter!.noteEverything(),
  );
  const meter = new FreeSpaceMeter(geometry.nodeStarts, cursor.owners);
  holder.meter = meter;
  return { cursor, meter };
}

describe('figures at a moving cursor', () => {
  it('equal those computed from the pages alone, wherever the cursor goes', () => {
    const { cursor, meter } = metered();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: session.log.length }), (position) => {
        cursor.seek(position);
        const figures = memoryFigures(meter.look(), geometry.pageCount, cursor.totals.liveBytes);
        const plain = measureFreeSpace(cursor.owners, geometry.nodeStarts);
        expect(figures).toMatchObject(plain);
        let squares = 0;
        let run = 0;
        const extents: number[] = [];
        for (let page = 0; page <= geometry.pageCount; page++) {
          const ends = page === geometry.pageCount || geometry.nodeStarts.includes(page);
          if ((ends || cursor.owners[page] !== 0) && run > 0) {
            squares += run * run;
            extents.push(run);
            run = 0;
          }
          if (page < geometry.pageCount && cursor.owners[page] === 0) run++;
        }
        expect(figures.squared).toBeCloseTo(squaredFragmentation(squares, plain.freePages), 12);
        for (const [size, count] of figures.histogram.entries()) {
          expect(count).toBe(extents.filter((pages) => Math.floor(Math.log2(pages)) === size).length);
        }
        const used = geometry.pageCount - plain.freePages;
        expect(figures.beyondBytes).toBe(used * PAGE_SIZE - cursor.totals.liveBytes);
        const nodeBytes = cursor.totals.nodeBytes.reduce((sum, bytes) => sum + bytes, 0);
        expect(nodeBytes).toBe(cursor.totals.liveBytes);
      }),
      { numRuns: 60 },
    );
  });

  it('reads the memory anew when more has changed than it keeps', () => {
    const { cursor, meter } = metered();
    meter.look();
    for (let round = 0; round < 3; round++) {
      while (cursor.position < session.log.length) cursor.seek(cursor.position + 1);
      while (cursor.position > 1) cursor.seek(cursor.position - 1);
    }
    expect(memoryFigures(meter.look(), geometry.pageCount, 0)).toMatchObject(
      measureFreeSpace(cursor.owners, geometry.nodeStarts),
    );
  });
});
