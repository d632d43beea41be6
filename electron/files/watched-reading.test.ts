import { englishOf } from '../../core/words/sentence.ts';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { Lab } from '../../core/lab/lab.ts';
import { VmqDemonstration } from '../../core/workloads/vmq-demonstration.ts';
import { exportToFile, type LeavingSession } from './export-session.ts';
import { settingsOfLab } from './lab-settings.ts';
import { openRecording } from './open-recording.ts';
import { readScenarioFile } from './read-scenario.ts';
import { readTraceFile } from './read-trace-file.ts';
import { STOPPED } from '../../core/session-file/file-sentences.ts';
import { type ReadPhase, type ReadWatch } from './read-watch.ts';
import { SessionFileWriter } from './session-file-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-watched-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Enough for several pieces of a file, and of several chunks. */
const EVENTS = 50_000;
const EVENTS_AS_TEXT = 8_000;
const STEPS = 900;

/** How a kind of file is read: how much of it there is, and what is said of it. */
interface Came {
  readonly amount: number;
  readonly said: string;
}
type Reading = (path: string, watch?: ReadWatch) => Promise<Came>;

async function recording(path: string, watch?: ReadWatch): Promise<Came> {
  const read = await openRecording(path, watch);
  if (read === null) throw new Error(`${path} is no recording`);
  if (!read.ok) return { amount: 0, said: englishOf(read.message) };
  return {
    amount: read.opened.session.log.length,
    said: read.opened.problems.slice(0, 1).map(englishOf).join(''),
  };
}

async function scenario(path: string, watch?: ReadWatch): Promise<Came> {
  const read = await readScenarioFile(path, watch);
  return read.ok
    ? { amount: read.scenario.steps.length, said: read.problem === null ? '' : englishOf(read.problem) }
    : { amount: 0, said: englishOf(read.message) };
}

async function trace(path: string, watch?: ReadWatch): Promise<Came> {
  const read = await readTraceFile(path, watch);
  const program = read.ok ? read.program : read.soFar;
  return { amount: program?.length ?? 0, said: read.ok ? '' : englishOf(read.message) };
}

const FORMATS: readonly { name: string; reading: Reading; phases: readonly ReadPhase[] }[] = [
  { name: 'session.ndislab', reading: recording, phases: ['reading', 'checking'] },
  { name: 'events.csv', reading: recording, phases: ['reading', 'checking'] },
  { name: 'events.jsonl', reading: recording, phases: ['reading'] },
  { name: 'scenario.json', reading: scenario, phases: ['reading'] },
  { name: 'heap.rep', reading: trace, phases: ['reading'] },
  { name: 'heap.rep.gz', reading: trace, phases: ['reading'] },
];

beforeAll(async () => {
  const lab = new Lab(DEFAULT_LAB_CONFIG);
  const demonstration = new VmqDemonstration({ seed: 4, machines: 1_000_000 });
  while (lab.session.log.length < EVENTS_AS_TEXT) demonstration.run(lab, 1000);
  lab.session.indexNew();
  const settings = settingsOfLab('watched', lab);
  const source: LeavingSession = {
    description: {
      session: lab.session,
      ndisVersion: lab.config.ndisVersion,
      adapterHandle: lab.adapter.handle,
    },
    settings: { ...settings, bookmarks: [] },
    providers: lab.ndis.providers.map(({ code, id }) => ({ code, id })),
    templatePath: join(folder, 'none'),
  };
  for (const format of ['csv', 'jsonl'] as const)
    await exportToFile(join(folder, `events.${format}`), source, format);
  const writer = await SessionFileWriter.create(join(folder, 'session.ndislab'), settings);
  while (lab.session.log.length < EVENTS) {
    demonstration.run(lab, 1000);
    await writer.appendSession(lab.session);
  }
  await writer.close();
  const step = {
    title: 'a step with a title that takes some room',
    commands: Array.from({ length: 40 }, () => ({ kind: 'openQueue' })),
  };
  const steps = Array.from({ length: STEPS }, () => step);
  const head = { format: 'ndis-lab-scenario', version: 1, title: 't' };
  writeFileSync(join(folder, 'scenario.json'), JSON.stringify({ ...head, steps }));
  const calls = Array.from({ length: 100_000 }, (_, id) => `a ${id} ${64 + ((id * 7919) % 4001)}\n`).join('');
  const heap = `0\n100000\n100000\n1\n${calls}`;
  writeFileSync(join(folder, 'heap.rep'), heap);
  writeFileSync(join(folder, 'heap.rep.gz'), gzipSync(heap));
}, 120_000);

describe.each(FORMATS)('$name', ({ name, reading, phases }) => {
  const path = join(folder, name);

  it('says how far it is read, to its end', async () => {
    const unwatched = await reading(path);
    expect(unwatched.said).toBe('');
    const told: { bytes: number; phase: ReadPhase }[] = [];
    const watch: ReadWatch = {
      signal: new AbortController().signal,
      onProgress: (bytes, phase) => told.push({ bytes, phase }),
    };
    expect(await reading(path, watch)).toEqual(unwatched);
    const { size } = statSync(path);
    const seen = told.map(({ phase }) => phase);
    expect([...new Set(seen)]).toEqual(phases.slice(0, new Set(seen).size));
    expect(seen).toContain('reading');
    for (const phase of phases) {
      const bytes = told.filter((one) => one.phase === phase).map((one) => one.bytes);
      expect(bytes).toEqual([...bytes].sort((one, two) => one - two));
      expect(Math.max(0, ...bytes)).toBeLessThanOrEqual(size);
    }
    const whole = told.filter(({ phase }) => phase === 'reading').at(-1)?.bytes ?? 0;
    expect(whole).toBeGreaterThan(size / 2);
  });

  it('is stopped in the middle: the file and the place are named, and what came before is kept', async () => {
    const whole = await reading(path);
    const stop = new AbortController();
    const came = await reading(path, { signal: stop.signal, onProgress: () => stop.abort() });
    expect(came.said).toContain(path);
    expect(came.said).toMatch(/(line|byte) \d+/);
    expect(came.said).toContain(englishOf(STOPPED));
    expect(came.amount).toBeGreaterThan(0);
    expect(came.amount).toBeLessThan(whole.amount);
  });
});

it('what cannot be read is named with the reason', async () => {
  for (const reading of [scenario, trace]) {
    const gone = join(folder, 'gone');
    expect((await reading(gone)).said).toMatch(/gone: .*no such file/i);
    expect((await reading(folder)).said).toContain(`${folder}: `);
  }
});
