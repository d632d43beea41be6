import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POLICY_IDS } from '../allocators/policy-ids.ts';
import { DEFAULT_LAB_CONFIG, type LabConfig } from '../lab/lab-config.ts';
import { Lab } from '../lab/lab.ts';
import { openReadyQueue } from '../lab/manual-calls.ts';
import { byteCount, PAGE_SIZE } from '../memory/units.ts';
import { NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS } from '../ndis/constants.ts';
import { makeHandle } from '../ndis/handles.ts';
import { SUCCESS } from '../ndis/status.ts';
import { type DecoratorSpec, parseDecorator } from './decorators/decorator-spec.ts';
import { PROVIDER_CHOICES } from './provider-choices.ts';

/** Policies that hold exactly what was asked, so that all that is free can be handed out in pieces. */
const ROUNDING = ['buddy', 'size-classes'];

/** Pages asked for by each step; a negative number frees the oldest live block. */
const steps = fc.array(fc.integer({ min: -6, max: 24 }), { minLength: 5, maxLength: 120 });

function play(config: Partial<LabConfig>, asked: readonly number[]): { lab: Lab; queue: number } {
  const lab = new Lab({ ...DEFAULT_LAB_CONFIG, memoryBytes: byteCount(2 << 20), ...config });
  const queue = openReadyQueue(lab);
  const live: number[] = [];
  for (const pages of asked) {
    if (pages > 0) {
      if (ask(lab, queue, pages, false) === SUCCESS) live.push(lab.outcome.block);
    } else if (live.length > 0) lab.free(makeHandle('allocation', live.shift()!));
  }
  return { lab, queue };
}

function ask(lab: Lab, queue: number, pages: number, contiguous: boolean): number {
  lab.prepare(queue, 4, pages * PAGE_SIZE);
  if (contiguous) lab.parameters.Flags = NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS;
  lab.allocate();
  return lab.outcome.status;
}

function largest(lab: Lab, contiguous: boolean): number | null {
  return lab.ndis.providers.at(-1)?.characteristics.books?.largestGrantPages(contiguous) ?? null;
}

function expectTrue(config: Partial<LabConfig>, exactScattered: boolean): void {
  fc.assert(
    fc.property(steps, fc.boolean(), (asked, contiguous) => {
      const pages = largest(play(config, asked).lab, contiguous)!;
      if (pages > 0 && (contiguous || exactScattered)) {
        const first = play(config, asked);
        expect(ask(first.lab, first.queue, pages, contiguous)).toBe(SUCCESS);
      }
      const second = play(config, asked);
      expect(ask(second.lab, second.queue, pages + 1, contiguous)).not.toBe(SUCCESS);
    }),
    { numRuns: 25 },
  );
}

describe('the longest request that would succeed now', () => {
  it.each(PROVIDER_CHOICES.filter(({ id }) => id !== 'queue-pool').map(({ id }) => id))(
    'is granted, and one page more is refused: %s',
    (provider) => expectTrue({ provider }, true),
  );

  it.each(POLICY_IDS)('under %s', (policy) => {
    expectTrue({ provider: 'default', policy }, true);
    expectTrue({ provider: 'switch', policy }, !ROUNDING.includes(policy));
  });

  it.each(['quota=1MiB', 'fail-below=512KiB'])('within %s', (text) => {
    const layer: DecoratorSpec = parseDecorator(text)!;
    expectTrue({ provider: 'switch', layers: [layer] }, true);
  });
});
