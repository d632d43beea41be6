import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makesBlock, recordFirstPage, RECORD_WORDS } from '../../electron/contract/core.ts';
import { COLOUR_BYS, type ColourBy } from './colour-by.ts';
import { demonstrated } from './demonstrated.fixture.ts';
import { type LegendCount, LegendCounts } from './legend-counts.ts';
import { type SessionModel } from './session-model.ts';

const MACHINES = 60;

/** Every block that was ever made, one by one. */
function countedOneByOne(model: SessionModel, colourBy: ColourBy): Map<number, LegendCount> {
  const counts = new Map<number, LegendCount>();
  const { history, cursor } = model;
  for (let block = 1; block <= history.blocks; block++) {
    const ended = history.endedAt(block);
    if (history.madeAt(block) >= cursor.position || (ended >= 0 && ended < cursor.position)) continue;
    const key = model.keyOf(block, colourBy);
    const { blocks, bytes } = counts.get(key) ?? { blocks: 0, bytes: 0 };
    counts.set(key, { blocks: blocks + 1, bytes: bytes + model.lengthOf(block) });
  }
  return counts;
}

const ways = fc.array(
  fc.record({ to: fc.double({ min: 0, max: 1, noNaN: true }), colourBy: fc.constantFrom(...COLOUR_BYS) }),
  { minLength: 1, maxLength: 8 },
);

function holdsOn(model: SessionModel): void {
  fc.assert(
    fc.property(ways, fc.boolean(), (steps, near) => {
      const legend = new LegendCounts();
      for (const { to, colourBy } of steps) {
        const { position } = model.cursor;
        model.cursor.seek(
          near ? position + Math.round((to - 0.5) * 40) : Math.round(to * model.recorded.log.length),
        );
        const counts = legend.at(model, colourBy);
        // Ages are counted anew when that is due again, not at every look.
        if (colourBy === 'age') continue;
        const shown = new Map([...counts].filter(([, { blocks }]) => blocks > 0));
        expect(shown).toEqual(countedOneByOne(model, colourBy));
      }
    }),
  );
}

it('counts what lives at the cursor, whichever way it came there', () => holdsOn(demonstrated(MACHINES)));

it('counts blocks too that lie on the pages of others, as a file can say', () => {
  let lowest = Infinity;
  const model = demonstrated(MACHINES, (records) => {
    for (let at = 0; at < records.length; at += RECORD_WORDS)
      if (makesBlock(records, at)) lowest = Math.min(lowest, recordFirstPage(records, at));
    for (let at = 0; at < records.length; at += 7 * RECORD_WORDS)
      if (makesBlock(records, at)) records[at + 6] = lowest;
  });
  holdsOn(model);
});

it('counts ages anew at the first look', () => {
  const model = demonstrated(MACHINES);
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
      model.cursor.seek(Math.round(share * model.recorded.log.length));
      expect(new LegendCounts().at(model, 'age')).toEqual(countedOneByOne(model, 'age'));
    }),
  );
});
