import { englishOf } from '../../core/words/sentence.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { parse } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { Lab } from '../../core/lab/lab.ts';
import { openReadyQueue } from '../../core/lab/manual-calls.ts';
import { type Scenario } from '../../core/scenarios/scenario.ts';
import { ScenarioWorkload } from '../../core/scenarios/scenario-workload.ts';
import { isScenarioFile, parseScenario } from './read-scenario.ts';
import { scenarioJsonSchema } from './scenario-json-schema.ts';

const SAMPLES = 'core/workloads/samples/scenarios';
const samples = readdirSync(SAMPLES);
const validate = new Ajv({ allErrors: false, strict: false }).compile(scenarioJsonSchema());

function play(scenario: Scenario, slice: number): { lab: Lab; workload: ScenarioWorkload } {
  const lab = new Lab(scenario.machine);
  for (let queue = 0; queue < scenario.queues; queue++) openReadyQueue(lab);
  const workload = new ScenarioWorkload(scenario);
  while (workload.run(lab, slice));
  return { lab, workload };
}

function whole(source: string): Scenario {
  const read = parseScenario('x.json', source);
  if (!read.ok) throw new Error(englishOf(read.message));
  expect(read.problem).toBeNull();
  return read.scenario;
}

describe('the bundled scenarios', () => {
  it.each(samples)('%s holds, whatever the slices, and calls as often as it says', async (name) => {
    const path = join(SAMPLES, name);
    expect(await isScenarioFile(path)).toBe(true);
    const scenario = whole(readFileSync(path, 'utf8'));
    const { lab, workload } = play(scenario, 1);
    expect(workload.outcomes.flatMap(({ checks }) => checks).filter(({ met }) => !met)).toEqual([]);
    expect(workload.verdict.checks).toBeGreaterThan(3);
    expect(workload.doneSteps).toBe(workload.totalSteps);
    const other = play(scenario, 7);
    expect(other.lab.session.log.copyFrom(0, 1000)).toEqual(lab.session.log.copyFrom(0, 1000));
    expect(other.workload.outcomes).toEqual(workload.outcomes);
  });

  it('have an expectation fail when the machine is another one', () => {
    const source = readFileSync(join(SAMPLES, 'fragmentation.json'), 'utf8').replace('1 MiB', '2 MiB');
    const { workload } = play(whole(source), 100);
    expect(workload.verdict.failed).toBeGreaterThan(2);
    expect(workload.outcomes[2]?.checks[0]).toMatchObject({
      expected: 'RESOURCES',
      found: 'SUCCESS',
      met: false,
    });
  });
});

const HEAD = '{\n  "format": "ndis-lab-scenario", "version": 1, "title": "t",\n  "steps": [\n';
const STEP = '    { "title": "a", "commands": [{ "kind": "openQueue" }] },\n';

