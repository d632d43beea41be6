import { basename, join } from 'node:path';
import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { replaySetup } from '../../core/lab/replay-setup.ts';
import { type TraceProgram } from '../../core/workloads/trace-program.ts';
import { TraceReplay } from '../../core/workloads/trace-replay.ts';
import { VMQ_DEMONSTRATION_DEFAULTS, VmqDemonstration } from '../../core/workloads/vmq-demonstration.ts';
import { fail, ok, type Result } from '../contract/result.ts';
import { type SampleId, type ScriptRequest } from '../contract/schemas.ts';
import { type OpenedRecording, openRecording } from '../files/open-recording.ts';
import { readSessionFile } from '../files/read-session-file.ts';
import { readTraceFile } from '../files/read-trace-file.ts';
import { type LabHost } from './lab-host.ts';
import { type ScriptHost } from './script-host.ts';

const SAMPLE_FILES: Readonly<Record<SampleId, string>> = {
  rep: 'perl-hash.rep.gz',
  git: 'git-log.rep.gz',
  ftrace: 'page-alloc.ftrace.gz',
};

/** Problems of one file that are shown. */
const MOST_PROBLEMS = 3;

/** Calls a second at which the demonstration is pleasant to watch. */
const DEMONSTRATION_PACE = 400;

/** Starts what moves on the map: recorded traces and the demonstration, each in a session of its own. */
export class TraceOpener {
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
        message: `line ${problem.line}: ${problem.message}`,
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
    this.host.runWorkload({ name: 'vmq-demonstration', create }, DEMONSTRATION_PACE);
    return ok(null);
  }

  openSample(sample: SampleId, asRecorded: boolean): Promise<Result<null>> {
    return this.open(join(this.samplesFolder, SAMPLE_FILES[sample]), asRecorded);
  }

  /** Reads a trace and replays it. A file that cannot be used leaves the session as it was and says why. */
  async open(path: string, asRecorded: boolean): Promise<Result<null>> {
    const recording = await openRecording(path);
    if (recording !== null) return this.showRecording(path, recording);
    const read = await readTraceFile(path);
    if (!read.ok) {
      this.host.notice('error', read.message);
      return fail({ code: 'bad-file', field: basename(path), message: read.message });
    }
    this.replay(basename(path), read.program, asRecorded && read.program.format === 'ftrace');
    return ok(null);
  }

  /** Shows a session file; what could not be read of it is said. */
  async openSession(path: string): Promise<Result<null>> {
    return this.showRecording(path, await readSessionFile(path));
  }

  private showRecording(path: string, read: OpenedRecording): Result<null> {
    if (!read.ok) {
      this.host.notice('error', read.message);
      return fail({ code: 'bad-file', field: basename(path), message: read.message });
    }
    const { problems } = read.opened;
    this.host.showRecording(read.opened);
    for (const problem of problems.slice(0, MOST_PROBLEMS)) this.host.notice('warning', problem);
    return ok(null);
  }

  private replay(file: string, program: TraceProgram, asRecorded: boolean): void {
    const { provider, policy, layers, memoryBytes, nodeCount, seed } = this.host.chosenConfig;
    const machine = { ...DEFAULT_LAB_CONFIG, provider, policy, layers, memoryBytes, nodeCount, seed };
    const config = replaySetup(program, machine, asRecorded, null);
    this.host.newSession({ name: file, config, readyQueues: asRecorded ? 0 : 1 });
    const create = (): TraceReplay => new TraceReplay(program, { asRecorded, queueId: 1 });
    this.host.runWorkload({ name: file, create }, null, (replay) => {
      if (!(replay instanceof TraceReplay)) return;
      const { totals } = this.host.lab;
      this.host.setImportReport({
        file,
        format: program.format,
        asRecorded,
        calls: totals.allocations + totals.frees,
        allocations: totals.allocations,
        frees: totals.frees,
        reallocations: replay.reallocations,
        skipped: replay.skipped,
      });
    });
  }
}
