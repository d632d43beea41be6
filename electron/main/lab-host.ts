import type { MessagePortMain } from 'electron';
import { DEFAULT_LAB_CONFIG, type LabConfig } from '../../core/lab/lab-config.ts';
import { describeMachine } from '../../core/lab/describe-machine.ts';
import { type Line } from '../../core/history/branch-tree.ts';
import { Journal, type ScriptSource, type WorkloadSource } from '../../core/history/journal.ts';
import { JournaledWorkload } from '../../core/history/journaled-workload.ts';
import { type LabCommand, runLabCommand } from '../../core/history/lab-command.ts';
import { Lab } from '../../core/lab/lab.ts';
import { programOfSession } from '../../core/lab/session-program.ts';
import { type RecordedSession } from '../../core/events/recorded-session.ts';
import { type Sentence } from '../../core/words/sentence.ts';
import { type Workload } from '../../core/workloads/workload.ts';
import { type EngineStatus } from '../contract/engine-status.ts';
import { type Bookmark } from '../contract/schemas.ts';
import { type LeavingSession } from '../files/export-session.ts';
import { type OpenedSession } from '../files/read-session-file.ts';
import { branchStatus } from './branch-status.ts';
import { Branching } from './branching.ts';
import { Edits } from './edits.ts';
import { EngineRunner } from './engine-runner.ts';
import { type PageLink } from './page-link.ts';
import { PolicyMeasurement } from './policy-measurement.ts';
import { providerStatus, serving } from './provider-status.ts';
import { ReExecutor, type RegisterScript } from './re-executor.ts';
import { type KeptSession } from './session-keeper.ts';
import { SessionStream } from './session-stream.ts';
import { ShownSession } from './shown-session.ts';
import { type Say } from './say.ts';
import { type Spills } from './spills.ts';

/** A session that gave way to a machine that somebody else leads, and comes back afterwards. */
interface WaitingSession {
  readonly shown: ShownSession;
  readonly stepsPerSecond: number | null;
}

export interface SessionOptions {
  readonly name: string;
  readonly config: LabConfig;
  /** Queues that the switch has allocated and completed before anyone looks. */
  readonly readyQueues: number;
}

type FileReport = Pick<EngineStatus, 'importReport' | 'scenario'>;
const NO_REPORT: FileReport = { importReport: null, scenario: null };

/** Owns the Lab of the window, its engine and its stream; a new session replaces all three. */
export class LabHost {
  private shown!: ShownSession;
  private readonly stream: SessionStream;
  /** How far a file that is being opened has come. */
  importProgress: () => EngineStatus['importing'] = () => null;
  /** How far an export has come. */
  exportProgress: () => EngineStatus['exporting'] = () => null;
  /** What a person has changed of the session, and whether that is in a file. */
  readonly edits = new Edits(
    () => this.changed(),
    () => !this.isLed,
  );
  /** Told of every session that begins, so that it can be kept. */
  onSession: ((kept: KeptSession) => void) | null = null;
  /** Told of every status that the page is told. */
  onStatus: ((status: EngineStatus) => void) | null = null;
  /** Told when something was done to the machine by hand. */
  onActed: (() => void) | null = null;
  /** Told when another session takes the place of a machine that is led. */
  onReplaced: (() => void) | null = null;
  private waiting: WaitingSession | null = null;
  /** The machine that the person has chosen; traces are replayed on it too. */
  chosenConfig: LabConfig = DEFAULT_LAB_CONFIG;
  private runner!: EngineRunner;
  /** Number of the session that is shown. */
  epoch = 0;
  private measurement: PolicyMeasurement | null = null;
  private readonly reExecutor: ReExecutor;
  /** The other ways that the session can go. */
  readonly branching: Branching;
  private report: FileReport = NO_REPORT;
  private onWorkloadEnd: ((workload: Workload<Lab>) => void) | null = null;

  constructor(
    private readonly refusedMessages: () => number,
    onRefused: (message: Sentence) => void,
    registerScript: RegisterScript,
    private readonly spills: Spills,
    /** Words what is said to the page. */
    readonly say: Say,
  ) {
    const serve = (session: RecordedSession): void => spills.serve(session);
    this.reExecutor = new ReExecutor(registerScript, serve, () => this.changed());
    this.branching = new Branching({
      shown: () => this.shown,
      reExecutor: this.reExecutor,
      pauseEngine: () => this.runner.pause(),
      showLine: (change) => this.showLine(change),
      showRecorded: (change) => {
        change();
        this.begin();
      },
      showAgain: (change) => {
        change();
        this.begin();
        this.loadWorkload(null);
        this.changed();
        this.onSession?.(this.kept());
      },
      noteEdit: () => this.edits.note(),
    });
    this.stream = new SessionStream(
      () => ({ epoch: this.epoch, shown: this.shown, isRunning: this.runner.state === 'running' }),
      (eventsPerSecond) => this.status(eventsPerSecond),
      onRefused,
    );
    this.newSession({ name: 'lab', config: DEFAULT_LAB_CONFIG, readyQueues: 2 });
  }

