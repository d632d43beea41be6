import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUNDLED_LESSONS } from '../../core/lessons/bundled/bundled-lessons.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-exit-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** `npm run lab -- …` as a script would call it. */
function lab(args: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const running = spawn(process.execPath, ['electron/runtime/lab.mjs', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    running.stdout.on('data', (part: Buffer) => (out += part.toString()));
    running.stderr.on('data', (part: Buffer) => (err += part.toString()));
    running.on('error', reject);
    running.on('close', (code) => resolve({ code, out, err }));
  });
}

const scenario = (status: string): string => {
  const command = { kind: 'allocate', queueId: 1, lengthBytes: '2 MiB' };
  return file(
    `${status}.json`,
    JSON.stringify({
      format: 'ndis-lab-scenario',
      version: 1,
      title: 'Twice the memory',
      machine: { memoryBytes: '1 MiB', nodeCount: 1 },
      queues: 1,
      steps: [{ title: 'one', commands: [command], expect: [{ status }] }],
    }),
  );
};
const drifted = BUNDLED_LESSONS[0].source.replace('status: SUCCESS, provider', 'status: FAILURE, provider');
const trace = file('small.rep', '0\n2\n4\n1\na 0 20000\na 1 4096\nf 1\nf 0\n');
const broken = file('broken.rep', '0\n2\n4\n1\na 0 x\n');
const zeros = file('zeros.txt', '00'.repeat(72));

// The first run builds what has changed, and says so.
beforeAll(async () => {
  const built = await lab(['providers']);
  if (built.code !== 0) throw new Error(built.err);
}, 120_000);

describe.concurrent('the command line ends with', () => {
  it.each([
    ['help'],
    ['providers', '--json'],
    ['replay', trace, '--provider', 'switch:tlsf'],
    ['decode', zeros],
    ['ndiskd', '--demo'],
    ['capacity', trace],
    ['query', trace, 'makes', '--count'],
    ['export', trace, '--as', 'csv'],
    ['export', '--schema', 'jsonl'],
    ['scenario', scenario('RESOURCES')],
    ['lesson', '1'],
  ])('0 where all is well: %s %s', async (...args) => {
    const { code, out, err } = await lab(args);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).not.toBe('');
  });

  it.each([
    ['scenario', scenario('SUCCESS')],
    ['scenario', scenario('FAILURE'), '--json'],
    ['lesson', file('drifted.md', drifted)],
  ])('1 where something that was promised does not hold: %s', async (...args) => {
    const { code, out, err } = await lab(args);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(/FAILED|"met":false/);
  });

  it.each([
    [[], 'expected a command'],
    [['dance'], 'found "dance"'],
    [['providers', 'x'], 'expected no argument'],
    [['replay', broken, '--provider', 'switch'], 'broken.rep: line 5'],
    [['decode', join(folder, 'none')], 'none: line 1'],
    [['ndiskd'], 'expected a FILE'],
    [['capacity', broken], 'broken.rep: line 5'],
    [['query', trace, 'sttus == 1'], 'column 1'],
    [['export', trace, '--as', 'xml'], '--as: expected csv'],
    [['scenario', file('no.json', '{ "format": "ndis-lab-scenario", ')], 'no.json, line 1'],
    [['lesson', '99'], 'found 99'],
  ])('2 and one line that says what was expected: %j', async (args, said) => {
    const { code, out, err } = await lab(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^lab: .*\n$/);
    expect(err).toContain(said);
  });
});
