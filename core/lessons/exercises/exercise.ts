import { type LabConfig } from '../../lab/lab-config.ts';
import { type RuleCode } from '../../ndis/rules.ts';
import { type LessonCommand } from '../lesson-command.ts';
import { type Words } from '../words.ts';

export const EXERCISE_KINDS = [
  'serve',
  'rule',
  'fragmentation',
  'shortage',
  'elements',
  'fallback',
  'free-queue',
] as const;
export type ExerciseKind = (typeof EXERCISE_KINDS)[number];

/** What a lesson offers for practice. */
export interface PracticeSpec {
  readonly kind: ExerciseKind;
  /** For `rule`: the rules to choose from; empty for all that can be caused. */
  readonly rules: readonly string[];
}

/** What has to come about. Only events behind the exercise's set-up count. */
export type ExerciseGoal =
  /** An allocation of at least so many bytes succeeds. */
  | { readonly kind: 'serve'; readonly lengthBytes: number }
  /** The rule decides a call. */
  | { readonly kind: 'rule'; readonly rule: RuleCode }
  /** 1 - largest free extent / free memory exceeds the number. */
  | { readonly kind: 'fragmentation'; readonly above: number }
  /** A request gets RESOURCES although as many pages are free. */
  | { readonly kind: 'shortage' }
  /** A block has exactly so many scatter-gather elements. */
  | { readonly kind: 'elements'; readonly count: number }
  /** A request that prefers one node gets a block on the other. */
  | { readonly kind: 'fallback'; readonly preferredNode: number; readonly node: number }
  /** The queue is gone, no block of it is left, and nothing was reported on the way. */
  | { readonly kind: 'free-queue'; readonly queueId: number };

/** A task on a machine of its own, with one solution. The same kind and seed give the same exercise. */
export interface Exercise {
  readonly kind: ExerciseKind;
  readonly seed: number;
  readonly text: Words;
  readonly machine: LabConfig;
  /** What has happened on the machine when the exercise begins. */
  readonly setup: readonly LessonCommand[];
  readonly goal: ExerciseGoal;
  /** Calls of NdisAllocateSharedMemory and NdisFreeSharedMemory that are allowed; null for any number. */
  readonly mostCalls: number | null;
  readonly solution: readonly LessonCommand[];
}
