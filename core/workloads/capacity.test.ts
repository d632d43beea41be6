import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SmallestMemory } from './capacity.ts';

it('finds the smallest size that works, or says that none does', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 4000 }), (least, needed) => {
      const search = new SmallestMemory(least, least * 16);
      let tries = 0;
      while (!search.done && tries++ < 40) search.note(search.pages >= needed);
      expect(search.done).toBe(true);
      if (needed > least * 16) expect(search.answer).toBeNull();
      else expect(search.answer).toBe(Math.max(least, needed));
    }),
  );
});
