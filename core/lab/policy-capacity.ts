import { POLICY_IDS, type PolicyId } from '../allocators/policy-ids.ts';
import { byteCount, PAGE_SIZE } from '../memory/units.ts';
import { RESOURCES } from '../ndis/status.ts';
import { SmallestMemory } from '../workloads/capacity.ts';
import { type TraceProgram } from '../workloads/trace-program.ts';
import { TraceReplay } from '../workloads/trace-replay.ts';
import { DEFAULT_LAB_CONFIG } from './lab-config.ts';
import { Lab } from './lab.ts';

/** How much memory one policy needs for a workload. */
export interface CapacityRow {
  readonly policy: PolicyId;
  /** Smallest memory without a refusal; null when even the largest one that was tried is short. */
  readonly memoryBytes: number | null;
  /** That memory over the peak of live bytes, and over the peak of live pages: what placement alone costs. */
  readonly overPeakBytes: number | null;
  readonly overPeakPages: number | null;
}

export interface PolicyCapacity {
  readonly peakLiveBytes: number;
  readonly peakLivePages: number;
  /** In the order of POLICY_IDS; shorter while the measurement runs. */
  readonly policies: readonly CapacityRow[];
}

const STEPS_PER_SLICE = 8192;
/** Memories beyond so many times the peak are not tried. */
const MOST_TIMES_PEAK = 16;

/**
 * For every policy the smallest memory in which the workload runs without RESOURCES: one node, NDIS's own provider,
 * contiguous blocks. Yields what it has after each slice of work, so that the caller can do other things or stop.
 */
export function* policyCapacity(program: TraceProgram): Generator<PolicyCapacity, PolicyCapacity> {
  let found: PolicyCapacity = { peakLiveBytes: 0, peakLivePages: 0, policies: [] };
  const peak = yield* peaksOf(program, found);
  found = { ...found, peakLiveBytes: peak.bytes, peakLivePages: peak.pages };
  const round = (value: number): number => Math.round(value * 1e6) / 1e6;
  for (const policy of POLICY_IDS) {
    const least = Math.max(1, peak.pages);
    const search = new SmallestMemory(least, least * MOST_TIMES_PEAK);
    while (!search.done) search.note(yield* runsIn(program, policy, search.pages, found));
    const pages = search.answer;
    const row = {
      policy,
      memoryBytes: pages === null ? null : pages * PAGE_SIZE,
      overPeakBytes: pages === null || peak.bytes === 0 ? null : round((pages * PAGE_SIZE) / peak.bytes),
      overPeakPages: pages === null || peak.pages === 0 ? null : round(pages / peak.pages),
    };
    found = { ...found, policies: [...found.policies, row] };
    yield found;
  }
  return found;
}

function labOf(policy: PolicyId, pages: number): Lab {
  return new Lab({
    ...DEFAULT_LAB_CONFIG,
    provider: 'default',
    policy,
    nodeCount: 1,
    checksLifetime: false,
    memoryBytes: byteCount(pages * PAGE_SIZE),
  });
}

/** Whether the whole workload is served; stops at the first slice with a refusal. */
function* runsIn(
  program: TraceProgram,
  policy: PolicyId,
  pages: number,
  found: PolicyCapacity,
): Generator<PolicyCapacity, boolean> {
  const lab = labOf(policy, pages);
  const trace = new TraceReplay(program, { asRecorded: false, queueId: 0 });
  while (lab.totals.statuses[RESOURCES] === 0) {
    if (!trace.run(lab, STEPS_PER_SLICE)) return lab.totals.statuses[RESOURCES] === 0;
    yield found;
  }
  return false;
}

/** Peaks of live bytes and of live pages, on a memory where nothing is ever short. */
function* peaksOf(
  program: TraceProgram,
  found: PolicyCapacity,
): Generator<PolicyCapacity, { readonly bytes: number; readonly pages: number }> {
  let pages = 1 << 16;
  for (;;) {
    const lab = labOf('first-fit', pages);
    const trace = new TraceReplay(program, { asRecorded: false, queueId: 0 });
    let peakPages = 0;
    let steps = 0;
    for (let more = true; more;) {
      more = trace.run(lab, 1);
      peakPages = Math.max(peakPages, pages - lab.pool.freePages);
      if (++steps % STEPS_PER_SLICE === 0) yield found;
    }
    if (lab.totals.statuses[RESOURCES] === 0) return { bytes: lab.totals.peakLiveBytes, pages: peakPages };
    pages *= 2;
  }
}
