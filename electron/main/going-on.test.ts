import { englishOf } from '../../core/words/sentence.ts';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { BranchTree } from '../../core/history/branch-tree.ts';
import { Journal, type WorkloadRecipe, type WorkloadSource } from '../../core/history/journal.ts';
import { JournaledWorkload } from '../../core/history/journaled-workload.ts';
import { type LabCommand, runLabCommand } from '../../core/history/lab-command.ts';
import { beginsLike } from '../../core/history/re-execution.ts';
import { DEFAULT_LAB_CONFIG, type LabConfig } from '../../core/lab/lab-config.ts';
import { Lab } from '../../core/lab/lab.ts';
import { completeRequest } from '../../core/lab/manual-calls.ts';
import { replaySetup } from '../../core/lab/replay-setup.ts';
import { byteCount } from '../../core/memory/units.ts';
import { ALLOCATION_HANDLE_BASE, SHARED_MEMORY_HANDLE_BASE } from '../../core/ndis/handles.ts';
import { parseDecorator } from '../../core/providers/decorators/decorator-spec.ts';
import { ChunkKind, nextChunk, readChunkHeader } from '../../core/session-file/chunk.ts';
import { ok } from '../contract/result.ts';
import { BranchMarks } from '../files/branch-marks.ts';
import { packPart, unpackPart } from '../files/journal-parts.ts';
import { settingsOfLab } from '../files/lab-settings.ts';
import { type OpenedSession, readSessionFile } from '../files/read-session-file.ts';
import { readScenarioFile } from '../files/read-scenario.ts';
import { readTraceFile } from '../files/read-trace-file.ts';
import { SessionFileWriter, type WrittenBranch } from '../files/session-file-writer.ts';
import { goOn, saysHow } from './going-on.ts';
import { keptSession } from './kept-session.ts';
import { originalOf, ReExecutor } from './re-executor.ts';
import { type KeptSession } from './session-keeper.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-going-on-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const SAMPLES = 'core/workloads/samples';

const executor = (): ReExecutor =>
  new ReExecutor(
    () => Promise.resolve(ok({ seq: 0 })),
    () => undefined,
    () => undefined,
  );

/** A Lab in which things are done and noted, as the window does. */
class Noted {
  readonly lab: Lab;
  readonly journal = new Journal();
  /** Whether a workload was begun and has steps left. */
  isRunning = false;
  private running: JournaledWorkload | null = null;

  constructor(config: Partial<LabConfig> = {}) {
    this.lab = new Lab({ ...DEFAULT_LAB_CONFIG, memoryBytes: byteCount(8 << 20), ...config });
    this.do({ kind: 'openQueue' });
    this.journal.endSetup();
  }

  do(command: LabCommand): void {
    this.journal.add({ kind: 'command', command, firstSeq: this.lab.session.log.length });
    runLabCommand(this.lab, command);
  }

  run(source: WorkloadSource, steps: number): boolean {
    this.running ??= new JournaledWorkload({ source, workload: source.create() }, this.lab, this.journal);
    this.isRunning = this.running.run(steps);
    return this.isRunning;
  }

  branch(id: number, line = id, parent: number | null = null, forkSeq = 0): WrittenBranch {
    return {
      ...{ id, name: `branch ${id}`, parent, forkSeq, journal: this.journal, session: this.lab.session },
      line: { line, parent: null, forkSeq: 0 },
      undone: null,
    };
  }
}

/** A workload as a file gives it back. */
function sourceOf(name: string, recipe: WorkloadRecipe): WorkloadSource {
  const read = unpackPart(packPart(1, { ...recipe, name }))?.workload;
  if (read === undefined) throw new Error('no workload');
  expect(read.recipe).toEqual(recipe);
  return read;
}

const demonstration = sourceOf('demonstration', { kind: 'demonstration', seed: 3, machines: 12 });

async function saved(name: string, noted: Noted, branches: readonly WrittenBranch[]): Promise<string> {
  const path = join(folder, `${name}.ndislab`);
  const writer = await SessionFileWriter.create(path, settingsOfLab(name, noted.lab));
  await writer.append(branches, branches.at(-1)?.id ?? 1);
  await writer.close();
  return path;
}

async function opened(path: string): Promise<OpenedSession> {
  const read = await readSessionFile(path);
  if (!read.ok) throw new Error(englishOf(read.message));
  return read.opened;
}

