import { type BranchTree } from '../../core/history/branch-tree.ts';
import { type JournalEntry } from '../../core/history/journal.ts';
import { fail, type Result } from './result.ts';
import { type EngineStatus } from '../contract/engine-status.ts';
import { type OpenedSession } from '../files/read-session-file.ts';
import { sayOfMain as say } from './main-sentences.ts';

type BranchStatus = Pick<EngineStatus, 'branches' | 'currentBranch' | 'undo' | 'redo'>;

/** The branches of what is shown, and what undo and redo would do there. */
export function branchStatus(tree: BranchTree, recording: OpenedSession | null): BranchStatus {
  if (recording !== null) {
    return {
      branches: recording.branches.map(({ id, name, parent, forkSeq, session }) => ({
        id,
        name,
        parent,
        forkSeq,
        events: session.log.length,
      })),
      currentBranch: recording.currentBranch,
      undo: null,
      redo: null,
    };
  }
  const { current } = tree;
  return {
    branches: tree.branches.map(({ id, name, parent, forkSeq, line }) => ({
      id,
      name,
      parent,
      forkSeq,
      events: line.lab.session.log.length,
    })),
    currentBranch: current.id,
    undo: wordOf(current.line.journal.last),
    redo: wordOf(current.undone[0] ?? null),
  };
}

/** What an entry did, as the page has a word for it. */
function wordOf(entry: JournalEntry | null): EngineStatus['undo'] {
  if (entry === null) return null;
  return entry.kind === 'command' ? entry.command.kind : entry.kind;
}

export const replaced = (): Result<never> => fail({ code: 'session-replaced', message: say('replaced') });

export const noSuchBranch = (id: number): Result<never> =>
  fail({ code: 'no-branch', field: 'id', message: say('noBranch', { id }) });
