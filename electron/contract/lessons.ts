import { type LessonLanguage, type Words } from '../../core/lessons/words.ts';

export type { LessonLanguage, Words };

/** A bundled lesson as the list of lessons shows it. */
export interface LessonCard {
  readonly id: string;
  readonly number: number;
  readonly minutes: number;
  readonly title: Words;
  readonly summary: Words;
  readonly steps: number;
  /** Steps that were played or done so far, in this and in earlier runs of the program. */
  readonly stepsDone: number;
  /** Exercises that were solved. */
  readonly exercisesSolved: number;
}
