import { ok, type Result } from './result.ts';
import { noSuchBranch, replaced } from './branch-status.ts';
import { goOn } from './going-on.ts';
import { originalOf, type ReExecutor } from './re-executor.ts';
import { type ShownSession } from './shown-session.ts';

interface BranchingParts {
  readonly shown: () => ShownSession;
  readonly reExecutor: ReExecutor;
  readonly pauseEngine: () => void;
  /** Goes over to what is shown after a change of line. */
  readonly showLine: (change: () => unknown) => void;
  /** Shows another branch of a session from a file. */
  readonly showRecorded: (change: () => void) => void;
  /** Shows the machines of a session that was one from a file before. */
  readonly showAgain: (change: () => void) => void;
  readonly noteEdit: () => void;
}

/** The other ways that a session can go: branches off it, what is taken back, and what is done again. */
export class Branching {
  /** While a session from a file is made again. */
  private goingOn: Promise<Result<null>> | null = null;

  constructor(private readonly parts: BranchingParts) {}

  get canFork(): boolean {
    return !this.parts.shown().tree.isFull;
  }

  /** A branch off the one that is shown, from the first moment at or after `events` events; it is shown then. */
  async fork(events: number, name: string): Promise<Result<{ readonly events: number }>> {
    const shown = this.parts.shown();
    const { tree } = shown;
    const { line, id } = tree.current;
    const made = await this.parts.reExecutor.run(originalOf(line), line.journal.entries, events);
    if (!made.ok) return made;
    if (shown !== this.parts.shown()) return replaced();
    this.parts.showLine(() => {
      const branch = tree.fork(made.value, name);
      shown.copyMarks(id, branch.id, branch.forkSeq);
    });
    this.parts.noteEdit();
    return ok({ events: shown.events.log.length });
  }

  /** Takes back, or does again, the newest thing that was done on this branch. */
  async undoOrRedo(direction: 'undo' | 'redo'): Promise<Result<null>> {
    const shown = this.parts.shown();
    const { tree } = shown;
    const entries = direction === 'undo' ? tree.entriesBeforeUndo : tree.entriesAfterRedo;
    if (entries === null) return ok(null);
    this.parts.pauseEngine();
    const made = await this.parts.reExecutor.run(originalOf(tree.current.line), entries, Infinity);
    if (!made.ok) return made;
    if (shown !== this.parts.shown()) return replaced();
    this.parts.showLine(() => tree[direction](made.value));
    this.parts.noteEdit();
    return ok(null);
  }

  /** Makes the machines of a session from a file again, so that it goes on from where it ends. */
  goOn(): Promise<Result<null>> {
    return (this.goingOn ??= this.makeAgain().finally(() => (this.goingOn = null)));
  }

  private async makeAgain(): Promise<Result<null>> {
    const shown = this.parts.shown();
    if (shown.recording === null) return ok(null);
    const made = await goOn(shown.recording, this.parts.reExecutor);
    if (!made.ok) {
      if (made.error.code !== 'cancelled') shown.cannotGoOn();
      return made;
    }
    if (shown !== this.parts.shown()) return replaced();
    // Meanwhile the person may have looked at another branch.
    made.value.switchTo(shown.recording.currentBranch);
    this.parts.showAgain(() => shown.goOn(made.value));
    return ok(null);
  }

  /** Something new is done: what was undone before stays as a branch of its own. */
  keepUndone(name: string, forkSeq: number): void {
    const shown = this.parts.shown();
    const { id } = shown.tree.current;
    const kept = shown.tree.keepUndone(name, forkSeq);
    if (kept !== null) shown.copyMarks(id, kept.id, Infinity);
  }

  /** Shows another branch; its engine waits. */
  switchTo(id: number): Result<null> {
    const shown = this.parts.shown();
    const { tree, recording } = shown;
    if (recording !== null) {
      const branch = recording.branches.find((known) => known.id === id);
      if (branch === undefined) return noSuchBranch(id);
      this.parts.showRecorded(() => {
        shown.recording = { ...recording, session: branch.session, currentBranch: id };
      });
      return ok(null);
    }
    if (!tree.branches.some((branch) => branch.id === id)) return noSuchBranch(id);
    this.parts.showLine(() => tree.switchTo(id));
    return ok(null);
  }

  rename(id: number, name: string): Result<null> {
    const { recording, tree } = this.parts.shown();
    if (recording !== null || !tree.rename(id, name)) return noSuchBranch(id);
    this.parts.noteEdit();
    return ok(null);
  }
}
