import { endsBlock, makesBlock, recordBlock, recordLength } from '../events/record.ts';
import { type RecordedSession } from '../events/recorded-session.ts';
import { type TraceProgram, TraceOp, TraceProgramBuilder } from '../workloads/trace-program.ts';

/**
 * What the drivers of a session asked for and gave back, as a workload that can be replayed elsewhere: every request
 * that was served, and every block's end. Refused requests are left out, because nothing says when they would have
 * ended.
 */
export function programOfSession({ log }: RecordedSession): TraceProgram {
  const builder = new TraceProgramBuilder('rep');
  let ids = 0;
  for (let seq = 0; seq < log.length; seq++) {
    const words = log.wordsOf(seq);
    const at = log.offsetOf(seq);
    const block = recordBlock(words, at);
    if (makesBlock(words, at)) builder.add(TraceOp.allocate, block, recordLength(words, at));
    else if (endsBlock(words, at)) builder.add(TraceOp.free, block, 0);
    else continue;
    ids = Math.max(ids, block + 1);
  }
  return builder.build(ids);
}
