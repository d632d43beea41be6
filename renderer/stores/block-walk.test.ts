import fc from 'fast-check';
import { expect, it } from 'vitest';
import { blockBeside } from './block-walk.ts';

const walk = (owners: Uint32Array, step: 1 | -1): number[] => {
  const lowest = (block: number): number => owners.indexOf(block);
  const met: number[] = [];
  let from: number | null = null;
  for (;;) {
    const block = blockBeside(owners, lowest, from, step);
    if (block === 0) return met;
    met.push(block);
    from = lowest(block);
  }
};

it('meets every block once, by its lowest page, in both directions', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(6), { maxLength: 60 }), (pages) => {
      const owners = Uint32Array.from(pages);
      const blocks = [...new Set(pages)].filter((block) => block !== 0);
      expect(walk(owners, 1)).toEqual(blocks);
      expect(walk(owners, -1)).toEqual(blocks.toReversed());
    }),
  );
});