/** A machine that went on from a file does what the one does that never stopped. */
async function expectToGoOnLike(noted: Noted, path: string): Promise<void> {
  const file = await opened(path);
  expect(file.problems).toEqual([]);
  expect(saysHow(file)).toBe(true);
  const made = await goOn(file, executor());
  if (!made.ok) throw new Error(made.error.code);
  const { lab, workload } = made.value.current.line;
  // A run that has not come to its end can be resumed.
  expect(workload !== null).toBe(noted.isRunning);
  const { session } = noted.lab;
  expect(lab.session.log.length).toBe(session.log.length);
  for (let more = true, at = 0; more && at < 40; at++) {
    more = noted.run(workload?.source ?? demonstration, 7);
    workload?.workload.run(lab, 7);
    if (workload === null) break;
  }
  for (const machine of [noted.lab, lab]) {
    const request = completeRequest(machine, { queueId: 1, lengthBytes: 70_000 });
    runLabCommand(machine, { kind: 'allocate', request });
  }
  if (workload !== null) expect(beginsLike(lab.session, session, session.log.length)).toBe(true);
}

const layers = ['fail-nth=3:FAILURE', 'quota=1MiB'].map((text) => parseDecorator(text)!);

const command = fc.oneof(
  fc
    .record({
      lengthBytes: fc.integer({ min: 0, max: 200_000 }),
      queueId: fc.integer({ min: 0, max: 3 }),
      times: fc.integer({ min: 1, max: 4 }),
    })
    .map(({ times, ...fields }) => (lab: Lab): LabCommand => {
      const request = completeRequest(lab, fields);
      return times === 1
        ? { kind: 'allocate', request }
        : { kind: 'allocateMany', request, times, untilRefused: times === 3 };
    }),
  fc.integer({ min: 1, max: 9 }).map((block) => (): LabCommand => ({
    ...{ kind: 'free', allocationHandle: BigInt(ALLOCATION_HANDLE_BASE + block), irql: block % 3 },
  })),
  fc
    .constantFrom<LabCommand>(
      { kind: 'openQueue' },
      { kind: 'useProvider', provider: 'guest', layers },
      { kind: 'closeProvider', provider: 2 },
      { kind: 'machine', command: { kind: 'allocateQueue', lookaheadBytes: 128 } },
      { kind: 'machine', command: { kind: 'completeAllocations', ids: [1, 2] } },
      { kind: 'machine', command: { kind: 'twoDrivers' } },
      {
        kind: 'machine',
        command: {
          ...{ kind: 'receive', id: 1, offsetBytes: 0, lengthBytes: 60 },
          sharedMemoryHandle: BigInt(SHARED_MEMORY_HANDLE_BASE + 1),
        },
      },
    )
    .map((fixed) => (): LabCommand => fixed),
);
const step = fc.oneof(command, fc.integer({ min: 1, max: 60 }));

