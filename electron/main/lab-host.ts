import type { MessagePortMain } from 'electron';
import { DEFAULT_LAB_CONFIG, type LabConfig } from '../../core/lab/lab-config.ts';
import { describeMachine } from '../../core/lab/describe-machine.ts';
import { Lab } from '../../core/lab/lab.ts';
import { programOfSession } from '../../core/lab/session-program.ts';
import { openReadyQueue } from '../../core/lab/manual-calls.ts';
import { type RecordedSession } from '../../core/events/recorded-session.ts';
import { type Workload } from '../../core/workloads/workload.ts';
import { type EngineStatus, type SessionInfo, type StreamMessage } from '../contract/schemas.ts';
import { settingsOfLab } from '../files/lab-settings.ts';
import { type OpenedSession } from '../files/read-session-file.ts';
import { type NamedProvider, type SessionSettings } from '../files/session-settings.ts';
import { EngineRunner } from './engine-runner.ts';
import { EventPump } from './event-pump.ts';
import { type KeptSession } from './session-keeper.ts';
import { PolicyMeasurement } from './policy-measurement.ts';

const STATUS_INTERVAL_MS = 100;

export interface SessionOptions {
  readonly name: string;
  readonly config: LabConfig;
  /** Queues that the switch has allocated and completed before anyone looks. */
  readonly readyQueues: number;
}

/** Owns the Lab of the window, its engine and its stream; a new session replaces all three. */
export class LabHost {
  lab!: Lab;
  /** The session that was read from a file and is shown in place of the Lab's; null while the Lab's is. */
  recording: OpenedSession | null = null;
  /** Told of every session that begins, so that it can be kept. */
  onSession: ((kept: KeptSession) => void) | null = null;
  /** The machine that the person has chosen; traces are replayed on it too. */
  chosenConfig: LabConfig = DEFAULT_LAB_CONFIG;
  private runner!: EngineRunner;
  private name = '';
  private epoch = 0;
  private port: MessagePortMain | null = null;
  private pump: EventPump | null = null;
  private measurement: PolicyMeasurement | null = null;
  private importReport: EngineStatus['importReport'] = null;
  private onWorkloadEnd: (() => void) | null = null;
  private lastStatus = { ms: 0, events: 0 };
  private trailingStatus: NodeJS.Timeout | null = null;

  constructor(
    private readonly refusedMessages: () => number,
    private readonly onRefused: (message: string) => void,
  ) {
    this.newSession({ name: 'lab', config: DEFAULT_LAB_CONFIG, readyQueues: 2 });
  }

  newSession({ name, config, readyQueues }: SessionOptions): void {
    if (this.epoch > 0) this.runner.stop();
    this.lab = new Lab(config);
    for (let queue = 0; queue < readyQueues; queue++) openReadyQueue(this.lab);
    this.name = name;
    this.recording = null;
    this.begin();
    this.onSession?.(this.kept());
  }

  /** Shows a session from a file. The engine rests until a new one begins. */
  showRecording(recording: OpenedSession): void {
    this.runner.stop();
    this.lab = new Lab(DEFAULT_LAB_CONFIG);
    this.recording = recording;
    this.name = recording.settings.name;
    this.begin();
    this.onSession?.(this.kept());
  }

  /** The session that is shown, as it is kept on the disk. */
  kept(): KeptSession {
    const { lab, recording } = this;
    return {
      settings: this.settings(),
      session: recording?.session ?? lab.session,
      providers: () => recording?.providers ?? namedProviders(lab),
    };
  }

  private begin(): void {
    this.epoch++;
    this.importReport = null;
    this.endMeasurement();
    this.runner = new EngineRunner(
      this.lab,
      () => this.changed(),
      () => {
        this.onWorkloadEnd?.();
        this.changed();
      },
    );
    this.lastStatus = { ms: performance.now(), events: 0 };
    this.startStream();
  }

  /** Gives the page's end of the stream a new owner; the page gets everything from event 0 again. */
  connect(port: MessagePortMain): void {
    this.port?.close();
    this.port = port;
    port.on('message', ({ data }) => this.pump?.receive(data));
    port.start();
    this.startStream();
  }

