import { describe, expect, it } from 'vitest';
import { describeEvent, type EventDescription } from '../lab/describe-event.ts';
import { DEFAULT_LAB_CONFIG } from '../lab/lab-config.ts';
import { Lab } from '../lab/lab.ts';
import { byteCount } from '../memory/units.ts';
import { NdisSharedMemoryUsageReceive } from '../ndis/constants.ts';
import { usualQueueParameters } from '../ndis/receive-queue-oids.ts';
import { RESOURCES, SUCCESS } from '../ndis/status.ts';
import { allocateQueueBuffers, allocateSplitBuffers, entriesOf, segmentOf } from './sample-miniport.ts';

const KIB = 1024;

function labOf(memoryKib: number, ndisVersion: 620 | 630 = 630): Lab {
  const memoryBytes = byteCount(memoryKib * KIB);
  return new Lab({ ...DEFAULT_LAB_CONFIG, memoryBytes, nodeCount: 1, provider: 'default', ndisVersion });
}

function toEnd<T>(calls: Generator<undefined, T>): T {
  for (;;) {
    const next = calls.next();
    if (next.done === true) return next.value;
  }
}

const lengthsOf = (lab: Lab): (readonly [number, boolean])[] =>
  Array.from({ length: lab.session.log.length }, (_, seq): EventDescription =>
    describeEvent(
      { session: lab.session, ndisVersion: lab.config.ndisVersion, adapterHandle: lab.adapter.handle },
      seq,
    ),
  )
    .filter(({ op }) => op === 'allocate')
    .map(({ lengthBytes, status }) => [lengthBytes, status === SUCCESS] as const);

const request = (entries: number, frameBytes: number, allOrNothing = true) => ({
  queueId: 0,
  frameBytes,
  entries,
  usage: NdisSharedMemoryUsageReceive,
  preferredNode: 0,
  allOrNothing,
});

describe("the sample miniport's receive buffers", () => {
  it('rounds entries up to the shared data alignment and asks for one unit more', () => {
    const lab = labOf(1024);
    const buffers = toEnd(allocateQueueBuffers(lab, request(100, 1514)));
    expect(lengthsOf(lab)).toEqual([[100 * 1536 + 64, true]]);
    expect(entriesOf(buffers)).toBe(100);
    expect(segmentOf(buffers, 99, 9000)).toMatchObject({
      SharedMemoryOffset: 99 * 1536,
      SharedMemoryLength: 1536,
    });
    expect(segmentOf(buffers, 100, 64)).toBeNull();
  });

  it('halves a request that memory cannot serve, and goes on with what it got', () => {
    const lab = labOf(256);
    const buffers = toEnd(allocateQueueBuffers(lab, request(256, 1024)));
    // 256 KiB cannot hold 256 KiB and a unit: 128 entries fit, the next 128 do not, then 64 and so on.
    expect(lengthsOf(lab)).toEqual([
      [256 * 1024 + 64, false],
      [128 * 1024 + 64, true],
      [128 * 1024 + 64, false],
      [64 * 1024 + 64, true],
      [64 * 1024 + 64, false],
      [32 * 1024 + 64, true],
      [32 * 1024 + 64, false],
    ]);
    expect(entriesOf(buffers)).toBe(224);
    expect(buffers.status).toBe(SUCCESS);
  });

  it('gives up below 64 entries in all, with everything back where that is asked for', () => {
    const lab = labOf(64);
    const buffers = toEnd(allocateQueueBuffers(lab, request(256, 1024)));
    expect(buffers.status).toBe(RESOURCES);
    expect(lab.totals.liveBlocks).toBe(0);
    const kept = toEnd(allocateQueueBuffers(lab, request(256, 1024, false)));
    expect(kept.status).toBe(RESOURCES);
    expect(entriesOf(kept)).toBe(32);
    expect(lab.totals.liveBlocks).toBe(1);
  });
});

describe('lookahead split on NDIS 6.20', () => {
  it('asks twice: lookahead entries, and post-lookahead entries', () => {
    const lab = labOf(2048, 620);
    const queueId = lab.driver.allocateQueue({
      ...usualQueueParameters(620),
      Flags: 2,
      LookaheadSize: 128,
    });
    lab.completeQueueAllocation(queueId);
    const [lookahead, rest] = toEnd(allocateSplitBuffers(lab, { ...request(64, 1536), queueId }, 128));
    expect([entriesOf(lookahead), entriesOf(rest)]).toEqual([64, 64]);
    const { blocks } = lab.ndis;
    expect([blocks.usage(1), blocks.usage(2)]).toEqual([5, 6]);
    expect([blocks.lengthBytes(1), blocks.lengthBytes(2)]).toEqual([64 * 128 + 64, 64 * 1536 + 64]);
  });
});
