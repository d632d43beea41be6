import { describe, expect, it } from 'vitest';
import { DEFAULT_LAB_CONFIG } from '../lab/lab-config.ts';
import { Lab } from '../lab/lab.ts';
import { openReadyQueue } from '../lab/manual-calls.ts';
import { replaySetup } from '../lab/replay-setup.ts';
import { byteCount } from '../memory/units.ts';
import { makeHandle } from '../ndis/handles.ts';
import { TraceOp, type TraceProgram, TraceProgramBuilder } from './trace-program.ts';
import { TraceReplay } from './trace-replay.ts';

function rep(build: (builder: TraceProgramBuilder) => void, ids: number): TraceProgram {
  const builder = new TraceProgramBuilder('rep');
  build(builder);
  return builder.build(ids);
}

function play(program: TraceProgram, memoryBytes = 1 << 20, asRecorded = false) {
  const config = replaySetup(
    program,
    DEFAULT_LAB_CONFIG,
    asRecorded,
    asRecorded ? null : byteCount(memoryBytes),
  );
  const lab = new Lab(config);
  const replay = new TraceReplay(program, { asRecorded, queueId: asRecorded ? 0 : openReadyQueue(lab) });
  while (replay.run(lab, 3));
  return { lab, replay };
}

describe('a replayed trace', () => {
  it('turns a resize into an allocation and a free of the old block', () => {
    const { lab, replay } = play(
      rep((trace) => {
        trace.add(TraceOp.allocate, 0, 5000);
        trace.add(TraceOp.resize, 0, 9000);
      }, 1),
    );
    expect(replay.reallocations).toBe(1);
    expect(lab.totals).toMatchObject({
      allocations: 2,
      frees: 1,
      liveBlocks: 1,
      liveBytes: 9000,
      peakLiveBytes: 14_000,
    });
  });

  it('keeps the old block when the new one is refused, and frees it later', () => {
    const { lab } = play(
      rep((trace) => {
        trace.add(TraceOp.allocate, 0, 5000);
        trace.add(TraceOp.resize, 0, 1 << 30);
        trace.add(TraceOp.free, 0, 0);
      }, 1),
    );
    expect(lab.totals).toMatchObject({ allocations: 2, frees: 1, liveBlocks: 0 });
    expect(lab.totals.statuses[2]).toBe(1);
  });

  it('does not free what was refused, and says so', () => {
    const { lab, replay } = play(
      rep((trace) => {
        trace.add(TraceOp.allocate, 0, 0);
        trace.add(TraceOp.free, 0, 0);
      }, 1),
    );
    expect(lab.totals.statuses[3]).toBe(1);
    expect(lab.totals.frees).toBe(0);
    expect(replay.skipped).toEqual({ freeOfRefusedRequest: 1 });
  });

  it('puts pages where the recording saw them', () => {
    const builder = new TraceProgramBuilder('ftrace');
    builder.add(TraceOp.allocate, 0, 4 * 4096, 0x200400, 0);
    builder.add(TraceOp.allocate, 1, 4096, 0x200c00, 7_000_000_000);
    builder.add(TraceOp.free, 0, 0, 0x200400, 8_000_000_000);
    const { lab } = play(builder.build(2), 0, true);
    const base = lab.geometry.basePage;
    expect(base).toBe(0x200400);
    expect(lab.ndis.owners.owners[0]).toBe(0);
    expect(lab.ndis.owners.owners[0x800]).toBe(2);
    lab.session.indexNew();
    // More than 4.29 s between two events does not fit into a record; nothing is lost all the same.
    expect(lab.session.timeNs(lab.session.log.length - 1)).toBeGreaterThanOrEqual(8_000_000_000);
    expect(lab.totals.liveBytes).toBe(4096);
    // A recorded block is a block: freed by its handle, its pages come back.
    const free = lab.pool.freePages;
    lab.free(makeHandle('allocation', 2));
    expect(lab.pool.freePages).toBe(free + 1);
    expect(lab.ndis.owners.owners[0x800]).toBe(0);
  });
});
