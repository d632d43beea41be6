import { describe, expect, it } from 'vitest';
import { DEFAULT_LAB_CONFIG } from './lab-config.ts';
import { describeEvent } from './describe-event.ts';
import { Lab } from './lab.ts';
import { allocateManually, completeRequest, freeManually } from './manual-calls.ts';
import { eventSeverity } from '../ndis/event-severity.ts';
import { FindingIndex } from './finding-index.ts';

describe('what deserves attention', () => {
  it('is every event that did not succeed or was reported on, and each thing found of it, however it arrives', () => {
    const lab = new Lab(DEFAULT_LAB_CONFIG);
    const index = new FindingIndex();
    for (const lengthBytes of [0, 4096, 1 << 30, 0, 1 << 30, 0]) {
      allocateManually(lab, completeRequest(lab, { lengthBytes }));
      // Usage 0 and a node that there is not are remarked on.
      allocateManually(lab, completeRequest(lab, { lengthBytes, usage: 0, preferredNode: 9 }));
      freeManually(lab, 5n, 0);
      lab.session.indexNew();
      index.update(lab.session);
    }
    const context = {
      session: lab.session,
      ndisVersion: lab.config.ndisVersion,
      adapterHandle: lab.adapter.handle,
    };
    const all = Array.from({ length: lab.session.log.length }, (_, seq) => describeEvent(context, seq));
    const grave = all.filter(({ status, diagnostic }) => eventSeverity(status, diagnostic) !== null);
    const firsts = index.groups.filter(({ beside }) => !beside);
    expect(firsts.reduce((sum, { count }) => sum + count, 0)).toBe(grave.length);
    for (const group of firsts) {
      const same = grave.filter(
        ({ status, rule, diagnostic }) =>
          status === group.status && rule === group.rule && diagnostic === group.diagnostic,
      );
      expect(group).toMatchObject({ count: same.length, firstSeq: same[0]!.seq, lastSeq: same.at(-1)!.seq });
    }
    const besides = index.groups.filter(({ beside }) => beside);
    expect(besides.length).toBeGreaterThan(1);
    for (const { rule, diagnostic, count, firstSeq, lastSeq } of besides) {
      const same = all.filter(({ further }) =>
        further.some((one) => one.rule === rule && one.diagnostic === diagnostic),
      );
      expect([count, firstSeq, lastSeq]).toEqual([same.length, same[0]!.seq, same.at(-1)!.seq]);
    }
    const firstError = grave.find(({ status, diagnostic }) => eventSeverity(status, diagnostic) === 'error')!;
    expect(index.highestBefore(0)).toBeNull();
    expect(index.highestBefore(firstError.seq)).not.toBe('error');
    expect(index.highestBefore(firstError.seq + 1)).toBe('error');
  });
});
