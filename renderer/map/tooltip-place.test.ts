import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeTooltip } from './tooltip-place.ts';

const window = { width: 1024, height: 700 };

it('keeps a tooltip inside the window and off the pointer, wherever that is', () => {
  const pointer = fc.record({ x: fc.integer({ min: 0, max: 1023 }), y: fc.integer({ min: 0, max: 699 }) });
  const size = fc.record({
    width: fc.integer({ min: 40, max: 420 }),
    height: fc.integer({ min: 20, max: 300 }),
  });
  fc.assert(
    fc.property(pointer, size, (at, tooltip) => {
      const { x, y } = placeTooltip(at, tooltip, window);
      expect(x).toBeGreaterThanOrEqual(0);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(x + tooltip.width).toBeLessThanOrEqual(window.width);
      expect(y + tooltip.height).toBeLessThanOrEqual(window.height);
      const covers = at.x >= x && at.x <= x + tooltip.width && at.y >= y && at.y <= y + tooltip.height;
      expect(covers).toBe(false);
    }),
  );
});
