import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MaxTree } from './max-tree.ts';

describe('MaxTree', () => {
  it('answers as a plain array does', () => {
    const write = fc.tuple(fc.nat(999), fc.nat(9));
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.array(write, { maxLength: 120 }),
        fc.nat(),
        (size, writes, probe) => {
          const tree = new MaxTree(size);
          const plain = new Array<number>(size).fill(0);
          for (const [index, value] of writes) {
            tree.set(index % size, value);
            plain[index % size] = value;
          }
          const from = probe % size;
          expect(tree.max).toBe(Math.max(...plain));
          for (const atLeast of [1, 5, 9]) {
            const index = plain.findIndex((value, at) => at >= from && value >= atLeast);
            expect(tree.findFrom(from, atLeast)).toBe(index);
          }
          expect(tree.findLastNonZero(from)).toBe(
            plain.findLastIndex((value, at) => at <= from && value !== 0),
          );
          expect(tree.check()).toBeNull();
        },
      ),
    );
  });
});
