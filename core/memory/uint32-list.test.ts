import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Uint32List } from './uint32-list.ts';

const number = fc.integer({ min: 0, max: 0xffff_ffff });

it('holds what was set, and 0 where nothing was', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(70_000), number)), fc.nat(40_000), (sets, reserved) => {
      const list = new Uint32List();
      const model = new Map<number, number>();
      list.reserve(reserved);
      expect(list.length).toBe(0);
      for (const [index, value] of sets) {
        list.set(index, value);
        model.set(index, value);
      }
      expect(list.length).toBe(Math.max(0, ...[...model.keys()].map((index) => index + 1)));
      for (const index of model.keys()) {
        expect(list.at(index)).toBe(model.get(index));
        if (index > 0) expect(list.at(index - 1)).toBe(model.get(index - 1) ?? 0);
      }
    }),
  );
});

it('adds at its end', () => {
  const list = new Uint32List();
  for (let value = 0; value < 50_000; value++) list.push(value * 3);
  expect(list.length).toBe(50_000);
  for (let index = 0; index < 50_000; index += 997) expect(list.at(index)).toBe(index * 3);
});
