import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LAB_CONFIG } from '../lab/lab-config.ts';
import { Lab } from '../lab/lab.ts';
import { openReadyQueue } from '../lab/manual-calls.ts';
import { SeededRandom } from '../memory/seeded-random.ts';
import { byteCount } from '../memory/units.ts';
import { NULL_HANDLE, type Handle } from '../ndis/handles.ts';
import { UsageSeries } from '../metrics/usage-series.ts';
import { VmqDemonstration } from '../workloads/vmq-demonstration.ts';
import { CHUNK_RECORDS, EventLog } from './event-log.ts';
import { endsBlock, makesBlock, recordBlock } from './record.ts';
import { RecordedSession } from './recorded-session.ts';
import { ReplayCursor } from './replay-cursor.ts';
import { SideKind, SideTable } from './side-table.ts';

describe('EventLog', () => {
  it('keeps records across chunks, in order', () => {
    const log = new EventLog();
    const count = CHUNK_RECORDS + 10;
    for (let seq = 0; seq < count; seq++) expect(log.append(seq, 1, 2, 3, 4, 5, 6, seq * 2)).toBe(seq);
    for (const seq of [0, CHUNK_RECORDS - 1, CHUNK_RECORDS, count - 1]) {
      const words = log.wordsOf(seq);
      expect([words[log.offsetOf(seq)], words[log.offsetOf(seq) + 7]]).toEqual([seq, seq * 2]);
    }
    expect(log.copyFrom(CHUNK_RECORDS - 2, 100)).toHaveLength(2 * 8);
    expect(log.copyFrom(count, 100)).toHaveLength(0);
  });
});

describe('SideTable', () => {
  it('finds entries in whatever order they are asked for, also across chunks', () => {
    const side = new SideTable();
    const entries = 40_000;
    for (let entry = 0; entry < entries; entry++) {
      side.begin(SideKind.scatterGather, 3 * entry);
      for (let word = 0; word < 2 + 2 * (entry % 7); word++) side.put(entry + word);
      side.end();
    }
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 3 * entries }), fc.integer({ min: 1, max: 20 }))),
        (walks) => {
          for (const [from, steps] of walks) {
            for (let seq = from; seq < from + steps; seq++) {
              const at = side.find(seq, SideKind.scatterGather);
              const exists = seq % 3 === 0 && seq < 3 * entries;
              expect(at >= 0).toBe(exists);
              if (!exists) continue;
              expect(side.word(at)).toBe(seq / 3);
              let next = seq / 3;
              side.forEachPair(at, 1 + ((seq / 3) % 7), (one, two) => {
                expect([one, two]).toEqual([next, next + 1]);
                next += 2;
              });
            }
          }
        },
      ),
    );
  });

  it('finds an event’s entries and keeps wide numbers exact', () => {
    const side = new SideTable();
    side.begin(SideKind.reason, 3);
    side.put(7);
    side.end();
    side.begin(SideKind.longDelta, 3);
    side.putWide(2 ** 52 + 1);
    side.end();
    side.begin(SideKind.reason, 9);
    side.put(8);
    side.end();
    expect(side.word(side.find(3, SideKind.reason))).toBe(7);
    expect(side.wide(side.find(3, SideKind.longDelta))).toBe(2 ** 52 + 1);
    expect(side.word(side.find(9, SideKind.reason))).toBe(8);
    expect(side.find(3, SideKind.request)).toBe(-1);
    expect(side.find(5, SideKind.reason)).toBe(-1);
    expect(side.endBefore(9)).toBe(7);
  });
});

/** A demonstration's worth of events, cut into batches as a stream would. */
function recorded(machines: number): Lab {
  const lab = new Lab(DEFAULT_LAB_CONFIG);
  const workload = new VmqDemonstration({ seed: 5, machines });
  while (workload.run(lab, 500));
  lab.session.indexNew();
  return lab;
}

