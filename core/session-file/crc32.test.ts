import fc from 'fast-check';
import { expect, it } from 'vitest';
import { crc32 } from './crc32.ts';

/** The definition, bit by bit. */
function slowly(bytes: Uint8Array): number {
  let crc = 0xffff_ffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) !== 0 ? (crc >>> 1) ^ 0xedb8_8320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

it('is the CRC-32 of any part of any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(100), fc.nat(100), (bytes, one, other) => {
      const from = Math.min(one, other, bytes.length);
      const to = Math.min(Math.max(one, other), bytes.length);
      expect(crc32(bytes, from, to)).toBe(slowly(bytes.subarray(from, to)));
    }),
  );
});

it('is the one of the check value that is published for it', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf4_3926);
});
