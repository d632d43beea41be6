import { englishOf } from '../../core/words/sentence.ts';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RESERVED_NAMES } from '../../core/events/reserved-pages.ts';
import { type ExportSource, jsonLinesPieces } from '../../core/exports/event-pieces.ts';
import { traceEventPieces } from '../../core/exports/trace-event-pieces.ts';
import { DEFAULT_LAB_CONFIG, type LabConfig } from '../../core/lab/lab-config.ts';
import { Lab } from '../../core/lab/lab.ts';
import { openReadyQueue } from '../../core/lab/manual-calls.ts';
import { replaySetup } from '../../core/lab/replay-setup.ts';
import { LessonPlayer } from '../../core/lessons/lesson-player.ts';
import { descriptionContext } from '../../core/lessons/step-events.ts';
import { byteCount } from '../../core/memory/units.ts';
import { parseDecorator } from '../../core/providers/decorators/decorator-spec.ts';
import { TraceReplay } from '../../core/workloads/trace-replay.ts';
import { VmqDemonstration } from '../../core/workloads/vmq-demonstration.ts';
import { settingsOfLab } from '../files/lab-settings.ts';
import { readTraceFile } from '../files/read-trace-file.ts';
import { type SessionSettings } from '../files/session-settings.ts';
import { SessionFileWriter } from '../files/session-file-writer.ts';
import { lessonScripts } from '../scripting/lesson-scripts.ts';
import { parseExportArguments } from './arguments.ts';
import { exportSchema } from './export.ts';
import { lessonsOf } from './lesson.ts';
import { openSession } from './open-session.ts';