  newSession({ name, config, readyQueues }: SessionOptions): void {
    this.endWork();
    this.edits.forget();
    this.giveUpWaiting();
    this.spills.renew();
    const lab = new Lab(config);
    this.spills.serve(lab.session);
    const journal = new Journal();
    this.shown = ShownSession.ofLab(name, lab, journal);
    for (let queue = 0; queue < readyQueues; queue++) this.carryOut({ kind: 'openQueue' });
    journal.endSetup();
    this.begin();
    this.onSession?.(this.kept());
  }

  /** The machine of the branch that is shown, with what was done to it. */
  get line(): Line {
    return this.shown.line;
  }

  /** The page's end of everything that is told without being asked. */
  get page(): PageLink {
    return this.stream.page;
  }

  get lab(): Lab {
    return this.shown.lab;
  }

  /** Why nothing can be asked of the engine now; null when it can. */
  get obstacle(): 'recording' | 'busy' | null {
    if (this.shown.recording !== null) return 'recording';
    return this.reExecutor.progress === null ? null : 'busy';
  }

  /**
   * Does what was asked of the drivers, and remembers it.
   * @param undoneName name for the branch that keeps what was undone before, if anything was
   */
  execute(command: LabCommand, undoneName: string): number {
    this.branching.keepUndone(undoneName, this.lab.session.log.length);
    const answer = this.carryOut(command);
    this.onActed?.();
    this.edits.note();
    return answer;
  }

  private carryOut(command: LabCommand): number {
    const { lab, journal } = this.line;
    journal.add({ kind: 'command', command, firstSeq: lab.session.log.length });
    return runLabCommand(lab, command);
  }

  /** Remembers that a script was registered with the lab in hand, when it had `firstSeq` events. */
  noteScript(script: ScriptSource, firstSeq: number, undoneName: string): void {
    this.branching.keepUndone(undoneName, firstSeq);
    this.line.journal.add({ kind: 'script', script, firstSeq });
    this.onActed?.();
    this.edits.note();
  }

  /** Bookmarks of the branch that is shown. */
  setBookmarks(bookmarks: readonly Bookmark[]): void {
    this.shown.bookmarks = bookmarks;
    this.edits.note();
  }

  cancelReExecution(): void {
    this.reExecutor.cancel();
  }

  /** Goes over to another line; a workload under way stays with the line that it is on. */
  private showLine(change: () => unknown): void {
    this.shown.tree.noteWorkload(this.runner.running?.started ?? null);
    this.runner.stop();
    const pace = this.runner.stepsPerSecond;
    change();
    this.begin();
    this.loadWorkload(pace);
    this.changed();
  }

  /** Lets a workload that the line was left with wait to be resumed. */
  private loadWorkload(stepsPerSecond: number | null): void {
    const { lab, journal, workload } = this.line;
    if (workload !== null) this.runner.load(new JournaledWorkload(workload, lab, journal), stepsPerSecond);
  }

  /** Shows a session from a file. The engine rests until a new one begins. */
  showRecording(recording: OpenedSession): void {
    this.endWork();
    this.edits.forget();
    this.giveUpWaiting();
    this.spills.renew();
    this.spills.serve(recording.session);
    this.shown = ShownSession.ofFile(recording);
    this.begin();
    this.onSession?.(this.kept());
  }

  /**
   * Shows a machine that somebody else leads, such as a lesson: it is neither undone nor branched off. The session that
   * was shown waits for `takeBack`.
   */
  lead(lab: Lab, name: string): void {
    this.waiting ??= this.setAside();
    this.spills.serve(lab.session);
    this.shown = ShownSession.ofLab(name, lab, new Journal());
    this.begin();
  }

  /** Goes back to the session that waits; its engine waits too. */
  takeBack(): void {
    const { waiting } = this;
    if (waiting === null) return;
    this.waiting = null;
    this.shown = waiting.shown;
    this.begin();
    this.loadWorkload(waiting.stepsPerSecond);
    this.changed();
  }

  /** Whether the machine that is shown is led by somebody else. */
  get isLed(): boolean {
    return this.waiting !== null;
  }

