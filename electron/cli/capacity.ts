import { POLICY_IDS, type PolicyId } from '../../core/allocators/policy-ids.ts';
import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { Lab } from '../../core/lab/lab.ts';
import { byteCount, PAGE_SIZE } from '../../core/memory/units.ts';
import { RESOURCES } from '../../core/ndis/status.ts';
import { smallestMemory } from '../../core/workloads/capacity.ts';
import { type TraceProgram } from '../../core/workloads/trace-program.ts';
import { TraceReplay } from '../../core/workloads/trace-replay.ts';

/** What `lab capacity --json` answers, a row a policy. */
export interface CapacityRow {
  readonly policy: PolicyId;
  /** Smallest memory without a refusal; null when even the largest one that was tried is short. */
  readonly memoryBytes: number | null;
  /** That memory over the peak of live bytes, and over the peak of live pages: what placement alone costs. */
  readonly overPeakBytes: number | null;
  readonly overPeakPages: number | null;
}

export interface CapacityReport {
  readonly file: string;
  readonly peakLiveBytes: number;
  readonly peakLivePages: number;
  readonly policies: readonly CapacityRow[];
}

const STEPS_PER_SLICE = 8192;
/** Memories beyond so many times the peak are not tried. */
const MOST_TIMES_PEAK = 16;

/** For every policy the smallest memory in which the trace runs without RESOURCES, one node, contiguous blocks. */
export function capacity(file: string, program: TraceProgram): CapacityReport {
  const peak = peaksOf(program);
  const round = (value: number): number => Math.round(value * 1e6) / 1e6;
  const policies = POLICY_IDS.map((policy): CapacityRow => {
    const pages = smallestMemory(
      (tried) => runsIn(program, policy, tried),
      Math.max(1, peak.pages),
      Math.max(1, peak.pages) * MOST_TIMES_PEAK,
    );
    return {
      policy,
      memoryBytes: pages === null ? null : pages * PAGE_SIZE,
      overPeakBytes: pages === null || peak.bytes === 0 ? null : round((pages * PAGE_SIZE) / peak.bytes),
      overPeakPages: pages === null || peak.pages === 0 ? null : round(pages / peak.pages),
    };
  });
  return { file, peakLiveBytes: peak.bytes, peakLivePages: peak.pages, policies };
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

/** Whether the whole trace is served; stops at the first slice with a refusal. */
function runsIn(program: TraceProgram, policy: PolicyId, pages: number): boolean {
  const lab = labOf(policy, pages);
  const trace = new TraceReplay(program, { asRecorded: false, queueId: 0 });
  while (lab.totals.statuses[RESOURCES] === 0) {
    if (!trace.run(lab, STEPS_PER_SLICE)) return lab.totals.statuses[RESOURCES] === 0;
  }
  return false;
}

/** Peaks of live bytes and of live pages, on a memory where nothing is ever short. */
function peaksOf(program: TraceProgram): { readonly bytes: number; readonly pages: number } {
  let pages = 1 << 16;
  for (;;) {
    const lab = labOf('first-fit', pages);
    const trace = new TraceReplay(program, { asRecorded: false, queueId: 0 });
    let peakPages = 0;
    for (let more = true; more;) {
      more = trace.run(lab, 1);
      peakPages = Math.max(peakPages, pages - lab.pool.freePages);
    }
    if (lab.totals.statuses[RESOURCES] === 0) return { bytes: lab.totals.peakLiveBytes, pages: peakPages };
    pages *= 2;
  }
}
