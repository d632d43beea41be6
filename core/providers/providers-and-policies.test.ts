import { describe, expect, it } from 'vitest';
import { POLICIES } from '../allocators/policies.ts';
import { POLICY_IDS } from '../allocators/policy-ids.ts';
import { Op } from '../events/record.ts';
import { DEFAULT_LAB_CONFIG, type LabConfig } from '../lab/lab-config.ts';
import { Lab } from '../lab/lab.ts';
import { byteCount } from '../memory/units.ts';
import { diagnosticName } from '../ndis/diagnostics.ts';
import { ruleId } from '../ndis/rules.ts';
import { statusName } from '../ndis/status.ts';
import { VmqDemonstration } from '../workloads/vmq-demonstration.ts';
import { PROVIDER_CHOICES } from './provider-choices.ts';

/** The demonstration on a small machine, with the invariants looked at on the way. */
function demonstrate(config: Partial<LabConfig>): Lab {
  const lab = new Lab({ ...DEFAULT_LAB_CONFIG, memoryBytes: byteCount(16 << 20), ...config });
  const demonstration = new VmqDemonstration({ seed: 3, machines: 10 });
  while (demonstration.run(lab, 400)) {
    expect(lab.pool.check()).toBeNull();
    expectSoundOwners(lab);
  }
  return lab;
}

/** Every page of a live block is that block's alone, and elements add up to its Length. */
function expectSoundOwners({ ndis, geometry }: Lab): void {
  const { blocks, owners } = ndis;
  let pages = 0;
  for (let block = 1; block <= blocks.last; block++) {
    if (!blocks.isLive(block)) continue;
    let granted = 0;
    blocks.forEachRun(block, (first, count) => {
      const from = first - geometry.basePage;
      expect(owners.owners.subarray(from, from + count).every((owner) => owner === block)).toBe(true);
      granted += count;
    });
    expect(granted).toBe(Math.ceil(blocks.lengthBytes(block) / 4096));
    pages += granted;
  }
  expect(owners.owners.reduce((sum, owner) => sum + (owner === 0 ? 0 : 1), 0)).toBe(pages);
}

/** Every refusal names a rule or a reason of the provider's own, and nothing was found broken. */
function expectExplained({ session, totals }: Lab): void {
  expect(totals.statuses[1]).toBeGreaterThan(50);
  expect(totals.statuses[3]).toBe(0);
  expect(totals.statuses[4]).toBe(0);
  for (let seq = 0; seq < session.log.length; seq++) {
    const word = session.log.wordsOf(seq)[session.log.offsetOf(seq)]!;
    const [status, rule] = [(word >>> 8) & 0xf, (word >>> 16) & 0xff];
    const refused = (word & 0xff) === Op.allocate && statusName(status) === 'NDIS_STATUS_RESOURCES';
    if (refused) expect(['A20', 'A28']).toContain(ruleId(rule));
  }
}

describe.each(PROVIDER_CHOICES)('$id', ({ id }) => {
  it('serves the demonstration, soundly and with every refusal explained', () => {
    const lab = demonstrate({ provider: id });
    expectExplained(lab);
    const pages = lab.geometry.pageCount - lab.pool.freePages;
    const { blocks } = lab.ndis;
    let live = 0;
    for (let block = 1; block <= lab.ndis.blocks.last; block++) {
      if (blocks.isLive(block)) live += blocks.grantedPages(block);
    }
    expect(pages).toBe(live);
  });
});

describe.each(POLICIES)('$id under the default provider and the switch', ({ id }) => {
  it.each(['default', 'switch'] as const)('%s', (provider) => {
    expectExplained(demonstrate({ provider, policy: id }));
  });
});

it('every policy that has a name is made, and no other', () => {
  expect(POLICIES.map(({ id }) => id)).toEqual([...POLICY_IDS]);
});

describe('a policy that refuses what would have fitted', () => {
  it('is said to have done so', () => {
    const lab = new Lab({
      ...DEFAULT_LAB_CONFIG,
      memoryBytes: byteCount(48 * 4096),
      nodeCount: 1,
      provider: 'default',
      policy: 'buddy',
    });
    // 48 pages are blocks of 32 and 16; 33 pages need a block of 64.
    lab.prepare(0, 4, 33 * 4096);
    lab.allocate();
    expect(statusName(lab.outcome.status)).toBe('NDIS_STATUS_RESOURCES');
    expect(diagnosticName(lab.outcome.findingDiagnostics[1]!)).toBe('POLICY_REFUSED');
  });
});
