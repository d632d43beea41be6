import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ANY_NODE,
  endsBlock,
  Flag,
  makesBlock,
  Op,
  recordBlock,
  recordFlags,
  recordIrql,
  recordLength,
  recordOp,
  recordOwner,
  recordPreferredNode,
  recordStatus,
  recordUsage,
} from '../events/record.ts';
import { byteCount, PAGE_SIZE } from '../memory/units.ts';
import { type Handle, NULL_HANDLE } from '../ndis/handles.ts';
import { RESOURCES, SUCCESS } from '../ndis/status.ts';
import { CALL_NS } from './brief-records.ts';
import { DEFAULT_LAB_CONFIG, type LabConfig } from './lab-config.ts';
import { Lab } from './lab.ts';
import { freeManually, openReadyQueue } from './manual-calls.ts';
import { runTwoDrivers } from './two-drivers.ts';

/** What a person may do that makes records of every kind. */
const command = fc.record({
  what: fc.constantFrom('allocate', 'allocate', 'allocate', 'free', 'free', 'freeAgain', 'queue', 'two'),
  pages: fc.integer({ min: 1, max: 30 }),
  contiguous: fc.boolean(),
  node: fc.constantFrom(0x8000_0000, 0x8000_0000, 0, 1, 7),
  waitNs: fc.constantFrom(0, 0, 0, 5, 70_000, 6e9),
  pick: fc.nat(),
});
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

interface Allocation {
  readonly seq: number;
  readonly lengthBytes: number;
  readonly contiguous: boolean;
  readonly node: number;
  readonly notBeforeNs: number;
  readonly block: number;
}

function newLab(provider: LabConfig['provider']): Lab {
  const lab = new Lab({ ...DEFAULT_LAB_CONFIG, memoryBytes: byteCount(512 * PAGE_SIZE), provider });
  openReadyQueue(lab);
  return lab;
}

function play(lab: Lab, commands: readonly Command[], afterEach: () => void): Allocation[] {
  const live: Handle[] = [];
  const gone: Handle[] = [];
  const made: Allocation[] = [];
  let now = 0;
  for (const { what, pages, contiguous, node, waitNs, pick } of commands) {
    if (what === 'allocate') {
      lab.prepare(1, 4, pages * PAGE_SIZE - (pick % PAGE_SIZE));
      if (waitNs > 0) lab.setTime((now += waitNs));
      if (contiguous) lab.parameters.Flags = 1;
      if (node !== 0x8000_0000) lab.parameters.PreferredNode = node;
      const handle = lab.allocate();
      if (handle !== NULL_HANDLE) live.push(handle);
      made.push({
        seq: lab.session.log.length - 1,
        lengthBytes: lab.parameters.Length,
        contiguous,
        node,
        notBeforeNs: waitNs > 0 ? now : 0,
        block: lab.outcome.block,
      });
    } else if (what === 'free' && live.length > 0) {
      const [handle = NULL_HANDLE] = live.splice(pick % live.length, 1);
      lab.free(handle);
      gone.push(handle);
    } else if (what === 'freeAgain') freeManually(lab, BigInt(gone[pick % gone.length] ?? 77), pick % 3);
    else if (what === 'queue') lab.freeQueue(lab.allocateQueue());
    else if (what === 'two' && pick % 5 === 0) runTwoDrivers(lab);
    afterEach();
  }
  return made;
}

const logOf = (lab: Lab): number[] => {
  const { log } = lab.session;
  const words: number[] = [];
  for (let seq = 0; seq < log.length; seq += log.spanOf(seq)) words.push(...log.viewFrom(seq, Infinity));
  return words;
};

describe('brief records', () => {
  it('are the same whether they are read after each event or long after all of them', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('default' as const, 'switch' as const),
        fc.array(command, { maxLength: 120 }),
        (provider, commands) => {
          const watched = newLab(provider);
          const alone = newLab(provider);
          play(watched, commands, () => watched.session.log.wordsOf(0));
          play(alone, commands, () => undefined);
          expect(logOf(alone)).toEqual(logOf(watched));
          expect(alone.totals).toEqual(watched.totals);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('say what was asked for and what came of it, when their blocks are long gone', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 120 }), (commands) => {
        const lab = newLab('switch');
        const made = play(lab, commands, () => undefined);
        lab.session.indexNew();
        for (const { seq, lengthBytes, contiguous, node, notBeforeNs, block } of made) {
          const words = lab.session.log.wordsOf(seq);
          const at = lab.session.log.offsetOf(seq);
          expect(recordOp(words, at)).toBe(Op.allocate);
          expect(recordStatus(words, at)).toBe(block > 0 ? SUCCESS : RESOURCES);
          expect(recordBlock(words, at)).toBe(block);
          expect(makesBlock(words, at)).toBe(block > 0);
          expect(recordLength(words, at)).toBe(lengthBytes);
          expect((recordFlags(words, at) & Flag.contiguous) !== 0).toBe(contiguous);
          expect(recordPreferredNode(words, at)).toBe(node === 0x8000_0000 ? ANY_NODE : node);
          expect([recordOwner(words, at), recordUsage(words, at), recordIrql(words, at)]).toEqual([1, 4, 0]);
          const before = lab.session.timeNs(seq - 1);
          expect(lab.session.timeNs(seq)).toBe(Math.max(before, notBeforeNs) + CALL_NS);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('wait in any number, and none is lost or out of order', () => {
    const lab = newLab('default');
    const first = lab.session.log.length;
    const calls = 3000;
    for (let call = 0; call < calls; call++) {
      lab.prepare(1, 4, PAGE_SIZE);
      if (call % 7 === 0) lab.parameters.PreferredNode = 0;
      lab.free(lab.allocate());
    }
    const { log } = lab.session;
    expect(log.length).toBe(first + 2 * calls);
    let block = 0;
    for (let seq = first; seq < log.length; seq++) {
      const words = log.wordsOf(seq);
      const at = log.offsetOf(seq);
      const makes = (seq - first) % 2 === 0;
      expect([makesBlock(words, at), endsBlock(words, at)]).toEqual([makes, !makes]);
      if (makes)
        expect(recordBlock(words, at)).toBe((block = block === 0 ? recordBlock(words, at) : block + 1));
      else expect(recordBlock(words, at)).toBe(block);
    }
  });
});