describe('mistakes', () => {
  it.each([
    ['{ "format": "other" }', /x\.json, line 1, column 13: format: .*"ndis-lab-scenario"/],
    ['[1]', /line 1, column 1: expected \{/],
    [`${HEAD}  ]\n}`, /line 3, column 12: steps: expected a list of steps/],
    [
      `${HEAD}    { "title": "a", "comands": [] }\n]}`,
      /line 4, column 21: .*unknown key "comands", perhaps "commands"/,
    ],
    [
      `${HEAD}    { "title": "a", "commands": [{ "kind": "allocate", "lengthBytes": "64 KB" }] }\n]}`,
      /line 4, column 71: steps\.0\.commands\.0\.lengthBytes: expected bytes, such as 4096 or 64 KiB, found "64 KB"/,
    ],
    [
      `${HEAD}    { "title": "a", "expect": [{ "status": "SUCCESS" }] }\n]}`,
      /column \d+: steps\.0\.expect\.0: expected commands in the step/,
    ],
    [
      `${HEAD}    { "title": "a", "expect": [{ "count": "stats == 1", "is": 1 }] }\n]}`,
      /steps\.0\.expect\.0\.count: column 1: expected a field, such as status/,
    ],
    [
      '{ "format": "ndis-lab-scenario", "version": 1, "title": "t", "machine": { "memoryBytes": 4096 }, "steps": [] }',
      /column 73: machine\./,
    ],
  ])('%# are named with line, column and what was expected', (source, message) => {
    const read = parseScenario('x.json', source);
    expect(read).toMatchObject({ ok: false });
    expect(read.ok ? '' : englishOf(read.message)).toMatch(message);
  });

  it.each([
    [
      'a member that is wrong',
      `${HEAD}${STEP}${STEP}    { "title": 7 }\n]}`,
      /line 6, column 16: steps\.2\.title/,
    ],
    [
      'no JSON',
      `${HEAD}${STEP}${STEP}    { "title": "b" "c" }\n]}`,
      /line 6, column 20: JSON: comma expected/,
    ],
    [
      'the end of the file',
      `${HEAD}${STEP}${STEP}    { "ti`,
      /line 6, column 7: JSON: unexpected end of string/,
    ],
  ])('%s leaves what stands before', (_name, source, problem) => {
    const read = parseScenario('x.json', source);
    if (!read.ok) throw new Error(englishOf(read.message));
    expect(read.scenario.steps.length).toBe(2);
    expect(read.problem && englishOf(read.problem)).toMatch(problem);
  });

  it('of any kind never break anything', () => {
    const source = readFileSync(join(SAMPLES, 'numa-fallback.json'), 'utf8');
    fc.assert(
      fc.property(fc.nat(source.length), fc.nat(20), fc.string({ maxLength: 4 }), (at, cut, put) => {
        const read = parseScenario('x.json', source.slice(0, at) + put + source.slice(at + cut));
        if (read.ok) expect(read.scenario.steps.length).toBeGreaterThan(0);
        else expect(englishOf(read.message)).toMatch(/^x\.json, line \d+, column \d+: /);
      }),
      { numRuns: 500 },
    );
  });
});

/** Values of every kind that stand in scenarios, right in one place and wrong in the next. */
const PIECES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  0.5,
  16,
  63,
  65,
  256,
  620,
  631,
  4097,
  2 ** 32,
  '',
  'switch',
  'default',
  'per-node',
  'any',
  'CONTIGUOUS',
  'Receive',
  'NdisSharedMemoryUsageOther',
  'DISPATCH_LEVEL',
  'SUCCESS',
  'RESOURCES',
  'none',
  'A17',
  'DOUBLE_FREE',
  'Running',
  '64 KiB',
  '64KiB',
  '3 gib',
  '64 KB',
  'tlsf',
  'sriov',
  'sharedMemory',
  'quota=4MiB',
  'fail-nth=0',
  'fail-nth=3:failure',
  'break=p5:2',
  'log-only',
  { atLeast: 1 },
  { above: '4 KiB', below: 9 },
  {},
  { atLeast: null },
  { en: 'a', pt: 'b' },
  { en: 'a' },
  [],
  [1, 2],
  [0],
  ['log-only'],
  { kind: 'openQueue' },
  { kind: 'allocate', lengthBytes: 1 },
  { kind: 'free', block: 1 },
  { kind: 'free', block: 1, blocks: [1] },
  { kind: 'registerScript', script: 'x' },
  { kind: 'allocateQueue' },
  { kind: 'receive', id: 1, block: 1, lengthBytes: 60 },
  { kind: 'register', registrant: 'protocol', context: 'SetOptions', supportsPfVPorts: false, irql: 0 },
  { kind: 'setFilter', id: 1 },
  { kind: 'createVPort' },
  { kind: 'nothing' },
];
const KEYS = [
  'times',
  'queueId',
  'flags',
  'usage',
  'irql',
  'handle',
  'id',
  'elements',
  'node',
  'remark',
  'layers',
];

interface Place {
  readonly holder: Record<string, unknown> | unknown[];
  readonly key: string | number;
}

/** Every place of a document where something stands. */
function placesOf(value: unknown): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Place['holder'];
  const keys = Array.isArray(holder) ? [...holder.keys()] : Object.keys(holder);
  return keys.flatMap((key) => [
    { holder, key },
    ...placesOf((holder as Record<string | number, unknown>)[key]),
  ]);
}

/** What the schema cannot see, since it needs a look at more than one member. */
const ONLY_THE_READER = /: machine\.|expected commands in the step|expected a call up to|count: column/;

describe('the JSON schema', () => {
  it('stands in the folder that editors are pointed to', () => {
    // Written by `npm run --silent lab -- scenario --schema`.
    const stored: unknown = JSON.parse(readFileSync('core/scenarios/scenario.schema.json', 'utf8'));
    expect(stored).toEqual(JSON.parse(JSON.stringify(scenarioJsonSchema())));
  });

  it.each(samples)('takes %s', (name) => {
    expect(validate(parse(readFileSync(join(SAMPLES, name), 'utf8')))).toBe(true);
  });

  it('takes exactly what the reader takes', () => {
    const texts = samples.map((name) => JSON.stringify(parse(readFileSync(join(SAMPLES, name), 'utf8'))));
    let taken = 0;
    let refused = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom(...PIECES), fc.option(fc.constantFrom(...KEYS))), {
          minLength: 1,
          maxLength: 2,
        }),
        (text, changes) => {
          const document: unknown = JSON.parse(text);
          for (const [at, piece, added] of changes) {
            const places = placesOf(document);
            const place = places[at % places.length];
            if (place === undefined) return;
            const inside = (place.holder as Record<string | number, unknown>)[place.key];
            const value: unknown = structuredClone(piece);
            if (added !== null && typeof inside === 'object' && inside !== null && !Array.isArray(inside))
              (inside as Record<string, unknown>)[added] = value;
            else (place.holder as Record<string | number, unknown>)[place.key] = value;
          }
          const read = parseScenario('x.json', JSON.stringify(document));
          const problem = read.ok ? read.problem && englishOf(read.problem) : englishOf(read.message);
          if (problem !== null && ONLY_THE_READER.test(problem)) return;
          const valid = validate(document);
          if (valid) taken++;
          else refused++;
          expect({ problem, valid, errors: validate.errors }).toMatchObject(
            problem === null ? { valid: true } : { valid: false },
          );
        },
      ),
      { numRuns: 4000 },
    );
    expect(taken).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(500);
  });
});
