import { type Lesson } from '../../core/lessons/lesson.ts';
import { type RegisterLessonScript } from '../../core/lessons/lesson-command.ts';
import { type HandoutFormat, type LessonLanguage } from '../contract/lessons.ts';
import { collectHandout } from '../files/handout/collect-handout.ts';
import { handoutHtml } from '../files/handout/handout-html.ts';
import { pdfOfPage } from './print-page.ts';

/** The handout of a lesson as the content of a file. */
export async function handoutFile(
  lesson: Lesson,
  format: HandoutFormat,
  language: LessonLanguage,
  registerScript: RegisterLessonScript,
): Promise<string | Uint8Array> {
  const page = handoutHtml(await collectHandout(lesson, language, registerScript));
  return format === 'html' ? page : pdfOfPage(page);
}
