import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sparkPoints } from './spark-points.ts';

describe('the columns of a sparkline', () => {
  it('lose no peak, whatever the width', () => {
    const values = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 400 }), (series, columns) => {
        const points = sparkPoints(Float64Array.from(series), columns);
        const highest = Math.max(...series);
        expect(points).toHaveLength(columns);
        expect(Math.max(...points)).toBe(highest === 0 ? 0 : 1);
      }),
    );
    expect([...sparkPoints(Float64Array.of(1, 4, 2, 2), 2)]).toEqual([1, 0.5]);
  });
});
