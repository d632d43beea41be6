import { describe, expect, it } from 'vitest';
import { DEFAULT_LAB_CONFIG } from '../lab/lab-config.ts';
import { describeEvent } from '../lab/describe-event.ts';
import { Lab } from '../lab/lab.ts';
import { closeProvider } from '../lab/close-provider.ts';
import { allocateManually, completeRequest, openReadyQueue } from '../lab/manual-calls.ts';
import { reservedRunsOf } from '../events/reserved-pages.ts';
import { addressOf, byteCount, formatAddress, PAGE_SIZE, pageIndex } from '../memory/units.ts';
import { VmqDemonstration } from '../workloads/vmq-demonstration.ts';
import { csvPieces, type ExportSource, jsonLinesPieces } from './event-pieces.ts';
import { traceEventPieces } from './trace-event-pieces.ts';

const lab = new Lab({ ...DEFAULT_LAB_CONFIG, memoryBytes: byteCount(24 << 20) });
const demonstration = new VmqDemonstration({ seed: 8, machines: 5 });
while (demonstration.run(lab, 500));
lab.session.indexNew();
const description = {
  session: lab.session,
  ndisVersion: lab.config.ndisVersion,
  adapterHandle: lab.adapter.handle,
};
const source = { description, providers: lab.ndis.providers, settings: null };
const memoryOf = ({ geometry, config }: Lab) => ({
  basePage: geometry.basePage,
  memoryBytes: config.memoryBytes,
});
const { length } = lab.session.log;
const whole = (pieces: Iterable<string>): string => [...pieces].join('');

describe('JSON Lines', () => {
  const lines = whole(jsonLinesPieces(source)).trimEnd().split('\n');

  it('begin with a header and have a line an event', () => {
    expect(JSON.parse(lines[0]!)).toMatchObject({
      format: 'ndis-shared-memory-lab/events',
      version: 2,
      events: length,
      providers: [
        { code: 1, id: 'default' },
        { code: 2, id: 'switch' },
      ],
    });
    expect(lines.length).toBe(length + 1);
  });

  it('say what the log says, addresses exact', () => {
    for (let seq = 0; seq < length; seq += 7) {
      const event = describeEvent(description, seq);
      const line: unknown = JSON.parse(lines[seq + 1]!);
      expect(line).toMatchObject({ seq, timeNs: event.timeNs, op: event.op, lengthBytes: event.lengthBytes });
      const { elements, virtualAddress } = line as {
        elements: { physicalAddress: string; lengthBytes: number }[];
        virtualAddress: string | null;
      };
      expect(elements.map(({ physicalAddress }) => BigInt(physicalAddress))).toEqual(
        event.elements.map((element) => element.address),
      );
      expect(virtualAddress === null ? null : BigInt(virtualAddress)).toBe(event.virtualAddress);
    }
  });
});

it('CSV has a row an event, all with the same columns', () => {
  const rows = whole(csvPieces(source)).trimEnd().split('\n');
  expect(rows.length).toBe(length + 1);
  const columns = rows[0]!.split(',').length;
  expect(rows.every((row) => row.split(',').length === columns)).toBe(true);
});

describe('the trace for Perfetto', () => {
  const trace = JSON.parse(whole(traceEventPieces(source, memoryOf(lab)))) as {
    traceEvents: {
      ph: string;
      ts?: number;
      name: string;
      id?: number;
      pid: number;
      args?: { bytes?: number };
    }[];
  };
  const of = (phase: string) => trace.traceEvents.filter(({ ph }) => ph === phase);

  it('has a slice on two tracks for every event, in the order of time', () => {
    expect(of('X').length).toBe(2 * length);
    const times = of('X').map(({ ts }) => ts!);
    expect(times).toEqual(times.toSorted((one, two) => one - two));
  });

  it('begins and ends every block that was given back once', () => {
    const begun = of('b').map(({ id }) => id);
    const ended = of('e').map(({ id }) => id);
    expect(new Set(begun).size).toBe(begun.length);
    expect(begun.length).toBe(lab.totals.statuses[1]);
    expect(ended.every((id) => begun.includes(id))).toBe(true);
    expect(begun.length - ended.length).toBe(lab.totals.liveBlocks);
  });

  it('counts the bytes in use to their true end', () => {
    const last = new Map(of('C').map(({ name, args }) => [name, args!.bytes!]));
    expect([...last.values()].reduce((sum, bytes) => sum + bytes, 0)).toBe(lab.usedBytes);
    expect([...last.keys()]).toEqual(['used bytes, default', 'used bytes, switch']);
  });
});

describe('pages that providers hold back', () => {
  const pooled = new Lab({ ...DEFAULT_LAB_CONFIG, memoryBytes: byteCount(4 << 20), provider: 'queue-pool' });
  const queueId = openReadyQueue(pooled);
  const request = completeRequest(pooled, { queueId, lengthBytes: 20_000 });
  const opened = allocateManually(pooled, request);
  const again = allocateManually(pooled, request);
  // Both blocks are given back, the pool with the last of them; then the provider is gone.
  closeProvider(pooled, 2);
  pooled.session.indexNew();
  const released = pooled.session.log.length - 2;
  const pool = reservedRunsOf(pooled.session, opened)[0]!;
  const from: ExportSource = {
    description: { ...description, session: pooled.session },
    providers: pooled.ndis.providers,
    settings: null,
  };
  const run = {
    why: 'pool',
    physicalAddress: formatAddress(addressOf(pageIndex(pool.firstPage))),
    lengthBytes: pool.pages * PAGE_SIZE,
    takenBy: opened,
  };

  it('stand in JSON Lines and in CSV where they are taken and where they are released', () => {
    const lines = whole(jsonLinesPieces(from)).trimEnd().split('\n').slice(1);
    const reserved = lines.map((line) => (JSON.parse(line) as { reserved: unknown[] }).reserved);
    expect(reserved[opened]).toEqual([run]);
    expect(reserved[again]).toEqual([]);
    expect(reserved[released]).toEqual([{ ...run, why: 'released' }]);
    const [header = '', ...rows] = whole(csvPieces(from)).trimEnd().split('\n');
    const column = header.split(',').indexOf('reserved');
    expect(rows[opened]?.split(',')[column]).toBe(`pool:${run.physicalAddress}:${run.lengthBytes}`);
    expect(rows[again]?.split(',')[column]).toBe('');
  });

  it('are told in the trace, and counted as the window counts them: without those that a block has', () => {
    const { traceEvents } = JSON.parse(whole(traceEventPieces(from, memoryOf(pooled)))) as {
      traceEvents: {
        ph: string;
        name: string;
        args?: { bytes?: number; seq?: number; reserved?: unknown };
      }[];
    };
    const counted = traceEvents.filter(({ name }) => name === 'reserved bytes, queue-pool');
    const block = 5 * PAGE_SIZE;
    expect(counted.map(({ args }) => args?.bytes)).toEqual([
      run.lengthBytes - block,
      run.lengthBytes - 2 * block,
      run.lengthBytes - block,
      0,
    ]);
    const slices = traceEvents.filter(({ ph, args }) => ph === 'X' && args?.reserved !== undefined);
    expect(slices.map(({ args }) => args?.seq)).toEqual([opened, opened, released, released]);
    expect(slices[0]?.args?.reserved).toEqual([run]);
  });
});
