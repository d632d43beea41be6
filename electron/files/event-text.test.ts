import { englishOf } from '../../core/words/sentence.ts';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { describeEvent } from '../../core/lab/describe-event.ts';
import { DEFAULT_LAB_CONFIG, type LabConfig } from '../../core/lab/lab-config.ts';
import { Lab } from '../../core/lab/lab.ts';
import { byteCount } from '../../core/memory/units.ts';
import { ruleId } from '../../core/ndis/rules.ts';
import { statusName } from '../../core/ndis/status.ts';
import { VmqDemonstration } from '../../core/workloads/vmq-demonstration.ts';
import { type ExportFormat } from '../contract/schemas.ts';
import { exportToFile, type LeavingSession } from './export-session.ts';
import { settingsOfLab } from './lab-settings.ts';
import { openRecording } from './open-recording.ts';
import { type EventTextKind } from './read-event-text.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-event-text-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function leaving(
  seed: number,
  machines: number,
  config: Partial<LabConfig> = {},
): { lab: Lab; source: LeavingSession } {
  const lab = new Lab({ ...DEFAULT_LAB_CONFIG, memoryBytes: byteCount(16 << 20), seed, ...config });
  const demonstration = new VmqDemonstration({ seed, machines });
  while (demonstration.run(lab, 1000));
  lab.session.indexNew();
  const description = {
    session: lab.session,
    ndisVersion: lab.config.ndisVersion,
    adapterHandle: lab.adapter.handle,
  };
  const settings = { ...settingsOfLab('a "quoted", name', lab), bookmarks: [{ seq: 3, note: 'here' }] };
  const providers = lab.ndis.providers.map(({ code, id }) => ({ code, id }));
  return { lab, source: { description, settings, providers, templatePath: join(folder, 'none') } };
}

const { lab, source } = leaving(8, 6);
const { log, side } = lab.session;

/** Pages are held back here: in pools of queues, and by a policy that rounds up. */
const reserving = leaving(3, 5, { provider: 'queue-pool', policy: 'buddy' });

async function written(format: ExportFormat, from = source): Promise<string> {
  const path = join(folder, `events.${format}`);
  await exportToFile(path, from, format);
  return path;
}

