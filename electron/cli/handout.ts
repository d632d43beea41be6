import { writeFile } from 'node:fs/promises';
import { type Lesson } from '../../core/lessons/lesson.ts';
import { type LessonLanguage } from '../../core/lessons/words.ts';
import { collectHandout } from '../files/handout/collect-handout.ts';
import { handoutHtml } from '../files/handout/handout-html.ts';
import { lessonScripts } from '../scripting/lesson-scripts.ts';
import { UsageError } from './arguments.ts';

/**
 * Writes the handout of a lesson as one page of HTML; whether every expectation of the lesson held.
 * @throws UsageError where the file cannot be written
 */
export async function writeHandout(lesson: Lesson, language: LessonLanguage, path: string): Promise<boolean> {
  const handout = await collectHandout(lesson, language, lessonScripts());
  try {
    await writeFile(path, handoutHtml(handout));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--handout ${path}: expected a file that can be written (${reason})`);
  }
  return handout.met;
}
