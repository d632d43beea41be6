import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNumber } from './parse-number.ts';

describe('parseNumber', () => {
  it.each([
    ['65536', 65536],
    ['65 536', 65536],
    ['0x10000', 65536],
    ['0xFFFF_FFFF', 0xffff_ffff],
    ['64 KiB', 65536],
    ['64k', 65536],
    ['1.5 MiB', 1572864],
    ['0', 0],
  ])('reads %s', (text, value) => expect(parseNumber(text)).toBe(value));

  it.each(['', '-1', '1.5', '12 parsecs', '0x', '0xg', '1e3', '99999999999999999999'])('refuses %s', (text) =>
    expect(parseNumber(text)).toBeNull(),
  );

  it('reads back every whole number in decimal and hexadecimal', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        expect(parseNumber(String(value))).toBe(value);
        expect(parseNumber('0x' + value.toString(16))).toBe(value);
      }),
    );
  });
});
