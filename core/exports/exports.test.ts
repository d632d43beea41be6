import { describe, expect, it } from 'vitest';
import { DEFAULT_LAB_CONFIG } from '../lab/lab-config.ts';
import { describeEvent } from '../lab/describe-event.ts';
import { Lab } from '../lab/lab.ts';
import { byteCount } from '../memory/units.ts';
import { VmqDemonstration } from '../workloads/vmq-demonstration.ts';
import { csvPieces, jsonLinesPieces } from './event-pieces.ts';
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
  const trace = JSON.parse(whole(traceEventPieces(source))) as {
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
