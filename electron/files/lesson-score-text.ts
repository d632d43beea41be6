import { type Lesson } from '../../core/lessons/lesson.ts';
import { type LessonScore } from '../../core/lessons/score.ts';
import { type LessonLanguage } from '../../core/lessons/words.ts';

/** What a class has done in a lesson since the program was started. */
export interface ScoredLesson {
  readonly lesson: Lesson;
  readonly score: LessonScore;
  readonly exercisesSolved: number;
}

/** A row a step, for a spreadsheet. */
export function scoreCsv(scored: readonly ScoredLesson[], language: LessonLanguage): string {
  const rows = scored.flatMap(({ lesson, score }) =>
    lesson.steps.map(({ id, title }, index) => [
      String(lesson.number),
      lesson.id,
      String(index + 1),
      id,
      title[language],
      score.stepsDone.includes(id) ? 'yes' : 'no',
      score.predictions[id] ?? '',
    ]),
  );
  const head = ['lesson_number', 'lesson', 'step_number', 'step', 'title', 'done', 'prediction'];
  return [head, ...rows].map((row) => row.map(csvField).join(',')).join('\r\n') + '\r\n';
}

/** The same as one JSON document, with the sums. */
export function scoreJson(scored: readonly ScoredLesson[]): string {
  const lessons = scored.map(({ lesson, score, exercisesSolved }) => {
    const predictions = Object.values(score.predictions);
    return {
      number: lesson.number,
      lesson: lesson.id,
      steps: lesson.steps.length,
      stepsDone: score.stepsDone,
      predictions: score.predictions,
      right: predictions.filter((one) => one === 'right').length,
      predicted: predictions.length,
      exercisesSolved,
    };
  });
  return `${JSON.stringify({ lessons }, null, 2)}\n`;
}

/** Quoted where it has to be; a text that a spreadsheet would take for a formula is no formula. */
function csvField(text: string): string {
  const plain = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replace(/"/g, '""')}"` : plain;
}