const SAMPLES = 'core/workloads/samples';
const folder = mkdtempSync(join(tmpdir(), 'lab-export-schema-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ajv = new Ajv({ allErrors: true, strict: true });
const schemaOf = (form: string): object => JSON.parse(exportSchema(['--schema', form])) as object;
const isLine = ajv.compile(schemaOf('jsonl'));
const isTrace = ajv.compile(schemaOf('perfetto'));

/** A source that says which machine it is of. */
type LookedAtSource = ExportSource & { readonly settings: SessionSettings };

const sourceOf = (lab: Lab, name: string): LookedAtSource => ({
  description: descriptionContext(lab),
  settings: settingsOfLab(name, lab),
  providers: lab.ndis.providers.map(({ code, id }) => ({ code, id })),
});

function demonstration(config: Partial<LabConfig>): Lab {
  const lab = new Lab({ ...DEFAULT_LAB_CONFIG, ...config });
  const workload = new VmqDemonstration({ seed: 8, machines: 6 });
  while (workload.run(lab, 1000));
  return lab;
}

const layer = (text: string) => {
  const spec = parseDecorator(text);
  if (spec === null) throw new Error(text);
  return spec;
};

/** Machines that hold pages back: in pools of queues, by rounding up, and because nobody gives them back. */
const reservingLabs = (): readonly Lab[] => [
  demonstration({ provider: 'queue-pool' }),
  demonstration({ provider: 'default', policy: 'buddy' }),
  demonstration({ layers: [layer('break=P9:3')] }),
];

async function recordedPages(): Promise<Lab> {
  const read = await readTraceFile(join(SAMPLES, 'page-alloc.ftrace.gz'));
  if (!read.ok) throw new Error(englishOf(read.message));
  const lab = new Lab(replaySetup(read.program, DEFAULT_LAB_CONFIG, true, null));
  new TraceReplay(read.program, { asRecorded: true, queueId: 0 }).run(lab, 8000);
  return lab;
}

/** A file with two branches, each with bookmarks of its own; the second is shown. */
async function branched(): Promise<string> {
  const path = join(folder, 'branched.ndislab');
  const lab = demonstration({});
  const other = demonstration({ provider: 'default' });
  const writer = await SessionFileWriter.create(path, settingsOfLab('branched', lab));
  const line = (number: number) => ({ line: { line: number, parent: null, forkSeq: 0 }, undone: null });
  await writer.append(
    [
      { id: 1, name: '', parent: null, forkSeq: 0, ...line(1), session: lab.session, journal: null },
      {
        id: 2,
        name: 'otherwise',
        parent: 1,
        forkSeq: 20,
        ...line(2),
        session: other.session,
        journal: null,
      },
    ],
    2,
  );
  await writer.appendLatest('marks', [
    { seq: 3, note: 'first', branch: 1 },
    { seq: 5, note: 'a "note"\nof two lines', branch: 2 },
  ]);
  await writer.appendLatest('providers', [{ code: 1, id: 'default' }]);
  await writer.close();
  return path;
}

const sources: { name: string; source: LookedAtSource }[] = [];

beforeAll(async () => {
  const add = (name: string, lab: Lab): void => void sources.push({ name, source: sourceOf(lab, name) });
  add('demonstration', demonstration({}));
  add('failures', demonstration({ memoryBytes: byteCount(4 << 20) }));
  const layers = ['fail-nth=7:FAILURE', 'break=P5:3', 'break=P1:11', 'latency=200'].map(layer);
  add('broken answers', demonstration({ layers }));
  for (const lab of reservingLabs()) add(`${lab.config.provider}:${lab.config.policy}`, lab);
  add('NDIS 6.20', demonstration({ ndisVersion: 620 }));
  add('recorded pages', await recordedPages());
  const empty = new Lab(DEFAULT_LAB_CONFIG);
  add('nothing', empty);
  const queue = new Lab(DEFAULT_LAB_CONFIG);
  openReadyQueue(queue);
  add('no call yet', queue);
  for (const lesson of await lessonsOf({ kind: 'all' })) {
    const player = await LessonPlayer.begin(lesson, lessonScripts());
    let step = 0;
    do {
      await player.play();
      add(`lesson ${lesson.id}, step ${++step}`, player.lab);
    } while (await player.next());
  }
  const { machine } = parseExportArguments(['x', '--as', 'csv']);
  const files = ['vmq-ramp', 'fragmentation', 'numa-fallback'].map(
    (name) => `${SAMPLES}/scenarios/${name}.json`,
  );
  for (const file of [...files, await branched()])
    sources.push({ name: file, source: await openSession(file, machine) });
}, 60_000);

function expectValid(validate: ValidateFunction, value: unknown, name: string): void {
  if (validate(value)) return;
  throw new Error(
    `${name}: ${JSON.stringify(validate.errors?.slice(0, 3))}\n${JSON.stringify(value).slice(0, 2000)}`,
  );
}

const linesOf = (source: ExportSource): unknown[] =>
  [...jsonLinesPieces(source)]
    .join('')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
const traceOf = (source: LookedAtSource): unknown =>
  JSON.parse([...traceEventPieces(source, source.settings)].join(''));

describe('sessions of all kinds', () => {
  it('hold to the schema of JSON Lines, line by line', () => {
    let refused = 0;
    let scattered = 0;
    const held = new Set<string>();
    for (const { name, source } of sources) {
      const lines = linesOf(source);
      expect(lines.length).toBe(source.description.session.log.length + 1);
      for (const line of lines) {
        expectValid(isLine, line, name);
        const { reason, elements, reserved } = line as {
          reason?: unknown;
          elements?: unknown[];
          reserved?: { why: string }[];
        };
        for (const { why } of reserved ?? []) held.add(why);
        if (reason) refused++;
        if ((elements?.length ?? 0) > 1) scattered++;
      }
    }
    expect(sources.length).toBeGreaterThan(60);
    expect(refused).toBeGreaterThan(20);
    expect(scattered).toBeGreaterThan(20);
    expect([...held].sort()).toEqual([...RESERVED_NAMES].sort());
    const bookmarked = sources.at(-1);
    expect(bookmarked && linesOf(bookmarked.source)[0]).toMatchObject({
      settings: { name: 'branched', bookmarks: [{ seq: 5, note: 'a "note"\nof two lines' }] },
    });
  });

  it('hold to the schema of the Chrome trace', () => {
    const phases = new Set<string>();
    for (const { name, source } of sources) {
      const trace = traceOf(source);
      expectValid(isTrace, trace, name);
      for (const { ph } of (trace as { traceEvents: { ph: string }[] }).traceEvents) phases.add(ph);
    }
    expect([...phases].sort()).toEqual(['C', 'M', 'X', 'b', 'e', 'i']);
  });
});

describe('the schemas', () => {
  it.each([
    ['jsonl', 'json-lines'],
    ['perfetto', 'trace-events'],
  ])('of %s stands where users find it', (form, file) => {
    // Written by `npm run --silent lab -- export --schema FORM`.
    expect(JSON.parse(readFileSync(`core/exports/${file}.schema.json`, 'utf8'))).toEqual(schemaOf(form));
  });

  it('refuse every line and every trace event that lacks a member, or has one too many or of another type', () => {
    const [first] = sources;
    if (first === undefined) throw new Error('no source');
    const lines = linesOf(first.source).slice(0, 200);
    const { traceEvents } = traceOf(first.source) as { traceEvents: unknown[] };
    const documents: [ValidateFunction, (value: unknown) => unknown, unknown[]][] = [
      [isLine, (line) => line, lines],
      [isTrace, (event) => ({ displayTimeUnit: 'ns', traceEvents: [event] }), traceEvents.slice(0, 200)],
    ];
    for (const [validate, wrapped, values] of documents) {
      for (const value of values) {
        const members = value as Record<string, unknown>;
        for (const name of Object.keys(members)) {
          const rest = Object.fromEntries(Object.entries(members).filter(([key]) => key !== name));
          expect(validate(wrapped(rest)), `without ${name}`).toBe(false);
          expect(validate(wrapped({ ...members, [name]: { wrong: true } })), name).toBe(false);
        }
        expect(validate(wrapped({ ...members, another: 1 }))).toBe(false);
      }
    }
  });

  it('are asked for by the name of the form', () => {
    expect(() => exportSchema(['--schema', 'csv'])).toThrow('expected jsonl or perfetto and nothing else');
    expect(() => exportSchema(['--schema', 'jsonl', 'x'])).toThrow('expected jsonl or perfetto');
  });
});
