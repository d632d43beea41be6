import { type Lab } from '../lab/lab.ts';
import { type TraceProgram } from '../workloads/trace-program.ts';
import { type TraceReplayOptions } from '../workloads/trace-replay.ts';
import { type Workload } from '../workloads/workload.ts';
import { type LabCommand } from './lab-command.ts';

/** What a workload is made from, as data that a file can keep. */
export type WorkloadRecipe =
  | { readonly kind: 'demonstration'; readonly seed: number; readonly machines: number }
  /** The text of its file. */
  | { readonly kind: 'scenario'; readonly text: string }
  | { readonly kind: 'trace'; readonly program: TraceProgram; readonly options: TraceReplayOptions };

/** A workload that can be begun anew; two runs of it with the same machine make the same calls. */
export interface WorkloadSource {
  readonly name: string;
  readonly recipe: WorkloadRecipe;
  create(): Workload<Lab>;
}

/** A provider in JavaScript, as it was registered. */
export interface ScriptSource {
  readonly source: string;
  readonly name: string;
  /** Milliseconds that one call of it may take. */
  readonly callMs: number;
}

/** Something that has changed a Lab, in a form that can be done again. `firstSeq` is the log's length before it. */
export type JournalEntry =
  | { readonly kind: 'command'; readonly command: LabCommand; readonly firstSeq: number }
  | { readonly kind: 'script'; readonly script: ScriptSource; readonly firstSeq: number }
  | {
      readonly kind: 'run';
      readonly workload: WorkloadSource;
      /** Steps of the workload that were made in one go. */
      readonly steps: number;
      readonly firstSeq: number;
    };

/** Everything that was done to a Lab since it was made, in order: with its configuration, all that its log follows from. */
export class Journal {
  private readonly list: JournalEntry[];

  /** @param setupEntries entries at the beginning that belong to the machine and are not undone */
  constructor(
    entries: readonly JournalEntry[] = [],
    public setupEntries = 0,
  ) {
    this.list = [...entries];
  }

  get entries(): readonly JournalEntry[] {
    return this.list;
  }

  /** The newest entry that can be undone, or null. */
  get last(): JournalEntry | null {
    return this.list.length > this.setupEntries ? (this.list.at(-1) ?? null) : null;
  }

  add(entry: JournalEntry): void {
    this.list.push(entry);
  }

  /** Notes steps of a workload; steps in a row become one entry. */
  addSteps(workload: WorkloadSource, steps: number, firstSeq: number): void {
    const last = this.list.at(-1);
    if (last?.kind === 'run' && last.workload === workload && this.list.length > this.setupEntries) {
      this.list[this.list.length - 1] = { ...last, steps: last.steps + steps };
    } else this.list.push({ kind: 'run', workload, steps, firstSeq });
  }

  /** Says that what was done so far is the machine itself. */
  endSetup(): void {
    this.setupEntries = this.list.length;
  }
}
