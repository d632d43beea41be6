import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BitTree } from './bit-tree.ts';

describe('a set with summaries', () => {
  it('finds the nearest member below as a plain list does', () => {
    const size = 40_000;
    const change = fc.tuple(fc.nat(size - 1), fc.boolean());
    fc.assert(
      fc.property(fc.array(change, { maxLength: 80 }), fc.array(fc.nat(size - 1)), (changes, questions) => {
        const tree = new BitTree(size);
        const members = new Set<number>();
        for (const [index, add] of changes) {
          if (add) {
            tree.add(index);
            members.add(index);
          } else {
            tree.delete(index);
            members.delete(index);
          }
        }
        for (const index of [...questions, ...members, 0, size - 1]) {
          const below = [...members].filter((member) => member <= index);
          expect(tree.atOrBelow(index)).toBe(below.length === 0 ? -1 : Math.max(...below));
        }
      }),
    );
  });
});
