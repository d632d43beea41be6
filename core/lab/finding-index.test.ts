import { describe, expect, it } from 'vitest';
import { DEFAULT_LAB_CONFIG } from './lab-config.ts';
import { describeEvent } from './describe-event.ts';
import { Lab } from './lab.ts';
import { allocateManually, completeRequest, freeManually } from './manual-calls.ts';
import { eventSeverity } from '../ndis/event-severity.ts';
import { FindingIndex } from './finding-index.ts';

describe('what deserves attention', () => {
  it('is every event that did not succeed or was reported on, counted once, however it arrives', () => {
    const lab = new Lab(DEFAULT_LAB_CONFIG);
    const index = new FindingIndex();
    for (const lengthBytes of [0, 4096, 1 << 30, 0, 1 << 30, 0]) {
      allocateManually(lab, completeRequest(lab, { lengthBytes }));
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
    expect(index.groups.reduce((sum, { count }) => sum + count, 0)).toBe(grave.length);
    for (const group of index.groups) {
      const same = grave.filter(
        ({ status, rule, diagnostic }) =>
          status === group.status && rule === group.rule && diagnostic === group.diagnostic,
      );
      expect(group).toMatchObject({ count: same.length, firstSeq: same[0]!.seq, lastSeq: same.at(-1)!.seq });
    }
    const firstError = grave.find(({ status, diagnostic }) => eventSeverity(status, diagnostic) === 'error')!;
    expect(index.highestBefore(0)).toBeNull();
    expect(index.highestBefore(firstError.seq)).not.toBe('error');
    expect(index.highestBefore(firstError.seq + 1)).toBe('error');
  });
});
