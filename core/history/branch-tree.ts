import { type Lab } from '../lab/lab.ts';
import { type Journal, type JournalEntry } from './journal.ts';
import { type Reexecution, type StartedWorkload } from './re-execution.ts';

/** Branches that one session can have: each holds a machine and a log of its own. */
export const MOST_BRANCHES = 32;

/** One machine with its log. Lines only grow: what goes another way from some moment on is another line. */
export interface Line {
  readonly id: number;
  /** The line that it shares its first events with; null for the first one. */
  readonly parent: number | null;
  /** How many events it shares. */
  readonly forkSeq: number;
  readonly lab: Lab;
  readonly journal: Journal;
  /** A workload that can go on from the end; null when none can. */
  readonly workload: StartedWorkload | null;
}

/** A line under a name. Undo gives a branch another line; the name stays. */
export interface Branch {
  readonly id: number;
  readonly name: string;
  /** The branch that it went off from, and after how many events; null and 0 for the first one. */
  readonly parent: number | null;
  readonly forkSeq: number;
  readonly line: Line;
  /** What was undone, the newest first, with the line as it was before: redo goes back to it. */
  readonly undone: readonly JournalEntry[];
  readonly before: Line | null;
}

/** The branches of a session and where the person is. */
export class BranchTree {
  private list: Branch[];
  private currentId = 1;
  private lastBranch = 1;
  private lastLine = 1;

  constructor(lab: Lab, journal: Journal, name: string) {
    const line: Line = { id: 1, parent: null, forkSeq: 0, lab, journal, workload: null };
    this.list = [{ id: 1, name, parent: null, forkSeq: 0, line, undone: [], before: null }];
  }

  /** Branches of a session whose machines were made again; one of them is the current one. */
  static of(branches: readonly Branch[], current: number): BranchTree {
    const [first] = branches;
    if (first === undefined) throw new RangeError('expected a branch');
    const tree = new BranchTree(first.line.lab, first.line.journal, first.name);
    tree.list = [...branches];
    tree.currentId = current;
    tree.lastBranch = Math.max(...branches.map(({ id }) => id));
    tree.lastLine = Math.max(...branches.flatMap(({ line, before }) => [line.id, before?.id ?? 0]));
    return tree;
  }

  get branches(): readonly Branch[] {
    return this.list;
  }

  get current(): Branch {
    return this.list.find(({ id }) => id === this.currentId)!;
  }

  get isFull(): boolean {
    return this.list.length >= MOST_BRANCHES;
  }

  /** Makes a branch the current one; false when there is no such branch. */
  switchTo(id: number): boolean {
    if (!this.list.some((branch) => branch.id === id)) return false;
    this.currentId = id;
    return true;
  }

  /** False when there is no such branch. */
  rename(id: number, name: string): boolean {
    const branch = this.list.find((known) => known.id === id);
    if (branch === undefined) return false;
    this.replace({ ...branch, name });
    return true;
  }

  /** Remembers the workload that the current line can go on with. */
  noteWorkload(workload: StartedWorkload | null): void {
    const { current } = this;
    this.replace({ ...current, line: { ...current.line, workload } });
  }

  /** A new branch off the current one, on the line that was made again; it becomes the current one. */
  fork(made: Reexecution, name: string): Branch {
    const { current } = this;
    const line = this.lineOf(made, current.line.id, sharedEvents(made, current.line));
    const branch: Branch = {
      id: ++this.lastBranch,
      name,
      parent: current.id,
      forkSeq: line.forkSeq,
      line,
      undone: [],
      before: null,
    };
    this.list = [...this.list, branch];
    this.currentId = branch.id;
    return branch;
  }

  /** Entries of the current branch without its newest one; null when nothing can be undone. */
  get entriesBeforeUndo(): readonly JournalEntry[] | null {
    const { journal } = this.current.line;
    return journal.last === null ? null : journal.entries.slice(0, -1);
  }

  /** Entries of the current branch with the newest undone one; null when nothing was undone. */
  get entriesAfterRedo(): readonly JournalEntry[] | null {
    const { line, undone } = this.current;
    const [next] = undone;
    return next === undefined ? null : [...line.journal.entries, next];
  }

  /** Puts the current branch on the line that `entriesBeforeUndo` gave. */
  undo(made: Reexecution): void {
    const { current } = this;
    const { last } = current.line.journal;
    if (last === null) return;
    const before = current.before ?? current.line;
    this.replace({ ...current, line: this.lineInPlace(made), undone: [last, ...current.undone], before });
  }

  /** Puts the current branch on the line that `entriesAfterRedo` gave. */
  redo(made: Reexecution): void {
    const { current } = this;
    const undone = current.undone.slice(1);
    const before = undone.length === 0 ? null : current.before;
    this.replace({ ...current, line: this.lineInPlace(made), undone, before });
  }

  /**
   * Something else is going to be done: what was undone stays as a branch of its own.
   * @returns that branch, or null when nothing was undone or there are too many branches
   */
  keepUndone(name: string, forkSeq = this.current.line.lab.session.log.length): Branch | null {
    const { current } = this;
    const { before } = current;
    if (before === null) return null;
    this.replace({ ...current, undone: [], before: null });
    if (this.isFull) return null;
    const branch: Branch = {
      id: ++this.lastBranch,
      name,
      parent: current.id,
      forkSeq,
      line: before,
      undone: [],
      before: null,
    };
    this.list = [...this.list, branch];
    return branch;
  }

  /** The line that the current branch comes to be on. */
  private lineInPlace(made: Reexecution): Line {
    const { line, before } = this.current;
    const own = sharedEvents(made, line);
    // What was undone stays, and what was undone on the way to it does not: a file has the former.
    return before === null
      ? this.lineOf(made, line.id, own)
      : this.lineOf(made, before.id, Math.min(own, line.forkSeq));
  }

  private lineOf({ lab, journal, workload }: Reexecution, parent: number, forkSeq: number): Line {
    return { id: ++this.lastLine, parent, forkSeq, lab, journal, workload };
  }

  private replace(changed: Branch): void {
    this.list = this.list.map((branch) => (branch.id === changed.id ? changed : branch));
  }
}

/** Events that a machine that was made again has in common with the line that it was made from. */
const sharedEvents = ({ lab }: Reexecution, line: Line): number =>
  Math.min(lab.session.log.length, line.lab.session.log.length);
