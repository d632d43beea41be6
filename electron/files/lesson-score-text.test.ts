import { englishOf } from '../../core/words/sentence.ts';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { BUNDLED_LESSONS } from '../../core/lessons/bundled/bundled-lessons.ts';
import { scoreCsv, scoreJson, type ScoredLesson } from './lesson-score-text.ts';
import { parseLesson } from './read-lesson.ts';

function scored(): ScoredLesson {
  const [first] = BUNDLED_LESSONS;
  const read = parseLesson(first.name, first.source);
  if (!read.ok) throw new Error(read.messages.map(englishOf).join('\n'));
  const [step] = read.lesson.steps;
  const title = { en: '=SUM(A1), "quoted"', pt: 'título' };
  const lesson = {
    ...read.lesson,
    steps: step === undefined ? [] : [{ ...step, title }, ...read.lesson.steps.slice(1)],
  };
  const score = {
    lesson: lesson.id,
    stepsDone: ['parties'],
    predictions: { parties: 'wrong', call: 'right' },
  } as const;
  return { lesson, score, exercisesSolved: 2 };
}

describe('the score of a class', () => {
  it('is a table that a spreadsheet reads, with nothing in it that it would compute', () => {
    const rows = parse(scoreCsv([scored()], 'en'), { columns: true });
    expect(rows[0]).toMatchObject({
      lesson: 'who-calls-whom',
      step: 'parties',
      done: 'yes',
      prediction: 'wrong',
    });
    expect(rows[0]).toMatchObject({ title: '\'=SUM(A1), "quoted"' });
    expect(rows[2]).toMatchObject({ step: 'call', done: 'no', prediction: 'right' });
    expect(rows).toHaveLength(7);
  });

  it('is JSON with the sums', () => {
    expect(JSON.parse(scoreJson([scored()]))).toMatchObject({
      lessons: [{ lesson: 'who-calls-whom', right: 1, predicted: 2, exercisesSolved: 2, steps: 7 }],
    });
  });
});
