import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moved, zoomed } from './zoom.ts';

const steps = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    factor: fc.constantFrom(0.5, 0.8, 1.25, 2),
    by: fc.double({ min: -2, max: 2, noNaN: true }),
  }),
  { maxLength: 30 },
);

describe('the view of the timeline', () => {
  it('stays on the axis, is never narrower than what it can show, and keeps the pointed place in view', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), steps, (end, moves) => {
        let view: ReturnType<typeof zoomed> = null;
        for (const { at, factor, by } of moves) {
          const range: { from: number; to: number } = view ?? { from: 0, to: end };
          const place: number = range.from + at * (range.to - range.from);
          view = zoomed(view, end, place, factor, 32);
          if (view === null) continue;
          expect(view.to - view.from).toBeGreaterThanOrEqual(Math.min(32, end) - 1e-6);
          expect(place).toBeGreaterThanOrEqual(view.from - 1e-6);
          expect(place).toBeLessThanOrEqual(view.to + 1e-6);
          view = moved(view, end, by * (view.to - view.from));
          expect(view.from).toBeGreaterThanOrEqual(0);
          expect(view.to).toBeLessThanOrEqual(end + 1e-6);
        }
      }),
    );
  });
});
