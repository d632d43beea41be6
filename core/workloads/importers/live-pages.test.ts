import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LivePages } from './live-pages.ts';

describe('LivePages', () => {
  it('agrees with a plain set of pages, across words and chunks', () => {
    const step = fc.record({
      frame: fc.integer({ min: 32_768 - 150, max: 32_768 + 150 }),
      order: fc.integer({ min: 0, max: 7 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const live = new LivePages();
        const pages = new Set<number>();
        const heads = new Map<number, { id: number; order: number }>();
        for (const [id, { frame, order }] of steps.entries()) {
          const run = Array.from({ length: 2 ** order }, (_, page) => frame + page);
          const block = heads.get(frame);
          expect(live.blockAt(frame)).toEqual(block);
          expect(live.anyLive(frame, order)).toBe(run.some((page) => pages.has(page)));
          if (block !== undefined) {
            live.remove(frame, block.order);
            heads.delete(frame);
            for (let page = frame; page < frame + 2 ** block.order; page++) pages.delete(page);
          } else if (!live.anyLive(frame, order)) {
            live.add(frame, order, id);
            heads.set(frame, { id, order });
            for (const page of run) pages.add(page);
          }
        }
      }),
    );
  });

  it('holds the largest blocks, up to the last page frame', () => {
    const live = new LivePages();
    const first = 2 ** 32 - 2 ** 19;
    live.add(first, 19, 49_999_999);
    expect(live.blockAt(first)).toEqual({ id: 49_999_999, order: 19 });
    expect(live.anyLive(2 ** 32 - 1, 0)).toBe(true);
    expect(live.anyLive(first - 1, 0)).toBe(false);
    live.remove(first, 19);
    expect(live.anyLive(first, 19)).toBe(false);
  });
});
