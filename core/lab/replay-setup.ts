import { byteCount, PAGE_SIZE, pageIndex } from '../memory/units.ts';
import { type TraceProgram } from '../workloads/trace-program.ts';
import { type LabConfig } from './lab-config.ts';

/** Larger than any page order, so that no recorded block crosses the border of two nodes. */
const NODE_ALIGNMENT_PAGES = 1024;

/**
 * The machine on which a trace is replayed. "As recorded" the memory has to hold the recorded page frames: it starts
 * at the first one and reaches to the last unless a size is asked for; what lies outside is skipped and counted.
 * @param memoryBytes size that was asked for, null for the usual one
 */
export function replaySetup(
  program: TraceProgram,
  config: LabConfig,
  asRecorded: boolean,
  memoryBytes: number | null,
): LabConfig {
  if (!asRecorded || program.pageFrames === null) {
    const memory = memoryBytes === null ? config.memoryBytes : byteCount(memoryBytes);
    return { ...config, memoryBytes: memory, checksLifetime: false };
  }
  const align = NODE_ALIGNMENT_PAGES;
  const first = Math.floor(program.pageFrames.lowest / align) * align;
  const span = program.pageFrames.highest + 1 - first;
  const perNode = Math.ceil(span / config.nodeCount / align) * align;
  return {
    ...config,
    checksLifetime: false,
    // Only a policy that takes orders can put pages where a recording saw them.
    policy: 'first-fit',
    basePage: pageIndex(first),
    memoryBytes: byteCount(memoryBytes ?? perNode * config.nodeCount * PAGE_SIZE),
  };
}
