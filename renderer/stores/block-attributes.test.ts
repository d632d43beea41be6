import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { newSwitchProvider } from '../../core/lab/lab-providers.ts';
import { Lab } from '../../core/lab/lab.ts';
import { allocateManually, completeRequest, openReadyQueue } from '../../core/lab/manual-calls.ts';
import { PAGE_SIZE } from '../../core/memory/units.ts';
import { innerOf, withHandlers } from '../../core/providers/decorators/decorator.ts';
import { BlockAttributes } from './block-attributes.ts';

/** A machine whose provider grants so many times the Length, as one with powers of two does, in scattered pieces. */
function generousLab(times: number): Lab {
  const lab = new Lab(DEFAULT_LAB_CONFIG);
  const own = innerOf(newSwitchProvider(lab, false));
  const generous = withHandlers(own, (parameters, call) => {
    const { Length } = parameters;
    parameters.Length = Length * times;
    const status = own.allocate(parameters, call);
    parameters.Length = Length;
    return status;
  });
  lab.setOptionalHandlers(lab.protocolDriver.handle, 'switch', generous, 'SetOptions', 0);
  return lab;
}

it('shows as padding exactly what was granted beyond Length, at the end of the block', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3 }),
      fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1, maxLength: 8 }),
      (times, lengths) => {
        const lab = generousLab(times);
        const queueId = openReadyQueue(lab);
        for (const lengthBytes of lengths)
          allocateManually(
            lab,
            completeRequest(lab, { queueId, lengthBytes, sgListBufferLength: 16 + 24 * 100 }),
          );
        lab.session.indexNew();
        const attributes = new BlockAttributes(lab.session, lab.geometry.basePage);
        lengths.forEach((lengthBytes, index) => {
          const block = index + 1;
          const pages: number[] = [];
          lab.ndis.blocks.forEachRun(block, (first, count) => {
            for (let page = first; page < first + count; page++) pages.push(page - lab.geometry.basePage);
          });
          const used = Math.ceil(lengthBytes / PAGE_SIZE);
          expect(pages.length).toBe(Math.ceil((lengthBytes * times) / PAGE_SIZE));
          expect(attributes.lastPageOf(block)).toBe(pages[used - 1]);
          expect(attributes.paddingOf(block)).toBe(used * PAGE_SIZE - lengthBytes);
          const spare = attributes
            .sparePagesOf(block)
            .flatMap((run) => Array.from({ length: run.pages }, (_, page) => run.firstPage + page));
          expect(spare).toEqual(pages.slice(used));
        });
      },
    ),
    { numRuns: 40 },
  );
});

it('says the same of every block, in whichever order and however early blocks are asked for', () => {
  const lab = generousLab(2);
  const queueId = openReadyQueue(lab);
  const { session, geometry } = lab;
  const early = new BlockAttributes(session, geometry.basePage);
  for (let call = 0; call < 300; call++) {
    const lengthBytes = 1 + ((call * 7919) % 40_000);
    allocateManually(lab, completeRequest(lab, { queueId, lengthBytes, sgListBufferLength: 16 + 24 * 100 }));
    session.indexNew();
    // A look at some of the newest, so that parts of the log are read half and gone on with.
    if (call % 7 === 0) early.keyOf(session.lastBlock, 'size');
  }
  const late = new BlockAttributes(session, geometry.basePage);
  expect(session.lastBlock).toBeGreaterThan(200);
  const pagesOf = (from: BlockAttributes, block: number): number[] => {
    const at = 2 * from.runAt(block);
    return [...from.runs.subarray(at, at + 2 * from.runCount(block))];
  };
  const all = new BlockAttributes(session, geometry.basePage);
  const everyRun = all.allRuns;
  for (let block = session.lastBlock; block > 0; block--) {
    expect(pagesOf(late, block)).toEqual(pagesOf(early, block));
    expect([...everyRun.subarray(2 * all.runAt(block))].slice(0, 2 * all.runCount(block))).toEqual(
      pagesOf(late, block),
    );
    expect(pagesOf(late, block).length).toBeGreaterThan(0);
    for (const key of ['queue', 'provider', 'usage', 'node', 'vport', 'size', 'status'] as const)
      expect(late.keyOf(block, key)).toBe(early.keyOf(block, key));
    expect(late.paddingOf(block)).toBe(early.paddingOf(block));
    expect(late.lastPageOf(block)).toBe(early.lastPageOf(block));
    expect(late.sparePagesOf(block)).toEqual(early.sparePagesOf(block));
  }
  expect(late.runCount(session.lastBlock + 1)).toBe(0);
  expect(late.runCount(0)).toBe(0);
});
