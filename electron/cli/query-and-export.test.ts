import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { SessionFileWriter } from '../files/session-file-writer.ts';
import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { Lab } from '../../core/lab/lab.ts';
import { VmqDemonstration } from '../../core/workloads/vmq-demonstration.ts';
import { parseExportArguments, parseQueryArguments } from './arguments.ts';
import { exportSession } from './export.ts';
import { query } from './query.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-query-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const TRACE = 'core/workloads/samples/git-log.rep.gz';

const ask = (...args: string[]): Promise<string> => query(parseQueryArguments(args));

describe('lab query', () => {
  it('counts and lists what passes', async () => {
    const count = Number(await ask(TRACE, 'status == RESOURCES', '--memory', '8MiB', '--count'));
    expect(count).toBeGreaterThan(0);
    const rows = (await ask(TRACE, 'status == RESOURCES', '--memory', '8MiB', '--limit', '9999'))
      .split('\n')
      .slice(1);
    expect(rows.length).toBe(count);
    expect(rows.every((row) => row.includes('NDIS_STATUS_RESOURCES'))).toBe(true);
    const json: unknown = JSON.parse(
      await ask(TRACE, 'status == RESOURCES', '--memory', '8MiB', '--json', '--limit', '3'),
    );
    expect(json).toMatchObject({ matches: count, events: [{}, {}, {}] });
  });

  it('asks another machine when it is told to', async () => {
    const onTwo = await ask(TRACE, 'provider == switch && makes', '--count');
    const onOne = await ask(TRACE, 'provider == default && makes', '--count', '--provider', 'default:tlsf');
    expect(Number(onTwo)).toBeGreaterThan(1000);
    expect(onOne).toBe(onTwo);
  });

  it('names what is wrong with the filter, the file or the usage', async () => {
    await expect(ask(TRACE, 'sttus == 1')).rejects.toThrow(
      'query, column 1: expected a field, such as status',
    );
    await expect(ask(join(folder, 'none.rep'), 'makes')).rejects.toThrow('none.rep');
    expect(() => parseQueryArguments([TRACE])).toThrow('expected a filter behind the FILE');
    expect(() => parseQueryArguments([TRACE, 'a', 'b'])).toThrow('quote it as a whole');
  });
});

async function saved(): Promise<{ path: string; lab: Lab }> {
  const lab = new Lab(DEFAULT_LAB_CONFIG);
  const demonstration = new VmqDemonstration({ seed: 3, machines: 3 });
  while (demonstration.run(lab, 500));
  const { memoryBytes, nodeCount, seed, provider, policy, ndisVersion, mode, checksLifetime } = lab.config;
  const { basePage, nodeStarts } = lab.geometry;
  const path = join(folder, 'demonstration.ndislab');
  const writer = await SessionFileWriter.create(path, {
    ...{ name: 'demonstration', memoryBytes, nodeCount, basePage, nodeStarts, seed, provider, policy },
    ...{ layers: [], ndisVersion, mode, checksLifetime, adapterHandle: lab.adapter.handle, bookmarks: [] },
  });
  await writer.appendSession(lab.session);
  await writer.appendLatest(
    'providers',
    lab.ndis.providers.map(({ code, id }) => ({ code, id })),
  );
  await writer.close();
  return { path, lab };
}

describe('lab export', () => {
  it.each([
    ['csv', (text: string) => text.trimEnd().split('\n').length - 1],
    ['jsonl', (text: string) => text.trimEnd().split('\n').length - 1],
    [
      'perfetto',
      (text: string) =>
        (JSON.parse(text) as { traceEvents: { ph: string }[] }).traceEvents.filter(({ ph }) => ph === 'X')
          .length / 2,
    ],
  ] as const)('writes a session file as %s, every event of it', async (format, eventsOf) => {
    const { path, lab } = await saved();
    const out = join(folder, `out.${format}`);
    await exportSession(parseExportArguments([path, '--as', format, '-o', out]));
    expect(eventsOf(readFileSync(out, 'utf8'))).toBe(lab.session.log.length);
    expect(readFileSync(out, 'utf8')).toContain('switch');
  });

  it('refuses what it cannot do with a sentence', async () => {
    expect(() => parseExportArguments([TRACE, '--as', 'xml'])).toThrow(
      '--as: expected csv, jsonl, arrow, perfetto, html, found "xml"',
    );
    await expect(exportSession(parseExportArguments([TRACE, '--as', 'html']))).rejects.toThrow(
      '--as html: expected -o OUT.html',
    );
    const text = join(folder, 'broken.ndislab');
    writeFileSync(text, 'NDISLAB\x1abroken');
    await expect(
      exportSession(parseExportArguments([text, '--as', 'csv', '-o', join(folder, 'x')])),
    ).rejects.toThrow('broken.ndislab, byte 8:');
    const nowhere = parseExportArguments([TRACE, '--as', 'csv', '-o', join(folder, 'no', 'folder', 'x.csv')]);
    await expect(exportSession(nowhere)).rejects.toThrow('ENOENT');
  });
});