describe('a session from a file', () => {
  it('goes on as if it had never stopped, whatever was done, also where it was kept bit by bit', async () => {
    let turn = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
        const noted = new Noted();
        const path = join(folder, `bits-${turn++}.ndislab`);
        const writer = await SessionFileWriter.create(path, settingsOfLab('bits', noted.lab));
        for (const next of steps) {
          if (typeof next === 'number') noted.run(demonstration, next);
          else noted.do(next(noted.lab));
          await writer.append([noted.branch(1)], 1);
        }
        await writer.close();
        const file = await opened(path);
        expect(file.branches[0]?.journal?.entries.map((entry) => ({ ...entry, workload: null }))).toEqual(
          noted.journal.entries.map((entry) => ({ ...entry, workload: null })),
        );
        expect(file.branches[0]?.journal?.setupEntries).toBe(1);
        await expectToGoOnLike(noted, path);
      }),
      { numRuns: 40 },
    );
  });

  it.each(['perl-hash.rep.gz', 'page-alloc.ftrace.gz', 'glibc-mtrace.log.gz', 'vma-recording.csv'])(
    'goes on in the middle of %s',
    async (name) => {
      const read = await readTraceFile(join(SAMPLES, name));
      if (!read.ok) throw new Error(englishOf(read.message));
      const asRecorded = read.program.format === 'ftrace';
      const options = { asRecorded, queueId: asRecorded ? 0 : 1 };
      const source = sourceOf(name, { kind: 'trace', program: read.program, options });
      const noted = new Noted(replaySetup(read.program, DEFAULT_LAB_CONFIG, asRecorded, null));
      noted.run(source, Math.floor(read.program.length * 0.9));
      const path = await saved(name, noted, [noted.branch(1)]);
      await expectToGoOnLike(noted, path);
    },
  );

  it('goes on in the middle of a scenario', async () => {
    const read = await readScenarioFile(join(SAMPLES, 'scenarios', 'fragmentation.json'));
    if (!read.ok) throw new Error(englishOf(read.message));
    const noted = new Noted(read.scenario.machine);
    noted.run(sourceOf('fragmentation', { kind: 'scenario', text: read.text }), 9);
    await expectToGoOnLike(noted, await saved('scenario', noted, [noted.branch(1)]));
  });

  it('keeps its branches under their names, each with a machine of its own', async () => {
    const noted = new Noted();
    noted.run(demonstration, 200);
    const other = new Noted();
    other.run(demonstration, 100);
    const forkSeq = other.lab.session.log.length;
    other.do({ kind: 'useProvider', provider: 'guest', layers });
    other.run(demonstration, 60);
    const path = await saved('branches', noted, [noted.branch(1), other.branch(2, 2, 1, forkSeq)]);
    const made = await goOn(await opened(path), executor());
    if (!made.ok) throw new Error(made.error.code);
    const { branches, current } = made.value;
    expect(branches.map(({ name, line }) => [name, line.lab.session.log.length])).toEqual([
      ['branch 1', noted.lab.session.log.length],
      ['branch 2', other.lab.session.log.length],
    ]);
    expect(current.id).toBe(2);
    expect(current.line).toMatchObject({ parent: 1, forkSeq });
    expect(made.value.entriesBeforeUndo?.length).toBe(other.journal.entries.length - 1);
  });

  it('keeps what was undone, so that it can be done again', async () => {
    const noted = new Noted();
    noted.run(demonstration, 120);
    for (const lengthBytes of [9000, 70_000, 400])
      noted.do({ kind: 'allocate', request: completeRequest(noted.lab, { queueId: 1, lengthBytes }) });
    const whole = noted.lab.session.log.length;
    const tree = new BranchTree(noted.lab, noted.journal, '');
    const undoOrRedo = async (of: BranchTree, direction: 'undo' | 'redo'): Promise<number> => {
      const entries = direction === 'undo' ? of.entriesBeforeUndo : of.entriesAfterRedo;
      if (entries === null) return 0;
      const made = await executor().run(originalOf(of.current.line), entries, Infinity);
      if (!made.ok) throw new Error(made.error.code);
      of[direction](made.value);
      return of.current.line.lab.session.log.length;
    };
    for (const left of [1, 2]) expect(await undoOrRedo(tree, 'undo')).toBe(whole - left);
    const settings = settingsOfLab('undone', noted.lab);
    const keepIn = async (path: string, kept: KeptSession): Promise<OpenedSession> => {
      const writer = await SessionFileWriter.create(path, kept.settings);
      await writer.append(kept.branches(), kept.currentBranch());
      await writer.close();
      return opened(path);
    };
    const parts = { settings: { ...settings, bookmarks: [] }, marks: new BranchMarks([]) };
    const file = await keepIn(
      join(folder, 'undone.ndislab'),
      keptSession({ ...parts, tree, recording: null }),
    );
    // Saved as it was opened, it is kept as well; and a file holds only once what both lines have.
    const copyPath = join(folder, 'undone-copy.ndislab');
    const copy = await keepIn(copyPath, keptSession({ ...parts, tree, recording: file }));
    for (const read of [file, copy]) {
      expect(read.problems).toEqual([]);
      expect(read.session.log.length).toBe(whole - 2);
      const made = await goOn(read, executor());
      if (!made.ok) throw new Error(made.error.code);
      const again = made.value;
      expect(again.current.line).toMatchObject({ parent: again.current.before?.id, forkSeq: whole - 2 });
      for (const left of [1, 0]) expect(await undoOrRedo(again, 'redo')).toBe(whole - left);
      expect(await undoOrRedo(again, 'redo')).toBe(0);
      expect(beginsLike(again.current.line.lab.session, noted.lab.session, whole)).toBe(true);
      expect(await undoOrRedo(again, 'undo')).toBe(whole - 1);
    }
    const single = await saved('not-undone', noted, [noted.branch(1)]);
    expect(statSync(copyPath).size - statSync(single).size).toBeLessThan(1000);
  });

  it('goes on from a journal and a trace that need many chunks', async () => {
    const read = await readTraceFile(join(SAMPLES, 'perl-hash.rep.gz'));
    if (!read.ok) throw new Error(englishOf(read.message));
    const source = sourceOf('perl', {
      ...{ kind: 'trace', program: read.program, options: { asRecorded: false, queueId: 1 } },
    });
    const noted = new Noted(replaySetup(read.program, DEFAULT_LAB_CONFIG, false, null));
    for (let at = 0; at < 20; at++) {
      noted.run(source, 50);
      noted.do({ kind: 'openQueue' });
    }
    const path = join(folder, 'pieces.ndislab');
    const most = 700;
    const writer = await SessionFileWriter.create(path, settingsOfLab('pieces', noted.lab), 6, most);
    await writer.append([noted.branch(1)], 1);
    await writer.close();
    const bytes = readFileSync(path);
    const kinds = new Map<number, number>();
    for (let at = nextChunk(bytes, 16); at < bytes.length; at = nextChunk(bytes, at + 1)) {
      const kind = readChunkHeader(bytes, at)?.kind ?? 0;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    expect(kinds.get(ChunkKind.continued)).toBeGreaterThan(10);
    expect(kinds.get(ChunkKind.journal)).toBe(1);
    await expectToGoOnLike(noted, path);
  });

  it('does not go on where its file does not say how, or where the machine comes out otherwise', async () => {
    const noted = new Noted();
    noted.do({ kind: 'openQueue' });
    const silent = await opened(await saved('silent', noted, [{ ...noted.branch(1), journal: null }]));
    expect(saysHow(silent)).toBe(false);
    expect(await goOn(silent, executor())).toMatchObject({ ok: false });

    // What a version recorded that knew nothing of pages that are held back.
    const pooled = new Noted({ provider: 'queue-pool' });
    pooled.do({ kind: 'allocate', request: completeRequest(pooled.lab, { queueId: 1, lengthBytes: 9000 }) });
    const plain = new Noted({ provider: 'switch' });
    const path = await saved('older', pooled, [{ ...pooled.branch(1), session: plain.lab.session }]);
    expect(saysHow(await opened(path))).toBe(true);
    plain.do({ kind: 'closeProvider', provider: 2 });
    const otherwise = await opened(
      await saved('otherwise', pooled, [{ ...pooled.branch(1), session: plain.lab.session }]),
    );
    expect(await goOn(otherwise, executor())).toMatchObject({
      ok: false,
      error: { code: 'not-repeatable' },
    });
  });
});

