import { type BranchTree } from '../../core/history/branch-tree.ts';
import { type Lab } from '../../core/lab/lab.ts';
import { type BranchMarks } from '../files/branch-marks.ts';
import { type OpenedSession } from '../files/read-session-file.ts';
import { type NamedProvider, type SessionSettings } from '../files/session-settings.ts';
import { type KeptSession } from './session-keeper.ts';

interface ShownSession {
  readonly settings: SessionSettings;
  readonly tree: BranchTree;
  readonly marks: BranchMarks;
  readonly recording: OpenedSession | null;
}

/** A session as it is kept on the disk: read whenever it is written, so it grows with the session. */
export const keptSession = ({ settings, tree, marks, recording }: ShownSession): KeptSession => ({
  settings,
  branches: () =>
    recording === null
      ? tree.branches.map(({ line, ...branch }) => ({
          ...branch,
          line: { line: line.id, parent: line.parent, forkSeq: line.forkSeq },
          session: line.lab.session,
          journal: line.journal,
        }))
      : recording.branches.map((branch, at) => ({
          ...branch,
          line: { line: at + 1, parent: null, forkSeq: 0 },
        })),
  marks: () => marks.all,
  currentBranch: () => recording?.currentBranch ?? tree.current.id,
  providers: () => recording?.providers ?? namedProviders(tree.current.line.lab),
});

export const namedProviders = (lab: Lab): readonly NamedProvider[] =>
  lab.ndis.providers.map(({ code, id }) => ({ code, id }));
