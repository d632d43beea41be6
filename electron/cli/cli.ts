import { PROVIDER_CHOICES } from '../../core/providers/provider-choices.ts';
import { isScenarioFile } from '../files/read-scenario.ts';
import { readTraceFile } from '../files/read-trace-file.ts';
import { scenarioJsonSchema } from '../files/scenario-json-schema.ts';
import {
  parseCapacityArguments,
  parseDecodeArguments,
  parseExportArguments,
  parseNdiskdArguments,
  parseProvidersArguments,
  parseQueryArguments,
  parseReplayArguments,
  type ReplayArguments,
  USAGE,
  UsageError,
} from './arguments.ts';
import { capacity, type CapacityReport } from './capacity.ts';
import { decode } from './decode.ts';
import { EventFile } from './event-file.ts';
import { exportSchema, exportSession } from './export.ts';
import { writeHandout } from './handout.ts';
import { lessonJsonSchema } from '../files/lesson-json-schema.ts';
import { parseLessonArguments } from './lesson-arguments.ts';
import { lessonsOf, lessonText, playLesson } from './lesson.ts';
import { ndiskd } from './ndiskd.ts';
import { practiceText } from './practice.ts';
import { query } from './query.ts';
import { replay, type ReplayReport, replayScenario } from './replay.ts';
import { parseScenarioArguments, scenarioReport, scenarioText } from './scenario.ts';

/** Runs one command; the answer is the exit code: 0, 1 for a lesson or a scenario that does not hold, 2 for bad usage or bad input. */
async function main(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  try {
    if (command === 'replay') return await runReplay(rest);
    if (command === 'decode') {
      console.log(decode(parseDecodeArguments(rest)));
      return 0;
    }
    if (command === 'ndiskd') {
      console.log(await ndiskd(parseNdiskdArguments(rest)));
      return 0;
    }
    if (command === 'query') {
      console.log(await query(parseQueryArguments(rest)));
      return 0;
    }
    if (command === 'export') {
      if (rest.some((word) => word.startsWith('--schema'))) {
        console.log(exportSchema(rest));
        return 0;
      }
      await exportSession(parseExportArguments(rest));
      return 0;
    }
    if (command === 'capacity') return await runCapacity(rest);
    if (command === 'providers') return listProviders(rest);
    if (command === 'lesson') return await runLessons(rest);
    if (command === 'scenario') return await runScenario(rest);
    if (command === 'help' || command === '--help') {
      console.log(USAGE);
      return 0;
    }
    throw new UsageError(
      `expected a command, replay, decode, ndiskd, capacity, query, export, providers, lesson or scenario, found "${command ?? ''}"`,
    );
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`lab: ${error.message}`);
    return 2;
  }
}

async function runReplay(rest: readonly string[]): Promise<number> {
  const args = parseReplayArguments(rest);
  if (await isScenarioFile(args.file)) {
    const sink = args.events === null ? null : await openSink(args.events);
    return showReplay(args, await replayScenario(args, sink), sink);
  }
  const read = await readTraceFile(args.file);
  if (!read.ok) throw new UsageError(read.message);
  const sink = args.events === null ? null : await openSink(args.events);
  return showReplay(args, await replay(read.program, args, sink), sink);
}

async function showReplay(
  args: ReplayArguments,
  report: ReplayReport,
  sink: EventFile | null,
): Promise<number> {
  await sink?.close();
  console.log(args.json ? JSON.stringify(report) : table(report));
  return 0;
}

async function runCapacity(rest: readonly string[]): Promise<number> {
  const { file, json } = parseCapacityArguments(rest);
  const read = await readTraceFile(file);
  if (!read.ok) throw new UsageError(read.message);
  const report = capacity(file, read.program);
  console.log(json ? JSON.stringify(report) : capacityTable(report));
  return 0;
}

function capacityTable({ peakLiveBytes, peakLivePages, policies }: CapacityReport): string {
  const lines = policies.map(({ policy, memoryBytes, overPeakBytes, overPeakPages }) =>
    [
      policy.padEnd(18),
      ...[memoryBytes, overPeakBytes, overPeakPages].map((cell) => String(cell ?? '-').padStart(14)),
    ].join(''),
  );
  const head = [
    'policy'.padEnd(18),
    ...['memory', '/ peak bytes', '/ peak pages'].map((cell) => cell.padStart(14)),
  ].join('');
  return [`peak of live bytes ${peakLiveBytes}, of live pages ${peakLivePages}`, head, ...lines].join('\n');
}

async function openSink(path: string): Promise<EventFile> {
  try {
    return await EventFile.create(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--events ${path}: expected a file that can be written (${reason})`);
  }
}

function listProviders(rest: readonly string[]): number {
  const { json } = parseProvidersArguments(rest);
  const lines = PROVIDER_CHOICES.map(({ id, description }) => `${id.padEnd(16)} ${description}`);
  console.log(json ? JSON.stringify(PROVIDER_CHOICES) : lines.join('\n'));
  return 0;
}

async function runScenario(rest: readonly string[]): Promise<number> {
  const { file, json } = parseScenarioArguments(rest);
  if (file === null) {
    console.log(JSON.stringify(scenarioJsonSchema(), null, 2));
    return 0;
  }
  const report = await scenarioReport(file);
  console.log(json ? JSON.stringify(report) : scenarioText(report));
  return report.met ? 0 : 1;
}

async function runLessons(rest: readonly string[]): Promise<number> {
  const { which, language, text, json, practice, solution, schema, handout } = parseLessonArguments(rest);
  if (schema) {
    console.log(JSON.stringify(lessonJsonSchema(), null, 2));
    return 0;
  }
  let held = true;
  for (const lesson of await lessonsOf(which)) {
    if (practice !== null) {
      console.log(practiceText(lesson, practice, language, solution));
      continue;
    }
    if (handout !== null) {
      held &&= await writeHandout(lesson, language, handout);
      continue;
    }
    const played = await playLesson(lesson, language);
    held &&= played.met;
    console.log(json ? JSON.stringify(played) : lessonText(lesson, played, language, text));
  }
  return held ? 0 : 1;
}

function table(report: ReplayReport): string {
  const { statuses, skipped, ...plain } = report;
  const rows = [
    ...Object.entries(plain),
    ...Object.entries(statuses),
    ...Object.entries(skipped).map(([reason, count]): [string, number] => [`skipped: ${reason}`, count]),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${String(value)}`).join('\n');
}

process.exitCode = await main(process.argv.slice(2));
