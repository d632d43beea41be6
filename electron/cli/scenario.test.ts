import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseExportArguments, UsageError } from './arguments.ts';
import { exportSession } from './export.ts';
import { parseScenarioArguments, scenarioIn, scenarioReport, scenarioText } from './scenario.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-scenario-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One call for twice what the machine has, and what is promised of it. */
function tooLarge(status: string): string {
  const file = join(folder, `${status}.json`);
  const step = {
    title: 'Twice the memory',
    commands: [{ kind: 'allocate', queueId: 1, lengthBytes: '2 MiB' }],
    expect: [{ status }],
  };
  const machine = { memoryBytes: '1 MiB', nodeCount: 1 };
  const head = { format: 'ndis-lab-scenario', version: 1, title: 'Too large', machine, queues: 1 };
  writeFileSync(file, JSON.stringify({ ...head, steps: [step] }));
  return file;
}

describe('lab scenario', () => {
  it('says that a promise holds', async () => {
    const report = await scenarioReport(tooLarge('RESOURCES'));
    expect(report.met).toBe(true);
    expect(scenarioText(report)).toContain('ok     Twice the memory');
  });

  it('says which promise does not, and what came instead', async () => {
    const report = await scenarioReport(tooLarge('SUCCESS'));
    expect(report.met).toBe(false);
    expect(scenarioText(report)).toMatch(
      /Too large {2}FAILED\n {2}FAILED Twice the memory\n.*found .*RESOURCES/,
    );
  });

  it('takes a file or --schema, and nothing else', async () => {
    expect(parseScenarioArguments(['--schema'])).toEqual({ file: null, json: false });
    expect(() => parseScenarioArguments([])).toThrow('expected a FILE, or --schema');
    expect(() => parseScenarioArguments(['a', '--schema'])).toThrow('expected a FILE, or --schema');
    await expect(scenarioIn(join(folder, 'none.json'))).rejects.toThrow(UsageError);
  });

  it('is exported like any session', async () => {
    const out = join(folder, 'events.csv');
    await exportSession(parseExportArguments([tooLarge('RESOURCES'), '--as', 'csv', '-o', out]));
    expect(readFileSync(out, 'utf8')).toMatch(/NDIS_STATUS_RESOURCES/);
  });
});
