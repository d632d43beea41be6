import fc from 'fast-check';
import { expect, it } from 'vitest';
import { smallestMemory } from './capacity.ts';

it('finds the smallest size that works, or says that none does', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 4000 }), (least, needed) => {
      const found = smallestMemory((pages) => pages >= needed, least, least * 16);
      if (needed > least * 16) expect(found).toBeNull();
      else expect(found).toBe(Math.max(least, needed));
    }),
  );
});
