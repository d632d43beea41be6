import { describe, expect, it } from 'vitest';
import { VmqDemonstration } from '../workloads/vmq-demonstration.ts';
import { BlockEventIndex, BlockHistory } from './block-history.ts';
import { describeEvent } from './describe-event.ts';
import { DEFAULT_LAB_CONFIG } from './lab-config.ts';
import { Lab } from './lab.ts';

describe('the history of a block', () => {
  it('is every event of the log that is about it, whenever it was looked at', () => {
    const lab = new Lab(DEFAULT_LAB_CONFIG);
    const demonstration = new VmqDemonstration({ seed: 5, machines: 12 });
    while (demonstration.run(lab, 500));
    lab.session.indexNew();
    const { session } = lab;
    const context = { session, ndisVersion: lab.config.ndisVersion, adapterHandle: lab.adapter.handle };
    const all = Array.from({ length: session.log.length }, (_, seq) => describeEvent(context, seq));
    const received = all.find(({ op, block }) => op === 'receive' && block > 0)!.block;
    const index = new BlockEventIndex(session);
    for (const block of [1, 7, received]) {
      const of = all.filter((event) => event.block === block);
      const history = new BlockHistory(index, block).look();
      const seqs = (ops: (op: string) => boolean): readonly number[] =>
        of.filter(({ op }) => ops(op)).map(({ seq }) => seq);
      expect(history.events).toEqual(seqs((op) => op !== 'receive' && op !== 'returnBuffers'));
      expect(history.receives).toEqual(seqs((op) => op === 'receive'));
      expect(history.returns).toEqual(seqs((op) => op === 'returnBuffers'));
      expect(history.events[0]).toBe(session.seqOfBlock(block));
    }
    expect(new BlockHistory(index, received).look().receives.length).toBeGreaterThan(0);
  });
});
