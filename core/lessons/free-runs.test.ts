import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POLICY_IDS } from '../allocators/policy-ids.ts';
import { DEFAULT_LAB_CONFIG } from '../lab/lab-config.ts';
import { Lab } from '../lab/lab.ts';
import { byteCount, PAGE_SIZE } from '../memory/units.ts';
import { freeRuns } from './free-runs.ts';
import { runLessonCommand } from './lesson-command.ts';

describe.each(POLICY_IDS)('the free extents under %s', (policy) => {
  it('are what the policy can still give: all of its free pages, and none that it rounded up for a block', () => {
    const size = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(fc.array(size, { maxLength: 30 }), fc.array(fc.nat(29)), (sizes, freed) => {
        const lab = new Lab({
          ...DEFAULT_LAB_CONFIG,
          memoryBytes: byteCount(256 * PAGE_SIZE),
          provider: 'default',
          policy,
          checksLifetime: false,
        });
        for (const pages of sizes)
          runLessonCommand(lab, { kind: 'allocate', request: { lengthBytes: pages * PAGE_SIZE }, times: 1 });
        const blocks = freed.map((block) => block + 1);
        runLessonCommand(lab, { kind: 'free', blocks, handle: 'allocation', irql: 0 });
        const runs = freeRuns(lab);
        expect(runs.reduce((sum, { pages }) => sum + pages, 0)).toBe(lab.pool.freePages);
        expect(runs).toHaveLength(lab.pool.freeExtentCount);
        expect(Math.max(0, ...runs.map(({ pages }) => pages))).toBe(lab.pool.largestFreePages);
        for (const { firstPage, pages, node } of runs) {
          expect(lab.pool.nodeOf(firstPage)).toBe(node);
          const first = firstPage - lab.pool.basePage;
          expect(lab.ndis.owners.owners.subarray(first, first + pages).every((owner) => owner === 0)).toBe(
            true,
          );
        }
      }),
      { numRuns: 40 },
    );
  });
});