describe('a file that breaks off or is damaged', () => {
  it('goes on with what was read of it, or not at all', async () => {
    const noted = new Noted();
    const path = join(folder, 'killed.ndislab');
    const writer = await SessionFileWriter.create(path, settingsOfLab('killed', noted.lab));
    noted.do({ kind: 'useProvider', provider: 'switch', layers });
    for (let turn = 0; turn < 8; turn++) {
      noted.run(demonstration, 30);
      if (turn === 3) noted.do({ kind: 'openQueue' });
      await writer.append([noted.branch(1)], 1);
    }
    await writer.close();
    const bytes = readFileSync(path);
    const damaged = join(folder, 'damaged.ndislab');
    let went = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 300, max: bytes.length }),
        fc.option(fc.integer({ min: 300, max: bytes.length - 1 })),
        async (end, flip) => {
          const copy = Uint8Array.from(bytes.subarray(0, end));
          if (flip !== null && flip < end) copy[flip] = (copy[flip] ?? 0) ^ 0x40;
          writeFileSync(damaged, copy);
          const read = await readSessionFile(damaged);
          if (!read.ok) return;
          const made = await goOn(read.opened, executor());
          if (!made.ok) return;
          went++;
          const { session } = made.value.current.line.lab;
          const recorded = read.opened.session.log.length;
          expect(session.log.length).toBeGreaterThanOrEqual(recorded);
          expect(beginsLike(session, noted.lab.session, Math.min(session.log.length, recorded))).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
    expect(went).toBeGreaterThan(15);
  });

  it('never breaks the reader of parts', () => {
    const whole = packPart(4, { kind: 'script', name: 'mine', source: 'function x() {}', callMs: 5 });
    expect(unpackPart(whole)?.script).toEqual({ name: 'mine', source: 'function x() {}', callMs: 5 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length }), fc.nat({ max: 255 }), (at, byte) => {
        const copy = whole.slice(0, at % 7 === 0 ? at : undefined);
        if (at < copy.length) copy[at] = byte;
        unpackPart(copy);
      }),
    );
    expect(unpackPart(new Uint8Array(0))).toBeNull();
  });
});
