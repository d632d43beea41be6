import { type Branch, BranchTree, type Line } from '../../core/history/branch-tree.ts';
import { type JournalEntry } from '../../core/history/journal.ts';
import { beginsLike, openEnded, type Reexecution } from '../../core/history/re-execution.ts';
import { type LabConfig } from '../../core/lab/lab-config.ts';
import { sayOfMain as say } from './main-sentences.ts';
import { fail, ok, type Result } from './result.ts';
import { configOf } from '../files/lab-settings.ts';
import { type OpenedBranch, type OpenedLine, type OpenedSession } from '../files/read-session-file.ts';
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
    const made = await makeAgain(branch, config, reExecutor);
    if (!made.ok) return made;
    const entries = undoneEntries(branch);
    const before =
      branch.undone && entries.length > 0 ? await makeAgain(branch.undone, config, reExecutor) : null;
    if (before?.ok === false && before.error.code === 'cancelled') return before;
    // Without what was undone the session goes on all the same.
    const undone = before?.ok === true ? { made: before.value, entries } : null;
    branches.push(branchOf(branch, made.value, undone, branches));
  }
  return ok(BranchTree.of(branches, opened.currentBranch));
}

/** What was undone on a branch, the next to be done again first. */
function undoneEntries({ undone }: OpenedBranch): readonly JournalEntry[] {
  if (undone?.journal == null) return [];
  const { entries, setupEntries } = undone.journal;
  const from = entries.length - undone.entries;
  return from < setupEntries ? [] : entries.slice(from);
}

async function makeAgain(
  { journal, session }: OpenedLine,
  config: LabConfig,
  reExecutor: ReExecutor,
): Promise<Result<Reexecution>> {
  if (journal === null) return notRepeatable();
  const original = { config, session, setupEntries: journal.setupEntries };
  const events = session.log.length;
  // The journal is ahead of the events in a file that breaks off: what they lost comes back with it.
  let made = await reExecutor.run(original, journal.entries, Infinity);
  if (made.ok && made.value.lab.session.log.length < events)
    made = await reExecutor.run(original, openEnded(journal), events);
  if (!made.ok) return made;
  return made.value.lab.session.log.length < events ? notRepeatable() : made;
}

function branchOf(
  { id, name, parent, forkSeq }: OpenedBranch,
  made: Reexecution,
  undone: { readonly made: Reexecution; readonly entries: readonly JournalEntry[] } | null,
  others: readonly Branch[],
): Branch {
  const lines = others.flatMap(({ line, before }) => [line, ...(before === null ? [] : [before])]);
  const before = undone && lineOf(undone.made, lines.length + 1, null, 0);
  const next = lines.length + (before === null ? 1 : 2);
  // Word for word what the other machine has: a file need not hold it twice.
  const line =
    before === null
      ? lineOf(made, next, others.find((branch) => branch.id === parent)?.line ?? null, forkSeq)
      : lineOf(made, next, before, made.lab.session.log.length);
  return { id, name, parent, forkSeq, line, undone: undone?.entries ?? [], before };
}

function lineOf(
  { lab, journal, workload }: Reexecution,
  id: number,
  shared: Line | null,
  events: number,
): Line {
  const shares = shared !== null && beginsLike(lab.session, shared.lab.session, events);
  return {
    id,
    parent: shares ? shared.id : null,
    forkSeq: shares ? events : 0,
    ...{ lab, journal, workload },
  };
}

const notRepeatable = (): Result<never> => fail({ code: 'not-repeatable', message: say('doesNotSayHow') });
