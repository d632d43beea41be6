import { basename, join } from 'node:path';
import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { replaySetup } from '../../core/lab/replay-setup.ts';
import { ScenarioWorkload } from '../../core/scenarios/scenario-workload.ts';
import { type TraceProgram } from '../../core/workloads/trace-program.ts';
import { TraceReplay } from '../../core/workloads/trace-replay.ts';
import { VMQ_DEMONSTRATION_DEFAULTS, VmqDemonstration } from '../../core/workloads/vmq-demonstration.ts';
import { fail, ok, type Result } from './result.ts';
import { type Importing } from '../contract/engine-status.ts';
import { type SampleId, type ScriptRequest } from '../contract/schemas.ts';
import { type OpenedRecording, openRecording } from '../files/open-recording.ts';
import { isScenarioFile, readScenarioFile } from '../files/read-scenario.ts';
import { type Sentence } from '../../core/words/sentence.ts';
import { readSessionFile } from '../files/read-session-file.ts';
import { sayOfReading } from '../files/reading-sentences.ts';
import { readTraceFile } from '../files/read-trace-file.ts';
import { replaced } from './branch-status.ts';
import { FileImport } from './file-import.ts';
import { type LabHost } from './lab-host.ts';
import { sayOfMain } from './main-sentences.ts';
import { type ScriptHost } from './script-host.ts';

const SAMPLE_FILES: Readonly<Record<SampleId, string>> = {
  rep: 'perl-hash.rep.gz',
  git: 'git-log.rep.gz',
  ftrace: 'page-alloc.ftrace.gz',
  vmqRamp: join('scenarios', 'vmq-ramp.json'),
  fragmentation: join('scenarios', 'fragmentation.json'),
  numaFallback: join('scenarios', 'numa-fallback.json'),
};

/** Problems of one file that are shown. */
const MOST_PROBLEMS = 3;

/** Calls a second at which the demonstration is pleasant to watch. */
const DEMONSTRATION_PACE = 400;

/** Starts what moves on the map: recorded traces and the demonstration, each in a session of its own. */
export class TraceOpener {
  private readonly reading = new FileImport(() => this.host.changed());
  /** Rises with every file that is opened: of one that another takes the place of, nothing is shown. */
  private turn = 0;
  /** The file that is being replayed, and how to say what came of it. */
  private replayed: { readonly file: string; readonly report: () => void } | null = null;

  constructor(
    private readonly host: LabHost,
    private readonly scripts: ScriptHost,
    private readonly samplesFolder: string,
  ) {}

  /**
   * The demonstration in a new session, its queues served by the switch or by a script. A script that cannot be used
   * leaves the session as it was.
   */
  async startDemonstration(
    seed: number,
    script: ScriptRequest | null,
    machines = VMQ_DEMONSTRATION_DEFAULTS.machines,
  ): Promise<Result<null>> {
    const [problem] = script === null ? [] : await this.scripts.check(script.source);
    if (problem !== undefined) {
      return fail({
        code: 'bad-script',
        field: 'script',
        message: sayOfReading('inLine', { line: problem.line, what: problem.message }),
      });
    }
    const provider = script === null ? DEFAULT_LAB_CONFIG.provider : 'default';
    this.host.newSession({
      name: 'vmq-demonstration',
      config: { ...DEFAULT_LAB_CONFIG, seed, provider },
      readyQueues: 0,
    });
    if (script !== null) {
      const registered = await this.scripts.register(script, '');
      if (!registered.ok) return registered;
    }
    const create = (): VmqDemonstration => new VmqDemonstration({ machines, seed });
    const recipe = { kind: 'demonstration', seed, machines } as const;
    this.host.runWorkload({ name: 'vmq-demonstration', recipe, create }, DEMONSTRATION_PACE);
    return ok(null);
  }

  openSample(sample: SampleId, asRecorded: boolean): Promise<Result<null>> {
    return this.open(join(this.samplesFolder, SAMPLE_FILES[sample]), asRecorded);
  }

  /**
   * Opens a session, a scenario or a trace. A file of which nothing can be used leaves the session as it was; of a file
   * that breaks off, or that a person has stopped, what was read is shown. Either way it is said why.
   */
  async open(path: string, asRecorded: boolean): Promise<Result<null>> {
    const turn = ++this.turn;
    const recording = await this.reading.read(path, (watch) => openRecording(path, watch));
    if (turn !== this.turn) return replaced();
    if (recording !== null) return this.showRecording(path, recording);
    if (await isScenarioFile(path)) return this.openScenario(path, turn);
    const read = await this.reading.read(path, (watch) => readTraceFile(path, watch));
    if (turn !== this.turn) return replaced();
    const program = read.ok ? read.program : read.soFar;
    if (!read.ok) this.host.notice('error', read.message);
    if (program === null) return unusable(path, read.ok ? '' : read.message);
    this.replay(basename(path), program, asRecorded && program.format === 'ftrace');
    return ok(null);
  }