  /** @param onEnd called when the workload has made its last step, not when it is stopped before */
  runWorkload(name: string, workload: Workload, stepsPerSecond: number | null, onEnd?: () => void): void {
    this.onWorkloadEnd = onEnd ?? null;
    this.runner.start(name, workload, stepsPerSecond);
    this.changed();
  }

  setImportReport(report: EngineStatus['importReport']): void {
    this.importReport = report;
    this.changed();
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
    this.measurement = new PolicyMeasurement(programOfSession(this.shown), () => this.changed());
    this.changed();
  }

  cancelMeasurement(): void {
    this.measurement?.cancel();
  }

  private endMeasurement(): void {
    this.measurement?.cancel();
    this.measurement = null;
  }

  notice(severity: 'note' | 'warning' | 'error', message: string): void {
    this.post({ type: 'notice', severity, message });
  }

  /** Says that the log or the engine's state has changed. */
  changed(): void {
    this.pump?.wake();
    const wait = STATUS_INTERVAL_MS - (performance.now() - this.lastStatus.ms);
    if (wait <= 0) this.sendStatus();
    else this.trailingStatus ??= setTimeout(() => this.sendStatus(), wait);
  }

  dispose(): void {
    this.endMeasurement();
    this.runner.stop();
    if (this.trailingStatus !== null) clearTimeout(this.trailingStatus);
    this.port?.close();
    this.port = null;
    this.pump = null;
  }

  private startStream(): void {
    if (this.port === null) return;
    this.pump = new EventPump(this.port, this.shown, this.epoch, this.onRefused);
    this.post({ type: 'session', session: this.sessionInfo() });
    this.sendStatus();
    this.pump.wake();
  }

  private post(message: StreamMessage): void {
    this.port?.postMessage(message);
  }

  private sendStatus(): void {
    if (this.trailingStatus !== null) clearTimeout(this.trailingStatus);
    this.trailingStatus = null;
    const now = performance.now();
    const events = this.shown.log.length;
    const seconds = Math.max(1e-3, (now - this.lastStatus.ms) / 1000);
    // The last events before a pause are no rate of the pause.
    const running = this.runner.state === 'running';
    const eventsPerSecond = running ? Math.round((events - this.lastStatus.events) / seconds) : 0;
    this.lastStatus = { ms: now, events };
    this.post({ type: 'status', status: this.status(eventsPerSecond) });
  }

  private status(eventsPerSecond: number): EngineStatus {
    const { lab, runner, recording } = this;
    return {
      epoch: this.epoch,
      state: runner.state,
      events: this.shown.log.length,
      eventsPerSecond,
      workload: runner.name,
      done: runner.workload?.doneSteps ?? 0,
      total: runner.workload?.totalSteps ?? null,
      stepsPerSecond: runner.stepsPerSecond,
      recording: recording !== null,
      providers:
        recording?.providers.map(({ code, id }) => ({
          code,
          id,
          largestContiguousPages: null,
          largestPages: null,
        })) ??
        lab.ndis.providers.map(({ code, id, characteristics: { books } }) => ({
          code,
          id,
          largestContiguousPages: books?.largestGrantPages(true) ?? null,
          largestPages: books?.largestGrantPages(false) ?? null,
        })),
      policies: this.measurement?.measured ?? null,
      machine: describeMachine(lab),
      importReport: this.importReport,
      refusedMessages: this.refusedMessages(),
    };
  }

  private get shown(): RecordedSession {
    return this.recording?.session ?? this.lab.session;
  }

  private sessionInfo(): SessionInfo {
    return { ...this.settings(), epoch: this.epoch };
  }

  private settings(): SessionSettings {
    const { recording } = this;
    if (recording !== null) return { ...recording.settings, bookmarks: [...recording.marks] };
    return settingsOfLab(this.name, this.lab);
  }
}

const namedProviders = (lab: Lab): readonly NamedProvider[] =>
  lab.ndis.providers.map(({ code, id }) => ({ code, id }));
