import fc from 'fast-check';
import { expect, it } from 'vitest';
import { orderBlocks } from './block-order.ts';

const keys = fc.array(fc.oneof(fc.nat(3), fc.nat(2 ** 31 - 1), fc.constant(2 ** 32 - 1)), { maxLength: 200 });

it.each(['ascending', 'descending'] as const)('sorts %s and keeps the order of equal ones', (direction) => {
  fc.assert(
    fc.property(keys, (wanted) => {
      const blocks = wanted.map((_key, index) => index + 1);
      const keyOf = (block: number): number => wanted[block - 1] ?? 0;
      const sign = direction === 'ascending' ? 1 : -1;
      const expected = blocks.toSorted((a, b) => sign * (keyOf(a) - keyOf(b)));
      expect(orderBlocks(blocks, keyOf, direction)).toEqual(expected);
    }),
  );
});

it('keeps the places of a hundred thousand blocks apart at the largest keys', () => {
  const blocks = Array.from({ length: 100_000 }, (_, index) => index + 1);
  const sorted = orderBlocks(blocks, (block) => 2 ** 32 - 1 - (block % 2), 'ascending');
  expect(sorted.slice(0, 2)).toEqual([1, 3]);
  expect(sorted.slice(-2)).toEqual([99_998, 100_000]);
});
