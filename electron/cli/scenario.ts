import { Lab } from '../../core/lab/lab.ts';
import { openReadyQueue } from '../../core/lab/manual-calls.ts';
import { type Check } from '../../core/lessons/judge-expectation.ts';
import { type Scenario } from '../../core/scenarios/scenario.ts';
import { ScenarioWorkload } from '../../core/scenarios/scenario-workload.ts';
import { readScenarioFile } from '../files/read-scenario.ts';
import { parsed, UsageError } from './arguments.ts';

export interface ScenarioArguments {
  /** Null prints the schema for editors. */
  readonly file: string | null;
  readonly json: boolean;
}

/** @throws UsageError naming the option and what was expected */
export function parseScenarioArguments(args: readonly string[]): ScenarioArguments {
  const { values, positionals } = parsed(args, { json: { type: 'boolean' }, schema: { type: 'boolean' } });
  const [file, extra] = positionals;
  if (extra !== undefined) throw new UsageError(`scenario: expected one FILE, found also "${extra}"`);
  if ((file === undefined) !== (values.schema === true))
    throw new UsageError('scenario: expected a FILE, or --schema');
  return { file: file ?? null, json: values.json === true };
}

/** A scenario's file, which has to be whole. @throws UsageError naming file, line, column and what was expected */
export async function scenarioIn(file: string): Promise<Scenario> {
  const read = await readScenarioFile(file);
  if (!read.ok) throw new UsageError(read.message);
  if (read.problem !== null) throw new UsageError(read.problem);
  return read.scenario;
}

/** Plays a scenario to its end on a machine of its own. */
export function playScenario(scenario: Scenario): { readonly lab: Lab; readonly workload: ScenarioWorkload } {
  const lab = new Lab(scenario.machine);
  for (let queue = 0; queue < scenario.queues; queue++) openReadyQueue(lab);
  const workload = new ScenarioWorkload(scenario);
  while (workload.run(lab, STEPS_PER_SLICE));
  return { lab, workload };
}

const STEPS_PER_SLICE = 65_536;

interface ScenarioReport {
  readonly title: string;
  readonly met: boolean;
  readonly steps: readonly {
    readonly title: string;
    readonly met: boolean;
    readonly checks: readonly Check[];
  }[];
}

/** What came of a scenario, step by step. */
export async function scenarioReport(file: string): Promise<ScenarioReport> {
  const scenario = await scenarioIn(file);
  const { workload } = playScenario(scenario);
  const steps = workload.outcomes.map(({ title, checks }) => ({
    title: title.en,
    met: checks.every(({ met }) => met),
    checks,
  }));
  return { title: scenario.title.en, met: steps.every(({ met }) => met), steps };
}

export function scenarioText({ title, met, steps }: ScenarioReport): string {
  const lines = steps.flatMap((step) => [
    `  ${step.met ? 'ok    ' : 'FAILED'} ${step.title}`,
    ...step.checks.map((check) =>
      check.met
        ? `         ${check.subject}: ${check.found}`
        : `         ${check.subject}: expected ${check.expected}, found ${check.found}`,
    ),
  ]);
  return [`${title}${met ? '' : '  FAILED'}`, ...lines].join('\n');
}
