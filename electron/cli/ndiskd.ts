import { readFile } from 'node:fs/promises';
import { ReplayCursor } from '../../core/events/replay-cursor.ts';
import { debuggerText } from '../../core/lab/debugger-text.ts';
import { DEFAULT_LAB_CONFIG, labConfigProblem } from '../../core/lab/lab-config.ts';
import { Lab } from '../../core/lab/lab.ts';
import { sentenceOfField } from '../../core/memory/geometry-sentences.ts';
import { englishOf } from '../../core/words/sentence.ts';
import { openReadyQueue } from '../../core/lab/manual-calls.ts';
import { replaySetup } from '../../core/lab/replay-setup.ts';
import { TraceReplay } from '../../core/workloads/trace-replay.ts';
import { VMQ_DEMONSTRATION_DEFAULTS, VmqDemonstration } from '../../core/workloads/vmq-demonstration.ts';
import { type Workload } from '../../core/workloads/workload.ts';
import { readTraceFile } from '../files/read-trace-file.ts';
import { type NdiskdArguments, UsageError } from './arguments.ts';
import { isScenarioText } from '../files/read-scenario.ts';
import { playScenario, scenarioIn } from './scenario.ts';
import { isCommandText, parseCommands, runCommands } from './command-file.ts';

const STEPS_PER_SLICE = 65_536;
/** A list of commands is written by hand; a file that is larger is a trace. */
const LARGEST_COMMAND_FILE = 16 * 2 ** 20;

/**
 * What a debugger would show of the machine after a file's calls: a list of commands, a recorded trace, or the
 * demonstration.
 * @throws UsageError naming the file, the line and what was expected
 */
export async function ndiskd(args: NdiskdArguments): Promise<string> {
  const lab = await labAfter(args);
  const { session, geometry } = lab;
  session.indexNew();
  const events = args.at ?? session.log.length;
  if (events > session.log.length) {
    throw new UsageError(`--at: expected an event up to ${session.log.length}, found ${events}`);
  }
  const cursor = new ReplayCursor(
    session,
    geometry.basePage,
    geometry.pageCount,
    () => undefined,
    () => undefined,
  );
  cursor.seek(events);
  const [firstAdapter] = lab.ndis.adapters.keys();
  const adapterHandle = firstAdapter ?? lab.adapter.handle;
  const context = { session, ndisVersion: lab.config.ndisVersion, adapterHandle };
  return debuggerText(context, cursor, { events, allBlocks: args.all }).trimEnd();
}

async function labAfter({ file, demonstration }: NdiskdArguments): Promise<Lab> {
  if (demonstration) {
    const lab = new Lab(DEFAULT_LAB_CONFIG);
    runToEnd(lab, new VmqDemonstration(VMQ_DEMONSTRATION_DEFAULTS));
    return lab;
  }
  const text = await commandText(file);
  if (text !== null) {
    if (isScenarioText(text)) return playScenario(await scenarioIn(file)).lab;
    const { machine, lines } = parseCommands(file, text);
    const config = { ...DEFAULT_LAB_CONFIG, ...machine };
    const problem = labConfigProblem(config);
    if (problem !== null) throw new UsageError(`${file}: ${englishOf(sentenceOfField(problem))}`);
    const lab = new Lab(config);
    runCommands(lab, lines);
    return lab;
  }
  const read = await readTraceFile(file);
  if (!read.ok) throw new UsageError(read.message);
  const lab = new Lab(replaySetup(read.program, DEFAULT_LAB_CONFIG, false, null));
  runToEnd(lab, new TraceReplay(read.program, { asRecorded: false, queueId: openReadyQueue(lab) }));
  return lab;
}

/** The file's text when it is a list of commands; null for a trace, or for what the trace reader is to complain of. */
async function commandText(file: string): Promise<string | null> {
  try {
    const bytes = await readFile(file);
    if (bytes.length > LARGEST_COMMAND_FILE) return null;
    const text = bytes.toString('utf8');
    return isCommandText(text) ? text : null;
  } catch {
    return null;
  }
}

function runToEnd(lab: Lab, workload: Workload): void {
  while (workload.run(lab, STEPS_PER_SLICE));
}