  private setAside(): WaitingSession {
    this.reExecutor.cancel();
    this.shown.tree.noteWorkload(this.runner.running?.started ?? null);
    const { stepsPerSecond } = this.runner;
    this.runner.stop();
    return { shown: this.shown, stepsPerSecond };
  }

  /** Another session begins: what was led and what waited are over. */
  private giveUpWaiting(): void {
    if (this.waiting === null) return;
    this.waiting = null;
    this.onReplaced?.();
  }

  /** The session that is shown, as it is kept on the disk. */
  kept(): KeptSession {
    return this.shown.kept();
  }

  /** The branch that is shown, as it can leave. */
  leaving(templatePath: string): LeavingSession {
    return this.shown.leaving(templatePath);
  }

  private endWork(): void {
    if (this.epoch === 0) return;
    this.reExecutor.cancel();
    this.runner.stop();
  }

  private begin(): void {
    this.epoch++;
    this.report = NO_REPORT;
    this.endMeasurement();
    // A log that is being made again belongs to nothing yet.
    if (this.reExecutor.progress === null)
      this.spills.keepOnly([...this.shown.sessions, ...(this.waiting?.shown.sessions ?? [])]);
    this.runner = new EngineRunner(
      () => this.changed(),
      ({ workload }) => {
        this.onWorkloadEnd?.(workload);
        this.changed();
      },
    );
    this.stream.begin();
  }

  /** Gives the page's end of the stream a new owner; the page gets everything from event 0 again. */
  connect(port: MessagePortMain): void {
    this.stream.connect(port);
  }

  /** @param onEnd called when the workload has made its last step, not when it is stopped before */
  runWorkload(
    source: WorkloadSource,
    stepsPerSecond: number | null,
    onEnd?: (workload: Workload<Lab>) => void,
  ): void {
    this.onWorkloadEnd = onEnd ?? null;
    const { lab, journal } = this.line;
    const started = { source, workload: source.create() };
    this.runner.start(new JournaledWorkload(started, lab, journal), stepsPerSecond);
    this.changed();
  }

  /** What came of the file that was replayed. */
  setReport(report: Partial<FileReport>): void {
    this.report = { ...NO_REPORT, ...report };
    this.changed();
  }

  /** How far the workload is; null while none is under way. */
  get workloadProgress(): { readonly done: number; readonly total: number } | null {
    const workload = this.runner.running?.workload;
    return workload === undefined ? null : { done: workload.doneSteps, total: workload.totalSteps ?? 0 };
  }

  control(action: 'pause' | 'resume' | 'stop'): void {
    this.runner[action]();
    this.changed();
  }

  setPace(stepsPerSecond: number | null): void {
    this.runner.setPace(stepsPerSecond);
    this.changed();
  }

  /** Measures the policies against what the session has asked for so far. */
  measurePolicies(): void {
    this.endMeasurement();
    this.measurement = new PolicyMeasurement(programOfSession(this.shown.events), () => this.changed());
    this.changed();
  }

  cancelMeasurement(): void {
    this.measurement?.cancel();
  }

  private endMeasurement(): void {
    this.measurement?.cancel();
    this.measurement = null;
  }

  notice(severity: 'note' | 'warning' | 'error', message: Sentence | string): void {
    this.page.deliver({ type: 'notice', severity, message: this.say(message) });
  }

  /** Says that the log or the engine's state has changed. */
  changed(): void {
    this.stream.changed();
  }

  dispose(): void {
    this.endMeasurement();
    this.runner.stop();
    this.spills.close();
    this.stream.close();
  }

  private status(eventsPerSecond: number): EngineStatus {
    const { runner, shown } = this;
    const { lab, line, recording } = shown;
    const status = {
      epoch: this.epoch,
      state: runner.state,
      events: shown.events.log.length,
      eventsPerSecond,
      workload: runner.name,
      done: runner.running?.workload.doneSteps ?? 0,
      total: runner.running?.workload.totalSteps ?? null,
      stepsPerSecond: runner.stepsPerSecond,
      recording: recording !== null,
      goesOn: shown.goesOn,
      unsaved: this.edits.unsaved,
      ...branchStatus(shown.tree, recording),
      ...(this.isLed && { undo: null, redo: null }),
      repeating: this.reExecutor.progress,
      exporting: this.exportProgress(),
      serving: serving(recording, line),
      ...providerStatus(lab, recording),
      policies: this.measurement?.measured ?? null,
      machine: describeMachine(lab),
      ...this.report,
      importing: this.importProgress(),
      refusedMessages: this.refusedMessages(),
    };
    this.onStatus?.(status);
    return status;
  }
}
