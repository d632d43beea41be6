import { type RecordedSession } from '../events/recorded-session.ts';
import { type LabConfig } from '../lab/lab-config.ts';
import { Lab } from '../lab/lab.ts';
import { type Workload } from '../workloads/workload.ts';
import { Journal, type JournalEntry, type ScriptSource, type WorkloadSource } from './journal.ts';
import { runLabCommand } from './lab-command.ts';

/** A workload that has made some of its steps. */
export interface StartedWorkload {
  readonly source: WorkloadSource;
  readonly workload: Workload<Lab>;
}

/**
 * Does again what a journal holds, on a new machine of the same configuration, up to a moment: the way back to any
 * state in which something can be done differently. A call is never cut in two, so the moment is the first at or after
 * the wanted one at which nothing is under way.
 */
export class Reexecution {
  readonly lab: Lab;
  readonly journal: Journal;
  /** Workloads that were begun, by what they were made from. */
  private readonly started = new Map<WorkloadSource, Workload<Lab>>();
  private readonly ended = new Set<WorkloadSource>();
  private lastStarted: WorkloadSource | null = null;
  private at = 0;
  private stepsLeft = 0;

  /**
   * @param entries what was done
   * @param untilEvents the log's length at which to stop; Infinity does everything again
   */
  constructor(
    config: LabConfig,
    private readonly entries: readonly JournalEntry[],
    private readonly untilEvents: number,
    setupEntries: number,
  ) {
    this.lab = new Lab(config);
    this.journal = new Journal([], setupEntries);
    this.beginEntry();
  }

  /** The workload that is under way at the end, which can go on from there; null when none is. */
  get workload(): StartedWorkload | null {
    const source = this.lastStarted;
    if (source === null || this.ended.has(source)) return null;
    const workload = this.started.get(source);
    return workload === undefined ? null : { source, workload };
  }

  /**
   * Does some more.
   * @param steps steps of a workload at most, or one command
   * @returns a script that the caller has to register with `lab` before the next call; else whether there is more
   */
  advance(steps: number): ScriptSource | 'more' | 'done' {
    const entry = this.entries[this.at];
    if (entry === undefined || this.reached) {
      this.journal.setupEntries = Math.min(this.journal.setupEntries, this.journal.entries.length);
      return 'done';
    }
    const firstSeq = this.events;
    if (entry.kind === 'run') {
      this.advanceRun(entry.workload, steps, firstSeq);
      return 'more';
    }
    this.journal.add({ ...entry, firstSeq });
    this.at++;
    this.beginEntry();
    if (entry.kind === 'script') return entry.script;
    runLabCommand(this.lab, entry.command);
    return 'more';
  }

  private get events(): number {
    return this.lab.session.log.length;
  }

  private get reached(): boolean {
    return this.events >= this.untilEvents;
  }

  private beginEntry(): void {
    const entry = this.entries[this.at];
    if (entry?.kind === 'run') this.stepsLeft = entry.steps;
  }

  private advanceRun(source: WorkloadSource, steps: number, firstSeq: number): void {
    let workload = this.started.get(source);
    if (workload === undefined) {
      workload = source.create();
      this.started.set(source, workload);
    }
    this.lastStarted = source;
    // Near the moment one step at a time, so that it is not run past by more than the step that leads to it.
    const endSeq = this.entries[this.at + 1]?.firstSeq ?? Infinity;
    const wholeEntry = endSeq <= this.untilEvents || this.untilEvents === Infinity;
    let more = true;
    let made = 0;
    if (wholeEntry) {
      made = Math.min(steps, this.stepsLeft);
      more = workload.run(this.lab, made);
    } else {
      while (more && made < Math.min(steps, this.stepsLeft) && !this.reached) {
        more = workload.run(this.lab, 1);
        made++;
      }
    }
    this.stepsLeft -= made;
    if (made > 0) this.journal.addSteps(source, made, firstSeq);
    if (!more) this.ended.add(source);
    if (!more || this.stepsLeft === 0) {
      this.at++;
      this.beginEntry();
    }
  }
}

/** The entries with a last run that goes on as long as it takes, for a journal that may not have its newest steps. */
export function openEnded({ entries }: Journal): readonly JournalEntry[] {
  const last = entries.at(-1);
  return last?.kind === 'run'
    ? [...entries.slice(0, -1), { ...last, steps: Number.MAX_SAFE_INTEGER }]
    : entries;
}

const COMPARED_RECORDS = 65_536;

/** Whether one session begins with the first `events` events of another, word for word, side entries included. */
export function beginsLike(session: RecordedSession, other: RecordedSession, events: number): boolean {
  if (session.log.length < events || other.log.length < events) return false;
  for (let seq = 0; seq < events;) {
    const limit = Math.min(COMPARED_RECORDS, events - seq);
    const ours = session.log.copyFrom(seq, limit);
    const theirs = other.log.copyFrom(seq, limit);
    if (ours.length !== theirs.length || ours.some((word, at) => word !== theirs[at])) return false;
    seq += ours.length / 8;
  }
  const end = session.side.endBefore(events);
  if (end !== other.side.endBefore(events)) return false;
  const side = other.side.copyRange(0, end);
  return session.side.copyRange(0, end).every((word, at) => word === side[at]);
}
