import { type Branch, BranchTree, type Line } from '../../core/history/branch-tree.ts';
import { beginsLike, openEnded, type Reexecution } from '../../core/history/re-execution.ts';
import { fail, ok, type Result } from '../contract/result.ts';
import { configOf } from '../files/lab-settings.ts';
import { type OpenedBranch, type OpenedSession } from '../files/read-session-file.ts';
import { type ReExecutor } from './re-executor.ts';

/** Whether the file of a session says what was done to its machines, so that they can be made again. */
export const saysHow = ({ settings, branches }: OpenedSession): boolean =>
  configOf(settings) !== null && branches.every(({ journal }) => journal !== null);

/**
 * Makes the machines of a session from a file again, one a branch, by doing again what its journals say. Each log has
 * to come out word for word as it was recorded, else the session stays what it is.
 */
export async function goOn(opened: OpenedSession, reExecutor: ReExecutor): Promise<Result<BranchTree>> {
  const config = configOf(opened.settings);
  if (config === null) return notRepeatable();
  const branches: Branch[] = [];
  for (const branch of opened.branches) {
    const { journal, session } = branch;
    if (journal === null) return notRepeatable();
    const original = { config, session, setupEntries: journal.setupEntries };
    const events = session.log.length;
    // The journal is ahead of the events in a file that breaks off: what they lost comes back with it.
    let made = await reExecutor.run(original, journal.entries, Infinity);
    if (made.ok && made.value.lab.session.log.length < events)
      made = await reExecutor.run(original, openEnded(journal), events);
    if (!made.ok) return made;
    if (made.value.lab.session.log.length < events) return notRepeatable();
    branches.push(branchOf(branch, made.value, branches));
  }
  return ok(BranchTree.of(branches, opened.currentBranch));
}

function branchOf(
  { id, name, parent, forkSeq }: OpenedBranch,
  { lab, journal, workload }: Reexecution,
  before: readonly Branch[],
): Branch {
  // Word for word what the other machine has: a file need not hold it twice.
  const shared = before.find((branch) => branch.id === parent)?.line;
  const shares = shared !== undefined && beginsLike(lab.session, shared.lab.session, forkSeq);
  const line: Line = {
    id: before.length + 1,
    parent: shares ? shared.id : null,
    forkSeq: shares ? forkSeq : 0,
    ...{ lab, journal, workload },
  };
  return { id, name, parent, forkSeq, line, undone: [], before: null };
}

const notRepeatable = (): Result<never> =>
  fail({ code: 'not-repeatable', message: 'the file does not say how its session came about' });
