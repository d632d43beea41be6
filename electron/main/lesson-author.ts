import { type Lab } from '../../core/lab/lab.ts';
import { commandText } from '../../core/lessons/command-text.ts';
import { type LessonMistake } from '../../core/lessons/lesson-body.ts';
import { type CheckedLesson, type LessonProblem } from '../contract/lessons.ts';
import { fail, ok, type Result } from './result.ts';
import { parseLesson } from '../files/read-lesson.ts';
import { cannotBeTaught, recordedLesson } from '../files/record-lesson.ts';
import { type LabHost } from './lab-host.ts';
import { type Say } from './say.ts';
import { type MainWords } from './words.ts';

/** Writes down what is done to the machine in Explore, for a lesson of it. */
export class LessonAuthor {
  /** The machine, and how much had been done to it when the recording began. */
  private begun: { readonly lab: Lab; readonly before: number } | null = null;

  constructor(private readonly host: LabHost) {}

  /** Commands that were written down so far; null while nothing is. */
  get recorded(): number | null {
    const { begun, host } = this;
    // Another machine took its place: what was written down belongs to none.
    if (begun === null || begun.lab !== host.lab) return null;
    return host.line.journal.entries.length - begun.before;
  }

  start(words: MainWords): Result<{ readonly text: null }> {
    const { host } = this;
    const { entries } = host.line.journal;
    if (host.isLed || host.obstacle !== null || cannotBeTaught(entries))
      return fail({ code: 'not-possible', message: words.recordFromNewSession });
    this.begun = { lab: host.lab, before: entries.length };
    return ok({ text: null });
  }

  /** The lesson; it can be played as it is, its texts are for the author to write. */
  stop(words: MainWords): Result<{ readonly text: string | null }> {
    const { begun, host, recorded } = this;
    this.begun = null;
    if (begun === null || recorded === null || recorded === 0)
      return fail({ code: 'not-possible', message: words.nothingRecorded });
    const { entries } = host.line.journal;
    if (cannotBeTaught(entries)) return fail({ code: 'not-possible', message: words.recordFromNewSession });
    return ok({ text: recordedLesson({ lab: begun.lab, entries, before: begun.before }) });
  }

  discard(): void {
    this.begun = null;
  }
}

export const wordedMistakes = (mistakes: readonly LessonMistake[], say: Say): readonly LessonProblem[] =>
  mistakes.map(({ line, column, message }) => ({ line, column, message: say(message) }));

/** What a text would be as a lesson: its mistakes, or what it shows. */
export function checkedLesson(file: string, text: string, say: Say): CheckedLesson {
  const read = parseLesson(file, text);
  if (!read.ok) return { problems: wordedMistakes(read.problems, say), preview: null };
  const { title, steps } = read.lesson;
  return {
    problems: [],
    preview: {
      title,
      steps: steps.map((step) => ({
        id: step.id,
        title: step.title,
        text: step.text,
        after: step.after,
        notes: step.notes,
        commands: step.commands.map(commandText),
      })),
    },
  };
}
