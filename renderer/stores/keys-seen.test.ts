import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makesBlock, RECORD_WORDS, RecordedSession } from '../../electron/contract/core.ts';
import { keyOfRecord } from './block-keys.ts';
import { SIZE_LIMITS, sizeClassOf } from './colour-by.ts';
import { KeysSeen } from './keys-seen.ts';

/** Operations that make blocks, one that ends them, one that does neither. */
const OPS = [1, 12, 2, 5];
const CHANGED_MEMORY = 16;

/** Records as any machine might write them: every field that a key comes from takes any of its values. */
const record = fc
  .record({
    op: fc.constantFrom(...OPS),
    changed: fc.boolean(),
    status: fc.nat(15),
    provider: fc.nat(255),
    vport: fc.boolean(),
    usage: fc.nat(15),
    node: fc.nat(255),
    diagnostic: fc.nat(20),
    owner: fc.nat(0xffff),
    length: fc.nat(2 ** 26),
  })
  .map(({ op, changed, status, provider, vport, usage, node, diagnostic, owner, length }) => [
    op | (status << 8) | (provider << 24),
    (changed ? CHANGED_MEMORY : 0) | (vport ? 4 : 0) | (usage << 8) | (node << 16) | (diagnostic << 24),
    owner,
    1,
    1,
    length,
    0,
    0,
  ]);

it('is every key that a block has had, and none that only other events have', () => {
  const keys = Object.keys(keyOfRecord) as (keyof typeof keyOfRecord)[];
  fc.assert(
    fc.property(
      // Few different records, often: what is remembered of a kind must not hide another.
      fc
        .array(record, { minLength: 1, maxLength: 12 })
        .chain((kinds) => fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 60 })),
      (records) => {
        const session = new RecordedSession();
        const seen = new KeysSeen();
        const words = Uint32Array.from(records.flat());
        session.append({ firstSeq: 0, records: words, side: new Uint32Array(0) });
        seen.update(session);
        for (const key of keys) {
          const had = new Set<number>();
          for (let at = 0; at < words.length; at += RECORD_WORDS)
            if (makesBlock(words, at)) had.add(keyOfRecord[key](words, at));
          expect([...seen.of(key)].sort()).toEqual([...had].sort());
        }
      },
    ),
    { numRuns: 300 },
  );
});

it('puts a size into the first class whose limit it does not pass', () => {
  const sizes = [0, 1, ...SIZE_LIMITS.flatMap((limit) => [limit - 1, limit, limit + 1]), 2 ** 32 - 1];
  for (const bytes of sizes) {
    const first = SIZE_LIMITS.findIndex((limit) => bytes <= limit);
    expect([bytes, sizeClassOf(bytes)]).toEqual([bytes, first < 0 ? SIZE_LIMITS.length : first]);
  }
});
