import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { narrowestWindow } from './narrowest-window.ts';

describe('the narrowest window', () => {
  it('is nowhere beaten, stays on one node, and names each block in it', () => {
    const memories = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 4, maxLength: 60 });
    fc.assert(
      fc.property(
        memories,
        fc.nat(60),
        fc.integer({ min: 1, max: 30 }),
        fc.nat(7),
        (pages, cut, asked, held) => {
          const owners = Uint32Array.from(pages);
          const reserved = held === 0 ? null : owners.map((_owner, page) => (page % 8 < held ? 1 : 0));
          const starts = [0, Math.min(cut, owners.length), owners.length];
          const found = narrowestWindow(owners, starts, asked, reserved);
          const usedAt = (first: number): number =>
            owners
              .subarray(first, first + asked)
              .reduce((sum, owner, at) => sum + (owner === 0 && !(reserved?.[first + at] ?? 0) ? 0 : 1), 0);
          const firsts = Array.from(owners.keys()).filter((first) =>
            [0, 1].some((node) => first >= starts[node]! && first + asked <= starts[node + 1]!),
          );
          const least = Math.min(...firsts.map(usedAt));
          if (found === null) {
            expect(firsts).toEqual([]);
            return;
          }
          expect(firsts.find((first) => usedAt(first) === least)).toBe(found.firstPage);
          expect(found.usedPages).toBe(least);
          const inside = owners
            .subarray(found.firstPage, found.firstPage + asked)
            .filter((owner) => owner > 0);
          expect(found.reservedPages).toBe(least - inside.length);
          expect([...found.blocks].sort()).toEqual([...new Set(inside)].sort());
        },
      ),
    );
  });
});
