import { registerProvider } from '../lab/register-provider.ts';
import { type Lab } from '../lab/lab.ts';
import { type Check, judgeExpectation } from '../lessons/judge-expectation.ts';
import { runLessonCommand } from '../lessons/lesson-command.ts';
import { StepEvents } from '../lessons/step-events.ts';
import { type Words } from '../lessons/words.ts';
import { type Workload } from '../workloads/workload.ts';
import { type Scenario, type ScenarioCommand } from './scenario.ts';

/** What came of a step. */
export interface StepOutcome {
  readonly title: Words;
  readonly checks: readonly Check[];
}

/** Plays a scenario call by call, and holds each step's expectations against the machine when the step is done. */
export class ScenarioWorkload implements Workload<Lab> {
  readonly totalSteps: number;
  doneSteps = 0;
  /** One for each step that is done. */
  readonly outcomes: StepOutcome[] = [];
  private calls: Generator<undefined, void> | null = null;

  constructor(private readonly scenario: Scenario) {
    this.totalSteps = scenario.steps
      .flatMap(({ commands }) => commands)
      .reduce((sum, command) => sum + callCount(command), 0);
  }

  /** Checks that were made, and those that did not hold. */
  get verdict(): { readonly checks: number; readonly failed: number } {
    const checks = this.outcomes.flatMap((outcome) => outcome.checks);
    return { checks: checks.length, failed: checks.filter(({ met }) => !met).length };
  }

  run(lab: Lab, steps: number): boolean {
    this.calls ??= this.play(lab);
    for (let made = 0; made < steps; made++) {
      if (this.calls.next().done === true) return false;
      this.doneSteps++;
    }
    return true;
  }

  private *play(lab: Lab): Generator<undefined, void> {
    for (const { title, commands, expect } of this.scenario.steps) {
      const events = new StepEvents(lab, lab.session.log.length);
      for (const command of commands) {
        for (const call of callsOf(command)) {
          make(lab, call);
          yield;
        }
        events.noteCommand();
      }
      const checks = expect.flatMap((expectation) => judgeExpectation(expectation, events));
      this.outcomes.push({ title, checks });
    }
  }
}

function callCount(command: ScenarioCommand): number {
  if (command.kind === 'allocate') return command.times;
  return command.kind === 'free' ? command.blocks.length : 1;
}

/** A command that calls many times, taken apart. */
function* callsOf(command: ScenarioCommand): Generator<ScenarioCommand, void> {
  if (command.kind === 'allocate')
    for (let call = 0; call < command.times; call++) yield { ...command, times: 1 };
  else if (command.kind === 'free') for (const block of command.blocks) yield { ...command, blocks: [block] };
  else yield command;
}

function make(lab: Lab, command: ScenarioCommand): void {
  if (command.kind === 'useProvider') registerProvider(lab, command.provider, command.layers);
  else runLessonCommand(lab, command);
}
