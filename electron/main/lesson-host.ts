import { BUNDLED_LESSONS } from '../../core/lessons/bundled/bundled-lessons.ts';
import { type Lesson } from '../../core/lessons/lesson.ts';
import { type LessonCard } from '../contract/lessons.ts';
import { parseLesson } from '../files/read-lesson.ts';
import { type LessonProgress } from './lesson-progress.ts';

/** The lessons of the window: which there are, and the one that is being taken. */
export class LessonHost {
  private bundled: readonly Lesson[] | null = null;

  constructor(private readonly progress: LessonProgress) {}

  /** The bundled lessons in their order, each with how far it has been gone through. */
  cards(): readonly LessonCard[] {
    return this.lessons.map(({ id, number, minutes, title, summary, steps }) => {
      const { stepsDone, exercisesSolved } = this.progress.of(id);
      const done = steps.filter((step) => stepsDone.includes(step.id)).length;
      return { id, number, minutes, title, summary, steps: steps.length, stepsDone: done, exercisesSolved };
    });
  }

  /** Read when they are first asked for: a start without lessons does not wait for them. */
  private get lessons(): readonly Lesson[] {
    this.bundled ??= BUNDLED_LESSONS.flatMap(({ name, source }) => {
      const read = parseLesson(name, source);
      return read.ok ? [read.lesson] : [];
    }).sort((one, two) => one.number - two.number);
    return this.bundled;
  }
}
