import { BranchTree, type Line } from '../../core/history/branch-tree.ts';
import { Journal } from '../../core/history/journal.ts';
import { type RecordedSession } from '../../core/events/recorded-session.ts';
import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { Lab } from '../../core/lab/lab.ts';
import { type Handle } from '../../core/ndis/handles.ts';
import { type Bookmark } from '../contract/schemas.ts';
import { BranchMarks } from '../files/branch-marks.ts';
import { type LeavingSession } from '../files/export-session.ts';
import { settingsOfLab } from '../files/lab-settings.ts';
import { type EngineStatus } from '../contract/engine-status.ts';
import { type OpenedSession } from '../files/read-session-file.ts';
import { type SessionSettings } from '../files/session-settings.ts';
import { saysHow } from './going-on.ts';
import { keptSession, namedProviders } from './kept-session.ts';
import { type KeptSession } from './session-keeper.ts';

/** What the window shows: a Lab with the branches that its session has gone, or a session that was read from a file. */
export class ShownSession {
  private differs = false;

  private constructor(
    readonly name: string,
    public tree: BranchTree,
    private readonly marks: BranchMarks,
    /** The session that was read from a file and is shown in place of the Lab's; null while the Lab's is. */
    public recording: OpenedSession | null,
  ) {}

  /** A machine whose session begins. */
  static ofLab(name: string, lab: Lab, journal: Journal): ShownSession {
    return new ShownSession(name, new BranchTree(lab, journal, ''), new BranchMarks([]), null);
  }

  /** A session from a file; the machine beside it rests. */
  static ofFile(opened: OpenedSession): ShownSession {
    const tree = new BranchTree(new Lab(DEFAULT_LAB_CONFIG), new Journal(), '');
    return new ShownSession(opened.settings.name, tree, new BranchMarks(opened.marks), opened);
  }

  /** The machines of a session from a file were made again: it goes on with them. */
  goOn(tree: BranchTree): void {
    this.tree = tree;
    this.recording = null;
  }

  /** Made again, the session came out otherwise. */
  cannotGoOn(): void {
    this.differs = true;
  }

  /** Whether a session from a file can go on; null for one that is no recording. */
  get goesOn(): EngineStatus['goesOn'] {
    if (this.recording === null) return null;
    if (this.differs) return 'differs';
    return saysHow(this.recording) ? 'possible' : 'unknown';
  }

  /** The machine of the branch that is shown, with what was done to it. */
  get line(): Line {
    return this.tree.current.line;
  }

  get lab(): Lab {
    return this.line.lab;
  }

  /** All logs that can be shown again: those of branches, and those to which redo leads back. */
  get sessions(): readonly RecordedSession[] {
    const lines = this.tree.branches.flatMap(({ line, before }) => [line, before ?? line]);
    return [this.events, ...lines.map(({ lab }) => lab.session)];
  }

  /** The log that is shown. */
  get events(): RecordedSession {
    return this.recording?.session ?? this.lab.session;
  }

  get settings(): SessionSettings {
    const { recording } = this;
    const bookmarks = this.marks.of(this.currentBranch);
    if (recording !== null) return { ...recording.settings, bookmarks };
    return { ...settingsOfLab(this.name, this.lab), bookmarks };
  }

  /** Bookmarks of the branch that is shown. */
  set bookmarks(bookmarks: readonly Bookmark[]) {
    this.marks.set(this.currentBranch, bookmarks);
  }

  /** Gives another branch the bookmarks of one, as far as their events are shared. */
  copyMarks(from: number, to: number, forkSeq: number): void {
    this.marks.copy(from, to, forkSeq);
  }

  /** As it is kept on the disk. */
  kept(): KeptSession {
    const { settings, tree, marks, recording } = this;
    return keptSession({ settings, tree, marks, recording });
  }

  /** The branch that is shown, as it can leave. */
  leaving(templatePath: string): LeavingSession {
    const { recording, settings } = this;
    const description = {
      session: this.events,
      ndisVersion: settings.ndisVersion,
      adapterHandle: settings.adapterHandle as Handle,
    };
    const providers = recording?.providers ?? namedProviders(this.lab);
    return { description, settings, providers, templatePath };
  }

  private get currentBranch(): number {
    return this.recording?.currentBranch ?? this.tree.current.id;
  }
}