function copyInBatches(from: RecordedSession, sizes: readonly number[]): RecordedSession {
  const copy = new RecordedSession();
  let side = 0;
  for (let seq = 0, batch = 0; seq < from.log.length; batch++) {
    const records = from.log.copyFrom(seq, Math.max(1, sizes[batch % sizes.length] ?? 1));
    const end = from.side.endBefore(seq + records.length / 8);
    expect(copy.append({ firstSeq: seq, records, side: from.side.copyRange(side, end) })).toBe(true);
    side = end;
    seq += records.length / 8;
  }
  return copy;
}

describe('a session that arrives in batches', () => {
  const { session } = recorded(10);

  it('is the session that was sent, whatever the batches', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 6 }), (sizes) => {
        const copy = copyInBatches(session, sizes);
        expect(copy.log.copyFrom(0, 1e6)).toEqual(session.log.copyFrom(0, 1e6));
        expect(copy.side.copyRange(0, 1e7)).toEqual(session.side.copyRange(0, 1e7));
        expect(copy.notableCount).toBe(session.notableCount);
      }),
      { numRuns: 20 },
    );
  });

  it('knows which blocks differ between two moments, and where their lists are', () => {
    const { log } = session;
    const living = (events: number): Set<number> => {
      const blocks = new Set<number>();
      for (let seq = 0; seq < events; seq++) {
        const [words, at] = [log.wordsOf(seq), log.offsetOf(seq)];
        if (makesBlock(words, at)) blocks.add(recordBlock(words, at));
        else if (endsBlock(words, at)) blocks.delete(recordBlock(words, at));
      }
      return blocks;
    };
    const moment = fc.integer({ min: 0, max: log.length });
    fc.assert(
      fc.property(moment, moment, (from, to) => {
        const came = living(to);
        const went = living(from);
        for (const block of [...came]) if (went.delete(block)) came.delete(block);
        const seen: [Set<number>, Set<number>] = [new Set(), new Set()];
        session.forEachDifference(from, to, (block, sign) => seen[sign === 1 ? 0 : 1].add(block));
        expect(seen).toEqual([came, went]);
      }),
      { numRuns: 40 },
    );
    let scattered = 0;
    for (let block = 1; block <= session.lastBlock; block++) {
      const list = session.listOfBlock(block);
      expect(list).toBe(session.scatterGatherOf(session.seqOfBlock(block)));
      if (list < 0) continue;
      const pairs: number[] = [];
      session.side.forEachPair(list + 4, session.side.word(list + 3), (...pair) => pairs.push(...pair));
      expect(pairs).toEqual(pairs.map((_word, index) => session.side.word(list + 4 + index)));
      scattered++;
    }
    expect(scattered).toBeGreaterThan(10);
  });

  it('refuses a batch that leaves a gap or comes twice', () => {
    const copy = new RecordedSession();
    const records = session.log.copyFrom(0, 4);
    expect(copy.append({ firstSeq: 4, records, side: new Uint32Array(0) })).toBe(false);
    expect(copy.append({ firstSeq: 0, records, side: new Uint32Array(0) })).toBe(true);
    expect(copy.append({ firstSeq: 0, records, side: new Uint32Array(0) })).toBe(false);
    expect(copy.log.length).toBe(4);
  });

  it('finds the next and the previous notable event', () => {
    for (let index = 1; index < Math.min(20, session.notableCount); index++) {
      expect(session.nextNotable(session.notableAt(index - 1), 1)).toBe(session.notableAt(index));
      expect(session.nextNotable(session.notableAt(index), -1)).toBe(session.notableAt(index - 1));
    }
    expect(session.nextNotable(session.log.length, 1)).toBe(-1);
    expect(session.nextNotable(0, -1)).toBe(-1);
  });
});

