import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keepEqual } from './keep-equal.ts';

const plain = fc.jsonValue({ maxDepth: 3 });

it('says what the newer value says', () => {
  fc.assert(
    fc.property(plain, plain, (before, after) => {
      expect(keepEqual(before, after)).toEqual(after);
    }),
  );
});

it('is the older object where nothing is new', () => {
  fc.assert(
    fc.property(plain, (before) => {
      expect(keepEqual(before, structuredClone(before))).toBe(before);
    }),
  );
});

it('keeps the parts beside the one that changed', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.array(plain)), fc.integer(), (rest, number) => {
      const before = { ...rest, changed: [number], list: [{ a: [1] }, { b: number }] };
      const after = {
        ...structuredClone(rest),
        changed: [number + 1],
        list: [{ a: [1] }, { b: number + 1 }],
      };
      const kept = keepEqual(before, after);
      expect(kept).not.toBe(before);
      expect(kept).toEqual(after);
      expect(kept.list[0]).toBe(before.list[0]);
      for (const name of Object.keys(rest))
        if (name !== 'changed' && name !== 'list') expect(kept[name as never]).toBe(before[name as never]);
    }),
  );
});
