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
        const attributes = new BlockAttributes(lab.geometry.basePage);
        attributes.update(lab.session);
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
