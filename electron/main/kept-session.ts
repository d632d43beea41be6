import { type Branch, type BranchTree, type Line } from '../../core/history/branch-tree.ts';
import { beginsLike } from '../../core/history/re-execution.ts';
import { type Lab } from '../../core/lab/lab.ts';
import { type FileLine } from '../../core/session-file/chunk.ts';
import { type BranchMarks } from '../files/branch-marks.ts';
import { type OpenedSession } from '../files/read-session-file.ts';
import { type WrittenBranch } from '../files/session-file-writer.ts';
import { type NamedProvider, type SessionSettings } from '../files/session-settings.ts';
import { type KeptSession } from './session-keeper.ts';

interface ShownSession {
  readonly settings: SessionSettings;
  readonly tree: BranchTree;
  readonly marks: BranchMarks;
  readonly recording: OpenedSession | null;
}

/** A session as it is kept on the disk: read whenever it is written, so it grows with the session. */
export function keptSession({ settings, tree, marks, recording }: ShownSession): KeptSession {
  const recorded = recording === null ? null : recordedBranches(recording);
  return {
    settings,
    branches: () => recorded ?? tree.branches.map(branchOfTree),
    marks: () => marks.all,
    currentBranch: () => recording?.currentBranch ?? tree.current.id,
    providers: () => recording?.providers ?? namedProviders(tree.current.line.lab),
  };
}

function branchOfTree({ line, undone, before, ...branch }: Branch): WrittenBranch {
  return {
    ...branch,
    ...writtenLine(line),
    undone: before && { ...writtenLine(before), entries: undone.length },
  };
}

const writtenLine = ({
  id,
  parent,
  forkSeq,
  lab,
  journal,
}: Line): Pick<WrittenBranch, 'line' | 'session' | 'journal'> => ({
  line: { line: id, parent, forkSeq },
  session: lab.session,
  journal,
});

/** Branches of a file with lines of their own; one from which something was undone mostly is the beginning of what it was. */
function recordedBranches({ branches }: OpenedSession): readonly WrittenBranch[] {
  let lines = 0;
  const next = (parent: number | null = null, forkSeq = 0): FileLine => ({ line: ++lines, parent, forkSeq });
  return branches.map((branch) => {
    const { session, undone } = branch;
    if (undone === null) return { ...branch, line: next(), undone };
    // A line goes off from one that stands before it.
    const before = next();
    const events = session.log.length;
    const line = beginsLike(undone.session, session, events) ? next(before.line, events) : next();
    return { ...branch, line, undone: { ...undone, line: before } };
  });
}

export const namedProviders = (lab: Lab): readonly NamedProvider[] =>
  lab.ndis.providers.map(({ code, id }) => ({ code, id }));
