import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { GentleDeflate } from './gentle-deflate.ts';

it('packs what unpacks to the same bytes, in a hurry or not', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(3 * 2 ** 18),
      fc.uint8Array({ minLength: 1, maxLength: 200 }),
      fc.constantFrom('from the start', 'meanwhile', 'never'),
      async (length, pattern, hurried) => {
        const bytes = Uint8Array.from(
          { length },
          (_, at) => (pattern[at % pattern.length] ?? 0) + (at >> 12),
        );
        const deflate = new GentleDeflate(1);
        if (hurried === 'from the start') deflate.hurry();
        const packing = deflate.pack(bytes);
        if (hurried === 'meanwhile') deflate.hurry();
        expect(inflateRawSync(await packing).equals(bytes)).toBe(true);
      },
    ),
    { numRuns: 20 },
  );
});
