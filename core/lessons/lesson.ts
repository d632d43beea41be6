import { type LabConfig } from '../lab/lab-config.ts';
import { type StatusCode } from '../ndis/status.ts';
import { type PracticeSpec } from './exercises/exercise.ts';
import { type Expectation } from './expectation.ts';
import { type LessonCommand } from './lesson-command.ts';
import { type Words } from './words.ts';

/** A lesson as its file says it, checked; core/lessons/README.md describes the file. */
export interface Lesson {
  readonly id: string;
  /** Place among the bundled lessons, from 1. */
  readonly number: number;
  /** How long a class needs for it, in minutes. */
  readonly minutes: number;
  readonly title: Words;
  readonly summary: Words;
  readonly machine: LabConfig;
  readonly steps: readonly LessonStep[];
  /** What can be practised afterwards; empty for nothing. */
  readonly practice: readonly PracticeSpec[];
  /** Providers in JavaScript that steps register, by name. */
  readonly scripts: Readonly<Record<string, string>>;
}

export interface LessonStep {
  readonly id: string;
  readonly title: Words;
  /** What is said before the commands run; Markdown with source marks such as `[^A17]`. */
  readonly text: Words;
  /** What is said afterwards, the why of the answer among it; Markdown, empty where there is nothing. */
  readonly after: Words;
  /** For whoever teaches; Markdown, empty where there are none. */
  readonly notes: Words;
  /** A machine that takes the place of the one so far before the step begins; null goes on with that one. */
  readonly machine: LabConfig | null;
  /** Who makes the calls. A learner's step has commands too: one way to do it. */
  readonly by: 'lab' | 'learner';
  readonly commands: readonly LessonCommand[];
  readonly highlights: readonly Highlight[];
  readonly question: Question | null;
  readonly expect: readonly Expectation[];
  /** Source marks of text and after, in the order of their first appearance. */
  readonly citations: readonly string[];
}

export const PANELS = [
  'allocate',
  'inspector',
  'machine',
  'map',
  'providers',
  'scatter-gather',
  'script',
  'statuses',
  'timeline',
] as const;
export type Panel = (typeof PANELS)[number];

/** What a step points at. Commands of the step count from 1; `call` 0 stands for the last one. */
export type Highlight =
  /** A member of the structure, or an argument of the call. */
  | { readonly kind: 'field'; readonly field: string; readonly call: number }
  /** An arrow of the call's sequence, from 1. */
  | { readonly kind: 'arrow'; readonly arrow: number; readonly call: number }
  /** The call's row in the list of calls. */
  | { readonly kind: 'row'; readonly call: number }
  /** A block on the map, by its number from 1. */
  | { readonly kind: 'block'; readonly block: number }
  /** Free pages on the map. */
  | { readonly kind: 'free' }
  | { readonly kind: 'status'; readonly status: StatusCode }
  | { readonly kind: 'panel'; readonly panel: Panel };

/** What the class is asked before the calls return. `call` as in a highlight. */
export type Question =
  /** Which of the four documented statuses; or which free extent; or how many scatter-gather elements. */
  | {
      readonly kind: 'status' | 'extent' | 'elements';
      readonly call: number;
      /** Null leaves the usual words to the view. */
      readonly prompt: Words | null;
    }
  /** Which rule decides, out of a few. */
  | {
      readonly kind: 'rule';
      readonly call: number;
      readonly prompt: Words | null;
      readonly rules: readonly string[];
    }
  /** Answers in words. */
  | { readonly kind: 'choice'; readonly prompt: Words; readonly choices: readonly Choice[] };

export interface Choice {
  readonly text: Words;
  /** What holds after the step exactly when this answer is right; null where the engine cannot know. */
  readonly when: Expectation | null;
  /** The right answer, as the lesson says it; false wherever `when` decides. */
  readonly right: boolean;
}
