import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../memory/seeded-random.ts';
import { BinMap } from './bin-map.ts';
import { BitTree } from './bit-tree.ts';
import { binCount, binFor, binOf, shortestOf } from './size-bins.ts';
import { usualSlabLength } from './size-classes.ts';

describe('size bins', () => {
  it('give short lengths a bin each', () => {
    for (const length of [0, 1, 2, 7, 8, 15]) expect(binOf(length, 3)).toBe(length);
    expect([16, 17, 18, 31, 32].map((length) => binOf(length, 3))).toEqual([16, 16, 17, 23, 24]);
    expect([16, 17, 18, 31, 32].map((length) => binFor(length, 3))).toEqual([16, 17, 17, 24, 24]);
  });

  it.each([2, 3, 5, 8])('come back to their shortest length, with %i bits', (bits) => {
    for (let bin = 1; bin < binCount(bits); bin++) {
      const shortest = shortestOf(bin, bits);
      expect(binOf(shortest, bits)).toBe(bin);
      expect(binFor(shortest, bits)).toBe(bin);
      expect(binOf(shortest - 1, bits)).toBe(bin - 1);
      if (shortest < 2 ** 53) expect(binFor(shortest + 1, bits)).toBe(bin + 1);
    }
  });

  it('waste at most one part in 2^bits', () => {
    const random = new SeededRandom(3);
    for (let turn = 0; turn < 20_000; turn++) {
      const length = Math.floor(2 ** random.below(52) * (1 + random.nextUint32() / 2 ** 32));
      for (const bits of [2, 3, 5]) {
        const asked = shortestOf(binFor(length, bits), bits);
        const stored = shortestOf(binOf(length, bits), bits);
        if (asked < length || asked > length * (1 + 2 ** -bits))
          throw new Error(`${length} asks for ${asked}`);
        if (stored > length || stored * (1 + 2 ** -bits) < length)
          throw new Error(`${length} counts as ${stored}`);
      }
    }
  });

  it('choose slabs by the memory', () => {
    expect([64, 2 ** 16, 2 ** 24, 2 ** 32, 2 ** 40].map(usualSlabLength)).toEqual([
      16,
      256,
      2 ** 16,
      2 ** 16,
      2 ** 21,
    ]);
  });
});

describe('BinMap', () => {
  it.each([3, 5])('finds as a plain set does, with %i bits', (bits) => {
    const random = new SeededRandom(bits);
    const map = new BinMap(bits);
    const plain = new Set<number>();
    for (let turn = 0; turn < 20_000; turn++) {
      const bin = random.below(binCount(bits));
      if (random.below(100) < (turn % 2000) / 20) {
        map.add(bin);
        plain.add(bin);
      } else if (plain.has(bin)) {
        map.remove(bin);
        plain.delete(bin);
      }
      if (turn % 10 !== 0) continue;
      const from = random.below(binCount(bits));
      const later = [...plain].filter((other) => other >= from);
      expect(map.findFrom(from)).toBe(later.length === 0 ? -1 : Math.min(...later));
      expect(map.last()).toBe(Math.max(-1, ...plain));
      expect(map.check()).toBeNull();
    }
  });
});

describe('BitTree', () => {
  it('answers as a plain array does', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = new SeededRandom(seed);
      const size = random.between(1, 5000);
      const tree = new BitTree(size);
      const plain = new Array<boolean>(size).fill(false);
      for (let turn = 0; turn < 100; turn++) {
        const from = random.below(size);
        const to = random.between(from + 1, Math.min(size, from + (1 << random.below(13))));
        const on = random.below(2) === 0;
        if (to === from + 1 && on) tree.set(from);
        else if (to === from + 1) tree.clear(from);
        else if (on) tree.setRange(from, to);
        else tree.clearRange(from, to);
        plain.fill(on, from, to);
        const at = random.below(size);
        const clear = plain.indexOf(false, at);
        expect(tree.has(at)).toBe(plain[at]);
        expect(tree.findFrom(at)).toBe(plain.indexOf(true, at));
        expect(tree.findLast(at)).toBe(plain.lastIndexOf(true, at));
        expect(Math.min(size, tree.findClearFrom(at))).toBe(clear < 0 ? size : clear);
        expect(tree.isEmpty).toBe(!plain.includes(true));
        expect(tree.check()).toBeNull();
      }
    }
  });
});
