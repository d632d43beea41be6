import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { Lab } from '../../core/lab/lab.ts';
import { byteCount } from '../../core/memory/units.ts';
import { VmqDemonstration } from '../../core/workloads/vmq-demonstration.ts';
import { makesBlock, recordFirstPage, RECORD_WORDS } from '../../electron/contract/core.ts';
import { COLOUR_BYS, type ColourBy } from './colour-by.ts';
import { type LegendCount, LegendCounts } from './legend-counts.ts';
import { SessionModel } from './session-model.ts';

/** A session in which machines come and go; `change` may do something to its records before they are read. */
function sessionOf(change: (records: Uint32Array) => void = () => undefined): SessionModel {
  const lab = new Lab({ ...DEFAULT_LAB_CONFIG, memoryBytes: byteCount(24 * 2 ** 20) });
  const demonstration = new VmqDemonstration({ seed: 7, machines: 60 });
  while (demonstration.run(lab, 1000));
  const { config, geometry, adapter, session } = lab;
  const model = new SessionModel({
    ...{ epoch: 1, name: 'demonstration', memoryBytes: config.memoryBytes, nodeCount: config.nodeCount },
    ...{ basePage: geometry.basePage, nodeStarts: [...geometry.nodeStarts], seed: 1, layers: [] },
    ...{ provider: 'switch', policy: 'first-fit', ndisVersion: 630, mode: 'vmq', checksLifetime: true },
    ...{ adapterHandle: adapter.handle, bookmarks: [] },
  });
  const { log, side } = session;
  const records = log.copyFrom(0, log.length);
  change(records);
  model.append({
    ...{ type: 'batch', epoch: 1, firstSeq: 0, records },
    side: side.copyRange(0, side.length),
  });
  return model;
}

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

it('counts what lives at the cursor, whichever way it came there', () => holdsOn(sessionOf()));

it('counts blocks too that lie on the pages of others, as a file can say', () => {
  let lowest = Infinity;
  const model = sessionOf((records) => {
    for (let at = 0; at < records.length; at += RECORD_WORDS)
      if (makesBlock(records, at)) lowest = Math.min(lowest, recordFirstPage(records, at));
    for (let at = 0; at < records.length; at += 7 * RECORD_WORDS)
      if (makesBlock(records, at)) records[at + 6] = lowest;
  });
  holdsOn(model);
});

it('counts ages anew at the first look', () => {
  const model = sessionOf();
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
      model.cursor.seek(Math.round(share * model.recorded.log.length));
      expect(new LegendCounts().at(model, 'age')).toEqual(countedOneByOne(model, 'age'));
    }),
  );
});
