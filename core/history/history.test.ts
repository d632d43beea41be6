import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LAB_CONFIG, type LabConfig } from '../lab/lab-config.ts';
import { Lab } from '../lab/lab.ts';
import { byteCount } from '../memory/units.ts';
import { ALLOCATION_HANDLE_BASE } from '../ndis/handles.ts';
import { VmqDemonstration } from '../workloads/vmq-demonstration.ts';
import { BranchTree, MOST_BRANCHES } from './branch-tree.ts';
import { Journal, type WorkloadSource } from './journal.ts';
import { JournaledWorkload } from './journaled-workload.ts';
import { type LabCommand, runLabCommand } from './lab-command.ts';
import { beginsLike, Reexecution } from './re-execution.ts';
import { servingProvider } from './serving-provider.ts';

const config: LabConfig = { ...DEFAULT_LAB_CONFIG, memoryBytes: byteCount(4 * 2 ** 20), seed: 7 };

const request = (lengthBytes: number, queueId: number): LabCommand => ({
  kind: 'allocate',
  request: {
    headerType: 0x80,
    headerRevision: 2,
    headerSize: 68,
    flags: 0,
    queueId,
    preferredNode: 0xffff_ffff,
    usage: 2,
    lengthBytes,
    sgListBufferLength: 16 + 24 * (Math.ceil(lengthBytes / 4096) + 1),
    vportId: 0,
    irql: 0,
  },
});

/** A Lab in which things were done and noted, as the window does. */
class Noted {
  readonly lab = new Lab(config);
  readonly journal = new Journal();
  private running: JournaledWorkload | null = null;

  do(command: LabCommand): void {
    this.journal.add({ kind: 'command', command, firstSeq: this.lab.session.log.length });
    runLabCommand(this.lab, command);
  }

  run(source: WorkloadSource, steps: number): void {
    this.running ??= new JournaledWorkload({ source, workload: source.create() }, this.lab, this.journal);
    this.running.run(steps);
  }
}

function again(noted: Noted, untilEvents: number, steps = 64): Reexecution {
  const { journal } = noted;
  const made = new Reexecution(config, [...journal.entries], untilEvents, journal.setupEntries);
  while (made.advance(steps) !== 'done');
  return made;
}

const demonstration: WorkloadSource = {
  name: 'demonstration',
  recipe: { kind: 'demonstration', seed: 3, machines: 40 },
  create: () => new VmqDemonstration({ seed: 3, machines: 40 }),
};

const action = fc.oneof(
  fc.record({ do: fc.constant('allocate' as const), bytes: fc.integer({ min: 0, max: 200_000 }) }),
  fc.record({ do: fc.constant('free' as const), block: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ do: fc.constant('openQueue' as const) }),
  fc.record({ do: fc.constant('provider' as const), n: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ do: fc.constant('close' as const), provider: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ do: fc.constant('run' as const), steps: fc.integer({ min: 1, max: 300 }) }),
);

function play(
  noted: Noted,
  actions: readonly (typeof action extends fc.Arbitrary<infer T> ? T : never)[],
): void {
  for (const step of actions) {
    if (step.do === 'allocate') noted.do(request(step.bytes, 1));
    else if (step.do === 'free')
      noted.do({ kind: 'free', allocationHandle: BigInt(ALLOCATION_HANDLE_BASE + step.block), irql: 0 });
    else if (step.do === 'openQueue') noted.do({ kind: 'openQueue' });
    else if (step.do === 'close') noted.do({ kind: 'closeProvider', provider: step.provider });
    else if (step.do === 'run') noted.run(demonstration, step.steps);
    else
      noted.do({
        kind: 'useProvider',
        provider: 'switch',
        layers: [{ kind: 'fail-nth', n: step.n, status: 'FAILURE' }],
      });
  }
}

