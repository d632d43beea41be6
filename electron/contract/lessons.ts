import { z } from 'zod';
import { type ExerciseKind } from '../../core/lessons/exercises/exercise.ts';
import { type ResolvedHighlight } from '../../core/lessons/highlights.ts';
import { type Check } from '../../core/lessons/judge-expectation.ts';
import { type AskedQuestion, type QuestionOption } from '../../core/lessons/questions.ts';
import { type LessonLanguage, type Words } from '../../core/lessons/words.ts';

export type { Check, LessonLanguage, QuestionOption, ResolvedHighlight, Words };

/** A mistake in a lesson file, in the window's language; line and column count from 1. */
export interface LessonProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

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

const uint32 = z.number().int().min(0).max(0xffff_ffff);

/** A lesson that comes with the program. */
export const openLessonRequest = z.strictObject({ id: z.string().min(1).max(40) });

/** What a trainer or a learner does in a lesson. */
export const lessonAction = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum([
      /** What a clicker sends: lets the step's calls return, or goes on where they have. */
      'advance',
      'next',
      'back',
      'restart',
      /** Takes the machine back to the step's start. */
      'reset',
      /** Lets the step's own calls return; in a learner's step does it for the learner. */
      'run',
      'hint',
      /** Does the exercise's solution on a machine where it begins. */
      'solve',
      'endPractice',
      'close',
      /** Takes the report on a broken file away. */
      'dismiss',
    ]),
  }),
  z.strictObject({ kind: z.literal('goTo'), step: z.number().int().min(0).max(100) }),
  z.strictObject({ kind: z.literal('answer'), option: z.string().min(1).max(60) }),
  /** An exercise; the same seed gives the same one. */
  z.strictObject({ kind: z.literal('practise'), seed: uint32 }),
]);
export type LessonAction = z.infer<typeof lessonAction>;

export const SCORE_FORMATS = ['csv', 'json'] as const;
export const exportScoreRequest = z.strictObject({ format: z.enum(SCORE_FORMATS) });
export type ScoreFormat = (typeof SCORE_FORMATS)[number];

/** A lesson is written by hand; what is longer is something else. In UTF-16 units. */
const LONGEST_LESSON = 2 ** 20;
export const lessonTextRequest = z.strictObject({ text: z.string().max(LONGEST_LESSON) });
/** Begins to write down what is done in Explore, ends with a lesson of it, or throws it away. */
export const recordLessonRequest = z.strictObject({ action: z.enum(['start', 'stop', 'discard']) });

/** A lesson's text and the file that it is from; null for a new one. */
export interface LessonSource {
  readonly text: string;
  readonly file: string | null;
}

/** What a text would be as a lesson. */
export interface CheckedLesson {
  readonly problems: readonly LessonProblem[];
  /** Null while there are problems. */
  readonly preview: {
    readonly title: Words;
    readonly steps: readonly {
      readonly id: string;
      readonly title: Words;
      readonly text: Words;
      readonly after: Words;
      readonly notes: Words;
      readonly commands: readonly string[];
    }[];
  } | null;
}

export const HANDOUT_FORMATS = ['html', 'pdf'] as const;
export type HandoutFormat = (typeof HANDOUT_FORMATS)[number];
export const exportLessonRequest = z.strictObject({ format: z.enum(HANDOUT_FORMATS) });

/** Where a step of the lesson stands. */
export interface StepMark {
  readonly id: string;
  readonly title: Words;
  readonly by: 'lab' | 'learner';
  readonly done: boolean;
  /** How the first prediction was; null where there was none. */
  readonly prediction: 'right' | 'wrong' | null;
}

export interface ShownQuestion extends AskedQuestion {
  readonly chosen: string | null;
  /** Id of the right option; null until the calls have returned. */
  readonly answer: string | null;
}

/** The step in hand. */
export interface ShownStep {
  readonly by: 'lab' | 'learner';
  readonly text: Words;
  /** What is said when the calls have returned; null until then. */
  readonly after: Words | null;
  readonly notes: Words;
  /** The calls that the step makes, as a driver would write them; of a learner's step none before they are asked for. */
  readonly commands: readonly string[];
  /** Whether there is something to let run or to reveal. */
  readonly runs: boolean;
  readonly question: ShownQuestion | null;
  /** `open` until the calls have returned or the learner has done it. */
  readonly outcome: 'open' | 'met' | 'failed';
  readonly checks: readonly Check[];
  /** What in the lesson does not fit the engine; null in a sound one. */
  readonly problem: string | null;
  readonly highlights: readonly ResolvedHighlight[];
  /** Events of the step in the log that is shown: from `firstSeq` to before `endSeq`. */
  readonly firstSeq: number;
  readonly endSeq: number;
}

export interface ShownExercise {
  readonly kind: ExerciseKind;
  readonly seed: number;
  readonly text: Words;
  readonly mostCalls: number | null;
  readonly calls: number;
  readonly solved: boolean;
  readonly missing: 'goal' | 'calls' | null;
  /** One solution, once it was asked for. */
  readonly solution: readonly string[] | null;
}

/** The lesson that is being taken. */
export interface LessonState {
  readonly id: string;
  readonly number: number;
  readonly title: Words;
  /** The file that it was read from; null for a bundled one. */
  readonly file: string | null;
  readonly steps: readonly StepMark[];
  readonly position: number;
  readonly step: ShownStep;
  readonly practisable: boolean;
  readonly exercise: ShownExercise | null;
  /** When it was opened, in milliseconds since 1970. */
  readonly openedAtMs: number;
  /** The session that shows its machine. */
  readonly epoch: number;
}

/** A lesson file that could not be opened. */
export interface BrokenLesson {
  readonly file: string;
  readonly text: string;
  readonly problems: readonly LessonProblem[];
}

/** What there is of lessons in the main process now. */
export interface LessonReport {
  /** Rises with every lesson or broken file that is opened: the page then shows Learn. */
  readonly openings: number;
  readonly lesson: LessonState | null;
  /** Calls and requests that were written down so far; null while nothing is. */
  readonly recorded: number | null;
  readonly broken: BrokenLesson | null;
}
