import { type JournaledWorkload } from '../../core/history/journaled-workload.ts';

/** A slice of work leaves the event loop free often enough for requests of the page to feel instant. */
const SLICE_MS = 6;
/** Steps between two looks at the clock. */
const STEPS_PER_LOOK = 256;
/** What an engine that cannot keep its pace makes up for later. */
const MOST_BEHIND_MS = 250;

export type EngineState = 'idle' | 'running' | 'paused';

/** Runs a workload in slices, at a pace or as fast as the machine can. The clock decides when, never what. */
export class EngineRunner {
  state: EngineState = 'idle';
  running: JournaledWorkload | null = null;
  /** Steps a second; null is as fast as possible. */
  private pace: number | null = null;
  /** Steps that are due. */
  private budget = 0;
  private lastMs = 0;
  /** Takes back what is scheduled. */
  private unschedule: (() => void) | null = null;

  constructor(
    private readonly onProgress: () => void,
    private readonly onEnd: (ended: JournaledWorkload) => void,
  ) {}

  get stepsPerSecond(): number | null {
    return this.pace;
  }

  /** What the workload is called, empty when there is none. */
  get name(): string {
    return this.running?.started.source.name ?? '';
  }

  start(workload: JournaledWorkload, stepsPerSecond: number | null): void {
    this.load(workload, stepsPerSecond);
    this.state = 'running';
    this.lastMs = performance.now();
    this.schedule();
  }

  /** Takes a workload that waits to be resumed. */
  load(workload: JournaledWorkload, stepsPerSecond: number | null): void {
    this.stop();
    this.running = workload;
    this.pace = stepsPerSecond;
    this.state = 'paused';
    this.budget = 0;
  }

  setPace(stepsPerSecond: number | null): void {
    this.pace = stepsPerSecond;
    this.budget = 0;
    if (this.state !== 'running') return;
    this.cancel();
    this.lastMs = performance.now();
    this.schedule();
  }

  pause(): void {
    if (this.state !== 'running') return;
    this.cancel();
    this.state = 'paused';
    this.onProgress();
  }

  resume(): void {
    if (this.state !== 'paused') return;
    this.state = 'running';
    this.lastMs = performance.now();
    this.schedule();
    this.onProgress();
  }

  stop(): void {
    this.cancel();
    this.state = 'idle';
    this.running = null;
  }

  private schedule(): void {
    if (this.pace === null || this.budget >= STEPS_PER_LOOK) {
      const immediate = setImmediate(() => this.slice());
      this.unschedule = () => clearImmediate(immediate);
    } else {
      const timer = setTimeout(() => this.slice(), 12);
      this.unschedule = () => clearTimeout(timer);
    }
  }

  private cancel(): void {
    this.unschedule?.();
    this.unschedule = null;
  }

  private slice(): void {
    if (this.running === null || this.state !== 'running') return;
    const more = this.pace === null ? this.runFor(SLICE_MS) : this.runAtPace(this.pace);
    this.onProgress();
    if (more) {
      this.schedule();
      return;
    }
    const ended = this.running;
    this.stop();
    this.onEnd(ended);
  }

  private runFor(ms: number): boolean {
    const end = performance.now() + ms;
    while (performance.now() < end) if (!this.running!.run(STEPS_PER_LOOK)) return false;
    return true;
  }

  private runAtPace(pace: number): boolean {
    const now = performance.now();
    // A window that was asleep does not make up for hours: at most a quarter of a second is caught up.
    const most = MOST_BEHIND_MS * (pace / 1000);
    this.budget = Math.min(most, this.budget + (now - this.lastMs) * (pace / 1000));
    this.lastMs = now;
    const end = now + SLICE_MS;
    while (this.budget >= 1 && performance.now() < end) {
      const steps = Math.min(STEPS_PER_LOOK, Math.floor(this.budget));
      this.budget -= steps;
      if (!this.running!.run(steps)) return false;
    }
    return true;
  }
}