describe('doing again', () => {
  it('gives the same log, whatever was done, and a state that goes on in the same way', () => {
    fc.assert(
      fc.property(
        fc.array(action, { minLength: 1, maxLength: 12 }),
        fc.array(action, { maxLength: 4 }),
        fc.integer({ min: 1, max: 500 }),
        (actions, more, slice) => {
          const noted = new Noted();
          play(noted, actions);
          const made = again(noted, Infinity, slice);
          const events = noted.lab.session.log.length;
          expect(made.lab.session.log.length).toBe(events);
          expect(beginsLike(made.lab.session, noted.lab.session, events)).toBe(true);
          expect(made.journal.entries.length).toBe(noted.journal.entries.length);
          // The two machines are in one state: they answer alike from here on.
          const calls = more.filter((step) => step.do !== 'run');
          const twin = new Noted();
          Object.assign(twin, { lab: made.lab, journal: made.journal });
          play(noted, calls);
          play(twin, calls);
          expect(beginsLike(made.lab.session, noted.lab.session, noted.lab.session.log.length)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('stops at the first moment at or after the wanted one at which nothing is under way', () => {
    fc.assert(
      fc.property(
        fc.array(action, { minLength: 1, maxLength: 8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (actions, share) => {
          const noted = new Noted();
          play(noted, actions);
          const wanted = Math.round(share * noted.lab.session.log.length);
          const made = again(noted, wanted);
          const events = made.lab.session.log.length;
          expect(events).toBeGreaterThanOrEqual(wanted);
          expect(beginsLike(made.lab.session, noted.lab.session, events)).toBe(true);
          // One step less would not have been enough.
          const { entries } = made.journal;
          const last = entries.at(-1);
          if (last === undefined || events === new Lab(config).session.log.length) return;
          expect(last.firstSeq).toBeLessThan(Math.max(1, wanted));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('leaves a workload that was cut at a point from which it goes on as it would have', () => {
    const whole = new Noted();
    whole.run(demonstration, 900);
    const made = again(whole, 400);
    const { workload } = made;
    if (workload === null) throw new Error('the workload is gone');
    const events = whole.lab.session.log.length;
    while (made.lab.session.log.length < events && workload.workload.run(made.lab, 1));
    expect(beginsLike(made.lab.session, whole.lab.session, events)).toBe(true);
  });

  it('tells another log from the same one, side entries included', () => {
    const one = new Noted();
    const other = new Noted();
    play(one, [{ do: 'allocate', bytes: 8192 }]);
    play(other, [{ do: 'allocate', bytes: 8191 }]);
    expect(beginsLike(one.lab.session, other.lab.session, one.lab.session.log.length)).toBe(false);
    expect(beginsLike(one.lab.session, one.lab.session, one.lab.session.log.length + 1)).toBe(false);
  });
});

describe('branches', () => {
  it('undo goes back one thing at a time, redo forward, and both logs are what they were', () => {
    const noted = new Noted();
    const tree = new BranchTree(noted.lab, noted.journal, '');
    noted.do({ kind: 'openQueue' });
    noted.journal.endSetup();
    const lengths = [noted.lab.session.log.length];
    for (const bytes of [4096, 8192, 12_288]) {
      noted.do(request(bytes, 1));
      lengths.push(noted.lab.session.log.length);
    }
    const step = (direction: 'undo' | 'redo'): number => {
      const entries = direction === 'undo' ? tree.entriesBeforeUndo : tree.entriesAfterRedo;
      if (entries === null) return -1;
      const { journal } = tree.current.line;
      const made = new Reexecution(config, entries, Infinity, journal.setupEntries);
      while (made.advance(10) !== 'done');
      tree[direction](made);
      expect(beginsLike(made.lab.session, noted.lab.session, made.lab.session.log.length)).toBe(true);
      return made.lab.session.log.length;
    };
    expect([step('undo'), step('undo'), step('redo'), step('undo'), step('undo'), step('undo')]).toEqual([
      lengths[2],
      lengths[1],
      lengths[2],
      lengths[1],
      lengths[0],
      -1,
    ]);
    expect(step('redo')).toBe(lengths[1]);
    // Something new: what was undone is kept beside it.
    const kept = tree.keepUndone('undone');
    expect(kept?.line.lab).toBe(noted.lab);
    expect(kept?.forkSeq).toBe(lengths[1]);
    expect(tree.entriesAfterRedo).toBeNull();
    expect(tree.keepUndone('undone')).toBeNull();
    expect(tree.branches.map(({ name }) => name)).toEqual(['', 'undone']);
  });

  it('a fork stands beside the branch that it goes off from', () => {
    const noted = new Noted();
    const tree = new BranchTree(noted.lab, noted.journal, '');
    noted.run(demonstration, 600);
    const branch = tree.fork(again(noted, 200), 'other');
    expect(tree.current).toBe(branch);
    expect(branch.forkSeq).toBe(branch.line.lab.session.log.length);
    expect(branch.line.workload?.source).toBe(demonstration);
    expect(tree.switchTo(1)).toBe(true);
    expect(tree.current.line.lab).toBe(noted.lab);
    expect(tree.switchTo(99)).toBe(false);
    expect(tree.rename(branch.id, 'better')).toBe(true);
    expect(tree.rename(99, 'nobody')).toBe(false);
    expect(tree.branches.map(({ name }) => name)).toEqual(['', 'better']);
    for (let more = tree.branches.length; more < MOST_BRANCHES; more++)
      tree.fork(again(noted, 50), `${more}`);
    expect(tree.isFull).toBe(true);
  });

  it('knows who serves at the end', () => {
    const noted = new Noted();
    expect(servingProvider(config, noted.journal)).toEqual({ provider: 'switch', layers: [] });
    const layers = [{ kind: 'quota', bytes: 65_536 }] as const;
    noted.do({ kind: 'useProvider', provider: 'guest', layers });
    noted.do({ kind: 'openQueue' });
    expect(servingProvider(config, noted.journal)).toEqual({ provider: 'guest', layers });
    noted.journal.add({ kind: 'script', script: { source: '', name: 'bump', callMs: 5 }, firstSeq: 9 });
    expect(servingProvider(config, noted.journal)).toEqual({ provider: 'script:bump', layers: [] });
  });
});