describe.each(['csv', 'jsonl'] as const)('%s', (kind: EventTextKind) => {
  it('comes back word for word', async () => {
    const read = await openRecording(await written(kind));
    if (!read?.ok) throw new Error('not opened');
    const { session, problems, settings, providers, marks } = read.opened;
    expect(problems).toEqual([]);
    expect(session.log.length).toBe(log.length);
    expect(Buffer.from(session.log.copyFrom(0, log.length).buffer)).toEqual(
      Buffer.from(log.copyFrom(0, log.length).buffer),
    );
    expect(session.side.copyRange(0, side.length)).toEqual(side.copyRange(0, side.length));
    expect(providers.find(({ id }) => id === 'switch')?.code).toBe(2);
    if (kind === 'jsonl') {
      expect(settings).toEqual(source.settings);
      expect(marks).toEqual([{ seq: 3, note: 'here' }]);
    } else expect(settings).toMatchObject({ memoryBytes: 16 << 20, nodeCount: 2 });
  });

  it('keeps what stands before a mistake and names file, line, field and what was expected', async () => {
    const lines = readFileSync(await written(kind), 'utf8').split('\n');
    const line = 40;
    const path = join(folder, `broken.${kind}`);
    const write = (from: string | RegExp, to: string): void =>
      writeFileSync(
        path,
        lines.map((text, at) => (at === line - 1 ? text.replace(from, to) : text)).join('\n'),
      );
    const problemOf = async (): Promise<string> => {
      const read = await openRecording(path);
      if (!read?.ok) throw new Error('not opened');
      expect(read.opened.session.log.length).toBe(line - 2);
      return read.opened.problems.map(englishOf).join();
    };
    const { record, seq } =
      kind === 'csv'
        ? { record: /,[0-9a-f]{64},/, seq: /^\d+/ }
        : { record: /"record":"[0-9a-f]{64}"/, seq: /"seq":\d+/ };
    /** JSON has a column to count; the columns of a table have names. */
    const place = (field: string): string =>
      kind === 'csv'
        ? `line ${line}, column ${field}`
        : `line ${line}, column ${(lines[line - 1] ?? '').indexOf(`"${field}":`) + 1}, field ${field}`;
    write(record, kind === 'csv' ? ',12,' : '"record":"12"');
    expect(await problemOf()).toBe(`${path}, ${place('record')}: expected 64 hexadecimal digits`);
    write(seq, kind === 'csv' ? '77' : '"seq":77');
    expect(await problemOf()).toBe(
      `${path}, ${place('seq')}: expected 38, the event behind the one before, found 77`,
    );
  });

  it.runIf(kind === 'jsonl')(
    'counts the column of what is no JSON, and names a member that is missing',
    async () => {
      const [head = '', event = ''] = readFileSync(await written(kind), 'utf8').split('\n');
      const path = join(folder, 'one.jsonl');
      const problemOf = async (first: string, second: string): Promise<string> => {
        writeFileSync(path, `${first}\n${second}\n`);
        const read = await openRecording(path);
        return read === null || read.ok ? 'opened' : englishOf(read.message);
      };
      expect(await problemOf(head, event.replace('"op":', '"op";'))).toMatch(
        new RegExp(`one\\.jsonl, line 2, column ${event.indexOf('"op":') + 5}: expected a JSON object`),
      );
      // The text that is not closed begins there.
      const cut = event.slice(0, 50);
      expect(await problemOf(head, cut)).toContain(
        `line 2, column ${cut.lastIndexOf('"') + 1}: expected a JSON object`,
      );
      expect(await problemOf(head, event.replace('"side":', '"aside":'))).toMatch(
        /line 2, column 1, field side: expected string/,
      );
      expect(await problemOf(head.replace('"nodeCount":2', '"nodeCount":"two"'), event)).toMatch(
        new RegExp(
          `line 1, column ${head.indexOf('"nodeCount":') + 1}, field settings.nodeCount: expected number, received string`,
        ),
      );
    },
  );

  it('refuses a file with nothing in it, with a sentence', async () => {
    const head = readFileSync(await written(kind), 'utf8').split('\n')[0] ?? '';
    const path = join(folder, `empty.${kind}`);
    writeFileSync(path, `${head}\n`);
    const read = await openRecording(path);
    expect(read?.ok === false && englishOf(read.message)).toBe(
      `${path}, line 2: expected events behind the first line`,
    );
  });

  it('survives any damage with a beginning of what was written', async () => {
    const whole = readFileSync(await written(kind), 'latin1').slice(0, 30_000);
    const path = join(folder, `damaged.${kind}`);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: whole.length - 1 }),
        fc.string({ maxLength: 3 }),
        fc.integer({ min: 0, max: 40 }),
        async (at, put, cut) => {
          writeFileSync(path, whole.slice(0, at) + put + whole.slice(at + cut), 'latin1');
          const read = await openRecording(path);
          if (!read?.ok) return;
          const { session } = read.opened;
          expect(session.log.length).toBeLessThanOrEqual(log.length);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('independent readers agree with the log', () => {
  it('Apache Arrow', async () => {
    const table = tableFromIPC(readFileSync(await written('arrow')));
    expect(table.numRows).toBe(log.length);
    for (let seq = 0; seq < log.length; seq += 3) {
      const event = describeEvent(source.description, seq);
      const row = table.get(seq)?.toJSON() as Record<string, unknown>;
      expect(row).toMatchObject({
        seq,
        timeNs: BigInt(event.timeNs),
        op: event.op,
        adapter: event.adapter,
        queueId: event.queueId,
        status: statusName(event.status),
        rule: ruleId(event.rule) || null,
        allocationHandle: event.allocationHandle,
        sharedMemoryHandle: event.sharedMemoryHandle,
        virtualAddress: event.virtualAddress,
        lengthBytes: BigInt(event.lengthBytes),
        grantedBytes: BigInt(event.grantedBytes),
        node: event.node,
        probes: event.probes,
      });
      const elements = JSON.parse(
        JSON.stringify(row.elements, (_key, value: unknown) =>
          typeof value === 'bigint' ? String(value) : value,
        ),
      ) as unknown;
      expect(elements).toEqual(
        event.elements.map(({ address, lengthBytes }) => ({ physicalAddress: String(address), lengthBytes })),
      );
    }
  });

  it('Apache Arrow, with what providers hold back, and loses no word of the log', async () => {
    const { session } = reserving.lab;
    const table = tableFromIPC(readFileSync(await written('arrow', reserving.source)));
    const records: number[] = [];
    const sides: number[] = [];
    let runs = 0;
    for (let seq = 0; seq < session.log.length; seq++) {
      const row = table.get(seq)?.toJSON() as Record<string, unknown>;
      records.push(...(row.record as Uint8Array));
      sides.push(...(row.side as Uint8Array));
      const { reserved } = describeEvent(reserving.source.description, seq);
      const told = [...(row.reserved as Iterable<{ toJSON(): object }>)].map((run) => run.toJSON());
      expect(told).toEqual(
        reserved.map(({ why, address, lengthBytes, takenBy }) => ({
          ...{ why, physicalAddress: address, lengthBytes: BigInt(lengthBytes), takenBy },
        })),
      );
      runs += told.length;
    }
    expect(runs).toBeGreaterThan(5);
    expect(Buffer.from(records)).toEqual(Buffer.from(session.log.copyFrom(0, session.log.length).buffer));
    expect(Buffer.from(sides)).toEqual(Buffer.from(session.side.copyRange(0, session.side.length).buffer));
  });

  it('a CSV parser', async () => {
    const rows: Record<string, string>[] = parse(readFileSync(await written('csv')), { columns: true });
    expect(rows.length).toBe(log.length);
    for (let seq = 0; seq < log.length; seq += 5) {
      const event = describeEvent(source.description, seq);
      expect(rows[seq]).toMatchObject({
        seq: String(seq),
        op: event.op,
        lengthBytes: String(event.lengthBytes),
      });
    }
  });
});

it('an export that is cancelled or cannot be written leaves nothing behind', async () => {
  const path = join(folder, 'cancelled.csv');
  const stop = new AbortController();
  const cancelling = { ...source, onProgress: () => stop.abort() };
  await expect(exportToFile(path, cancelling, 'csv', stop.signal)).rejects.toThrow(/abort/i);
  await expect(exportToFile(join(folder, 'no', 'where.csv'), source, 'arrow')).rejects.toThrow('ENOENT');
  await expect(exportToFile(path, source, 'html')).rejects.toThrow('ENOENT');
  expect(() => readFileSync(path)).toThrow('ENOENT');
});
