import { type LabConfig } from '../lab/lab-config.ts';
import { type Expectation } from '../lessons/expectation.ts';
import { type LessonCall } from '../lessons/lesson-command.ts';
import { type Words } from '../lessons/words.ts';
import { type DecoratorSpec } from '../providers/decorators/decorator-spec.ts';
import { type RegistrableProvider } from '../providers/provider-choices.ts';

/** The commands of a lesson's step but for its scripts, and another provider or other faults in the middle. */
export type ScenarioCommand =
  | LessonCall
  | {
      readonly kind: 'useProvider';
      readonly provider: RegistrableProvider;
      /** The innermost first. */
      readonly layers: readonly DecoratorSpec[];
    };

export interface ScenarioStep {
  readonly title: Words;
  readonly commands: readonly ScenarioCommand[];
  /** What has to hold when the commands have run. */
  readonly expect: readonly Expectation[];
}

/** A scenario as its file says it, checked; this folder's README describes the file. */
export interface Scenario {
  readonly title: Words;
  readonly machine: LabConfig;
  /** Queues (VPorts in SR-IOV mode) that are ready before the first step. */
  readonly queues: number;
  readonly steps: readonly ScenarioStep[];
}