describe('UsageSeries', () => {
  it('joins buckets without losing a mark, and ends with the true use', () => {
    const lab = recorded(10);
    const fine = new UsageSeries(1 << 16);
    const coarse = new UsageSeries(16);
    fine.update(lab.session);
    coarse.update(lab.session);
    expect(coarse.eventsPerBucket).toBeGreaterThan(1);
    expect(coarse.length).toBeLessThanOrEqual(16);
    const all = (series: UsageSeries): number =>
      series.marks.subarray(0, series.length).reduce((sum, mark) => sum | mark, 0);
    expect(all(coarse)).toBe(all(fine));
    for (let bucket = 0; bucket < coarse.length; bucket++) {
      const position = coarse.positionOf(bucket);
      expect(coarse.usedPagesOf(2)[bucket]).toBe(fine.usedPagesOf(2)[position - 1]);
    }
    expect(coarse.usedPagesOf(2)[coarse.length - 1]).toBe(0);
  });

  it('is as true in a part as in the whole, down to single events', () => {
    const { session } = recorded(10);
    const { length } = session.log;
    const fine = new UsageSeries(1 << 16);
    fine.update(session);
    const coarse = new UsageSeries(64);
    coarse.update(session);
    const place = fc.integer({ min: 0, max: length });
    fc.assert(
      fc.property(place, place, (one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const part = coarse.part(session, from, to);
        expect(part.firstEvent).toBe(from);
        if (to - from <= 64) expect(part.length).toBe(to - from);
        else expect(part.length).toBeGreaterThan(32);
        for (let bucket = 0; bucket < part.length; bucket++) {
          const end = part.positionOf(bucket);
          const begin = from + bucket * part.eventsPerBucket;
          expect(part.askedBytes[bucket]).toBe(fine.askedBytes[end - 1]);
          for (const provider of part.providers)
            expect(part.usedPagesOf(provider)[bucket]).toBe(fine.usedPagesOf(provider)[end - 1]);
          expect(part.marks[bucket]).toBe(
            fine.marks.subarray(begin, end).reduce((sum, mark) => sum | mark, 0),
          );
        }
        if (part.length > 0) expect(part.positionOf(part.length - 1)).toBe(to);
      }),
    );
  });
});

describe('ReplayCursor', () => {
  it.each([
    ['keyframes keep owners', 64],
    ['owners follow from the blocks', 80],
  ])('comes to the same state by jumps as event by event, where %s', (_where, mebibytes) => {
    const memoryBytes = byteCount(mebibytes * 2 ** 20);
    const lab = new Lab({ ...DEFAULT_LAB_CONFIG, memoryBytes, provider: 'switch', checksLifetime: false });
    const queueId = openReadyQueue(lab);
    const random = new SeededRandom(9);
    const handles = new Float64Array(700);
    for (let call = 0; call < 70_000; call++) {
      const slot = random.below(handles.length);
      const handle = handles[slot]! as Handle;
      if (handle !== NULL_HANDLE) lab.free(handle);
      else lab.prepare(queueId, 4, random.between(1, 300_000));
      handles[slot] = handle === NULL_HANDLE ? lab.allocate() : NULL_HANDLE;
    }
    const { session, geometry } = lab;
    session.indexNew();
    const cursor = (): ReplayCursor => new ReplayCursor(session, geometry.basePage, geometry.pageCount);
    const stepping = cursor();
    const jumping = cursor();
    jumping.seek(session.log.length);
    const positions = [0, 1, 16_384, 16_385, session.log.length];
    while (positions.length < 20) positions.push(random.below(session.log.length));
    const truth = new Map<number, string>();
    const stateOf = (at: ReplayCursor): string =>
      [at.position, at.owners, ...Object.values<Float64Array | Uint32Array | number>({ ...at.totals })].join(
        ' ',
      );
    for (const position of positions.toSorted((a, b) => a - b)) {
      while (stepping.position < position) stepping.seek(stepping.position + 1);
      truth.set(position, stateOf(stepping));
    }
    for (let jump = 0; jump < 60; jump++) {
      const position = positions[random.below(positions.length)]!;
      jumping.seek(position);
      if (stateOf(jumping) !== truth.get(position))
        throw new Error(`another state after ${position} events, jump ${jump}`);
    }
  });
});
