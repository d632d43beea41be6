import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Sentence } from '../../core/words/sentence.ts';
import { sayOfReading } from '../files/reading-sentences.ts';
import { sentenceOfError } from '../files/system-errors.ts';
import { writeJson } from './write-json.ts';

const lessonProgress = z.object({
  stepsDone: z.array(z.string().max(40)).max(100).readonly(),
  exercisesSolved: z.number().int().min(0),
});
const progressFile = z.object({ lessons: z.record(z.string().max(40), lessonProgress) });
type OneLesson = z.infer<typeof lessonProgress>;

const NOTHING: OneLesson = { stepsDone: [], exercisesSolved: 0 };

/** How far each lesson has been gone through, kept between runs. A damaged file means that nothing was done. */
export class LessonProgress {
  private readonly lessons: Map<string, OneLesson>;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly path: string,
    private readonly onFailure: (message: Sentence) => void,
  ) {
    this.lessons = new Map(Object.entries(read(path)));
  }

  of(lesson: string): OneLesson {
    return this.lessons.get(lesson) ?? NOTHING;
  }

  noteSteps(lesson: string, steps: readonly string[]): void {
    const before = this.of(lesson);
    const stepsDone = [...new Set([...before.stepsDone, ...steps])];
    if (stepsDone.length > before.stepsDone.length) this.keep(lesson, { ...before, stepsDone });
  }

  noteExercise(lesson: string): void {
    const before = this.of(lesson);
    this.keep(lesson, { ...before, exercisesSolved: before.exercisesSolved + 1 });
  }

  private keep(lesson: string, progress: OneLesson): void {
    this.lessons.set(lesson, progress);
    const file = { lessons: Object.fromEntries(this.lessons) };
    this.writing = this.writing
      .then(() => writeJson(this.path, file))
      .catch((error: unknown) =>
        this.onFailure(sayOfReading('inFile', { file: this.path, what: sentenceOfError(error) })),
      );
  }
}

function read(path: string): Readonly<Record<string, OneLesson>> {
  try {
    const parsed = progressFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data.lessons : {};
  } catch {
    return {};
  }
}
