import { describe, expect, it } from 'vitest';
import { addressOf, bytesToPages, formatAddress, pageOfAddress } from './units.ts';

describe('addresses', () => {
  it('keep all 64 bits', () => {
    const address = 0xffff8083e02ce1a0n;
    const page = pageOfAddress(address);
    expect(addressOf(page, Number(address & 0xfffn))).toBe(address);
    expect(formatAddress(address)).toBe('0xffff8083e02ce1a0');
  });

  it('are counted in whole pages', () => {
    expect([0, 1, 4096, 4097].map(bytesToPages)).toEqual([0, 1, 1, 2]);
    for (const edge of [2 ** 30, 2 ** 31, 2 ** 32]) {
      const pages = edge / 4096;
      expect([edge - 1, edge, edge + 1].map(bytesToPages)).toEqual([pages, pages, pages + 1]);
    }
  });
});
