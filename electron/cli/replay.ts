import { DEFAULT_LAB_CONFIG, labConfigProblem } from '../../core/lab/lab-config.ts';
import { Lab } from '../../core/lab/lab.ts';
import { sentenceOfField } from '../../core/memory/geometry-sentences.ts';
import { englishOf } from '../../core/words/sentence.ts';
import { openReadyQueue } from '../../core/lab/manual-calls.ts';
import { replaySetup } from '../../core/lab/replay-setup.ts';
import { RECORD_WORDS } from '../../core/events/record.ts';
import { PAGE_SIZE } from '../../core/memory/units.ts';
import { externalFragmentation } from '../../core/metrics/fragmentation.ts';
import { PROVIDER_CHOICES } from '../../core/providers/provider-choices.ts';
import { DOCUMENTED_STATUSES, statusName } from '../../core/ndis/status.ts';
import { TraceReplay } from '../../core/workloads/trace-replay.ts';
import { type TraceProgram } from '../../core/workloads/trace-program.ts';
import { type ReplayArguments, UsageError } from './arguments.ts';
import { type EventSink } from './event-file.ts';
import { playScenario, scenarioIn } from './scenario.ts';
import { registerScriptFile } from './script.ts';

/** The answer of `lab replay --json`. */
export interface ReplayReport {
  readonly file: string;
  readonly format: string;
  readonly provider: string;
  readonly calls: number;
  readonly allocations: number;
  readonly frees: number;
  /** Resizes, each replayed as one allocation and one free; the calls above include them. */
  readonly reallocations: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly skipped: Readonly<Record<string, number>>;
  readonly liveBlocks: number;
  readonly liveBytes: number;
  readonly peakLiveBytes: number;
  readonly usedBytes: number;
  readonly largestFreeBytes: number;
  readonly externalFragmentation: number;
  readonly eventsLost: number;
  readonly wallMs: number;
  readonly callsPerSecond: number;
}

const STEPS_PER_SLICE = 65_536;

/**
 * Replays a trace in a Lab of its own and reports. Events go to `sink`, where there is one, as the replay goes on.
 * @throws UsageError when the machine that was asked for cannot be built
 */
export async function replay(
  program: TraceProgram,
  args: ReplayArguments,
  sink: EventSink | null,
): Promise<ReplayReport> {
  const { asRecorded, provider } = args;
  if (provider === null) {
    const ids = PROVIDER_CHOICES.map((choice) => choice.id).join(', ');
    throw new UsageError(`replay: expected --provider ${ids}, or --script FILE`);
  }
  if (asRecorded && program.format !== 'ftrace') {
    throw new UsageError(
      `--as-recorded: expected an ftrace recording, found ${program.format} (it has no addresses)`,
    );
  }
  const wanted = {
    ...DEFAULT_LAB_CONFIG,
    provider,
    policy: args.policy,
    layers: args.script === null ? args.layers : [],
    nodeCount: args.nodeCount,
    seed: args.seed,
  };
  const config = replaySetup(program, wanted, asRecorded, args.memoryBytes);
  const problem = labConfigProblem(config);
  if (problem !== null) throw new UsageError(`--${englishOf(sentenceOfField(problem))}`);

  const lab = new Lab(config);
  if (args.script !== null) await registerScriptFile(lab, args.script, args.scriptMs, args.layers);
  const queueId = asRecorded ? 0 : openReadyQueue(lab);
  const trace = new TraceReplay(program, { asRecorded, queueId });
  const begin = performance.now();
  let sinkMs = 0;
  for (let more = true; more;) {
    more = trace.run(lab, STEPS_PER_SLICE);
    if (sink === null) continue;
    const before = performance.now();
    await sink.write(lab);
    sinkMs += performance.now() - before;
  }
  const wallMs = performance.now() - begin - sinkMs;
  const read = sink?.eventsRead ?? countReadable(lab);
  return report(lab, wallMs, lab.session.log.length - read, {
    file: args.file,
    format: program.format,
    provider: asRecorded ? 'recorded' : (args.script ?? provider),
    reallocations: trace.reallocations,
    skipped: trace.skipped,
  });
}

/**
 * Plays a scenario on its own machine and reports as for a trace.
 * @throws UsageError naming file, line, column and what was expected
 */
export async function replayScenario(args: ReplayArguments, sink: EventSink | null): Promise<ReplayReport> {
  if (args.provider !== null || args.script !== null)
    throw new UsageError('replay: a scenario says itself who serves, expected no --provider and no --script');
  const scenario = await scenarioIn(args.file);
  const begin = performance.now();
  const { lab } = playScenario(scenario);
  const wallMs = performance.now() - begin;
  await sink?.write(lab);
  const read = sink?.eventsRead ?? countReadable(lab);
  const { provider } = scenario.machine;
  const told = { file: args.file, format: 'scenario', provider, reallocations: 0, skipped: {} };
  return report(lab, wallMs, lab.session.log.length - read, told);
}

/** Reads the whole log back, chunk by chunk, as the stream to a window does. */
function countReadable(lab: Lab): number {
  let next = 0;
  for (;;) {
    const records = lab.session.log.copyFrom(next, STEPS_PER_SLICE);
    if (records.length === 0) return next;
    next += records.length / RECORD_WORDS;
  }
}

function report(
  lab: Lab,
  wallMs: number,
  eventsLost: number,
  told: Pick<ReplayReport, 'file' | 'format' | 'provider' | 'reallocations' | 'skipped'>,
): ReplayReport {
  const { totals, pool } = lab;
  const calls = totals.allocations + totals.frees;
  return {
    ...told,
    calls,
    allocations: totals.allocations,
    frees: totals.frees,
    statuses: statusCounts(lab),
    liveBlocks: totals.liveBlocks,
    liveBytes: totals.liveBytes,
    peakLiveBytes: totals.peakLiveBytes,
    usedBytes: lab.usedBytes,
    largestFreeBytes: pool.largestFreePages * PAGE_SIZE,
    externalFragmentation: externalFragmentation(pool.largestFreePages, pool.freePages),
    eventsLost,
    wallMs: Math.round(wallMs * 1000) / 1000,
    callsPerSecond: Math.round(calls / (wallMs / 1000)),
  };
}

function statusCounts(lab: Lab): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const code of DOCUMENTED_STATUSES) counts[statusName(code) ?? ''] = lab.totals.statuses[code] ?? 0;
  return counts;
}