  /** How far the file that is being opened is; null while none is. */
  get progress(): Importing | null {
    if (this.reading.progress !== null) return this.reading.progress;
    const replaying = this.host.workloadProgress;
    if (this.replayed === null || replaying === null) return null;
    return { file: this.replayed.file, phase: 'replaying', ...replaying };
  }

  /** Ends what is being opened where it is. */
  cancel(): void {
    this.reading.stop();
    if (this.replayed === null || this.host.workloadProgress === null) return;
    this.host.control('stop');
    this.replayed.report();
    this.replayed = null;
  }

  /** Plays a scenario in a session of its own; of one that breaks off, the steps before. */
  private async openScenario(path: string, turn: number): Promise<Result<null>> {
    const read = await this.reading.read(path, (watch) => readScenarioFile(path, watch));
    if (turn !== this.turn) return replaced();
    const problem = read.ok ? read.problem : read.message;
    if (problem !== null) this.host.notice('error', problem);
    if (!read.ok) return unusable(path, read.message);
    const { scenario, text } = read;
    const file = basename(path);
    this.host.newSession({ name: file, config: scenario.machine, readyQueues: scenario.queues });
    const create = (): ScenarioWorkload => new ScenarioWorkload(scenario);
    this.replayed = null;
    this.host.runWorkload({ name: file, recipe: { kind: 'scenario', text }, create }, null, (played) => {
      if (!(played instanceof ScenarioWorkload)) return;
      this.host.setReport({ scenario: { title: scenario.title, steps: played.outcomes } });
    });
    return ok(null);
  }

  /** Shows a session file, unless another file is opened meanwhile; what could not be read of it is said. */
  async openSession(path: string): Promise<Result<'whole' | 'stopped' | 'replaced'>> {
    const turn = ++this.turn;
    const read = await this.reading.read(path, (watch) => readSessionFile(path, watch));
    if (turn !== this.turn) return ok('replaced');
    const came = this.reading.wasStopped ? 'stopped' : 'whole';
    const shown = this.showRecording(path, read);
    return shown.ok ? ok(came) : shown;
  }

  private showRecording(path: string, read: OpenedRecording): Result<null> {
    if (!read.ok) {
      this.host.notice('error', read.message);
      return unusable(path, read.message);
    }
    const { problems } = read.opened;
    this.host.showRecording(read.opened);
    for (const problem of problems.slice(0, MOST_PROBLEMS)) this.host.notice('warning', problem);
    const last = problems.at(-1);
    const count = problems.length - MOST_PROBLEMS;
    if (last !== undefined && count > 0)
      this.host.notice('warning', sayOfMain('more', { file: path, count, what: last }));
    return ok(null);
  }

  private replay(file: string, program: TraceProgram, asRecorded: boolean): void {
    const { provider, policy, layers, memoryBytes, nodeCount, seed } = this.host.chosenConfig;
    const machine = { ...DEFAULT_LAB_CONFIG, provider, policy, layers, memoryBytes, nodeCount, seed };
    const config = replaySetup(program, machine, asRecorded, null);
    this.host.newSession({ name: file, config, readyQueues: asRecorded ? 0 : 1 });
    let replay: TraceReplay | null = null;
    const options = { asRecorded, queueId: 1 };
    const create = (): TraceReplay => (replay = new TraceReplay(program, options));
    const report = (): void => {
      const { totals } = this.host.lab;
      this.host.setReport({
        importReport: {
          file,
          format: program.format,
          asRecorded,
          calls: totals.allocations + totals.frees,
          allocations: totals.allocations,
          frees: totals.frees,
          reallocations: replay?.reallocations ?? 0,
          skipped: replay?.skipped ?? {},
        },
      });
    };
    this.replayed = { file, report };
    this.host.runWorkload(
      { name: file, recipe: { kind: 'trace', program, options }, create },
      null,
      (ended) => {
        this.replayed = null;
        if (ended === replay) report();
      },
    );
  }
}

const unusable = (path: string, message: Sentence | string): Result<never> =>
  fail({ code: 'bad-file', field: basename(path), message });
