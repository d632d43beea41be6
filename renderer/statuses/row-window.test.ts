import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampTop, isScaled, scrollAtTop, spacePx, topAtScroll, topShowing } from './row-window.ts';

const geometries = fc.record({
  count: fc.integer({ min: 0, max: 50_000_000 }),
  rowPx: fc.constant(24),
  viewPx: fc.integer({ min: 24, max: 900 }),
});

describe('a window over many rows', () => {
  it('is never taller than browsers can lay out', () => {
    fc.assert(
      fc.property(geometries, (geometry) => {
        expect(spacePx(geometry)).toBeLessThanOrEqual(8_000_000);
      }),
    );
    expect(isScaled({ count: 10_000_000, rowPx: 24, viewPx: 100 })).toBe(true);
    expect(isScaled({ count: 10_000, rowPx: 24, viewPx: 100 })).toBe(false);
  });

  it('reaches every row, and comes back to where it was', () => {
    fc.assert(
      fc.property(geometries, fc.double({ min: 0, max: 1, noNaN: true }), (geometry, part) => {
        const row = Math.floor(part * Math.max(0, geometry.count - 1));
        const top = topShowing(geometry, 0, row);
        if (geometry.count > 0) {
          expect(row).toBeGreaterThanOrEqual(Math.floor(top));
          expect(row + 1).toBeLessThanOrEqual(top + geometry.viewPx / geometry.rowPx + 1e-6);
        }
        expect(topAtScroll(geometry, scrollAtTop(geometry, top))).toBeCloseTo(clampTop(geometry, top), 5);
      }),
    );
  });

  it('scrolls a short list px by px', () => {
    const geometry = { count: 1000, rowPx: 24, viewPx: 240 };
    expect(topAtScroll(geometry, 48)).toBeCloseTo(2, 9);
    expect(topShowing(geometry, 5, 7)).toBe(5);
  });
});
