import { englishOf } from '../../core/words/sentence.ts';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BUNDLED_LESSONS } from '../../core/lessons/bundled/bundled-lessons.ts';
import { type Lesson } from '../../core/lessons/lesson.ts';
import { runLessonCommand } from '../../core/lessons/lesson-command.ts';
import { LessonPlayer, type StepReport } from '../../core/lessons/lesson-player.ts';
import { LESSON_LANGUAGES } from '../../core/lessons/words.ts';
import { parseLesson } from '../files/read-lesson.ts';
import { lessonScripts } from '../scripting/lesson-scripts.ts';
import { UsageError } from './arguments.ts';
import { lessonsOf, lessonText, playLesson } from './lesson.ts';
import { parseLessonArguments } from './lesson-arguments.ts';
import { practiceText } from './practice.ts';

const scripts = lessonScripts();

function read(name: string, source: string): Lesson {
  const found = parseLesson(name, source);
  if (!found.ok) throw new Error(found.messages.map(englishOf).join('\n'));
  return found.lesson;
}

const LESSONS = BUNDLED_LESSONS.map(({ name, source }) => ({ name, lesson: read(name, source) }));
const [first] = LESSONS;
const opening = first!.lesson;

async function reportsOf(lesson: Lesson): Promise<readonly StepReport[]> {
  const player = await LessonPlayer.begin(lesson, scripts);
  const reports: StepReport[] = [];
  do reports.push(await player.play());
  while (await player.next());
  return reports;
}

describe.each(LESSONS)('bundled lesson $name', ({ lesson }) => {
  it.each(LESSON_LANGUAGES)('keeps every promise to its end, in %s', async (language) => {
    const played = await playLesson(lesson, language);
    const broken = played.steps.filter(({ met }) => !met);
    expect(broken).toEqual([]);
    expect(played.steps).toHaveLength(lesson.steps.length);
    const text = lessonText(lesson, played, language, true);
    for (const step of lesson.steps) expect(text).toContain(step.title[language]);
  });

  it('is as long as a lesson should be, with predictions, expectations and words of its own in each language', () => {
    expect(lesson.steps.length).toBeGreaterThanOrEqual(6);
    expect(lesson.steps.length).toBeLessThanOrEqual(12);
    expect(lesson.minutes).toBeGreaterThanOrEqual(5);
    expect(lesson.minutes).toBeLessThanOrEqual(10);
    expect(lesson.steps.filter(({ question }) => question !== null).length).toBeGreaterThanOrEqual(2);
    expect(lesson.steps.some(({ by }) => by === 'learner')).toBe(true);
    expect(lesson.steps.filter(({ notes }) => notes.en !== '').length).toBeGreaterThanOrEqual(1);
    for (const step of lesson.steps) {
      expect(step.text.pt).not.toBe(step.text.en);
      if (step.commands.length > 0) expect(step.expect.length).toBeGreaterThan(0);
    }
    expect(lesson.practice.length).toBeGreaterThan(0);
  });

  it('gives the same reports when each step is jumped to', async () => {
    const reports = await reportsOf(lesson);
    const player = await LessonPlayer.begin(lesson, scripts);
    for (let index = lesson.steps.length - 1; index >= 0; index--) {
      await player.goTo(index);
      expect(await player.play()).toEqual(reports[index]);
    }
  });
});

describe('the player', () => {
  const stepOf = (id: string): number => opening.steps.findIndex((step) => step.id === id);

  it('lets a learner go wrong, judges what holds in the end, and goes on from where the lesson is', async () => {
    const player = await LessonPlayer.begin(opening, scripts);
    await player.goTo(stepOf('yours'));
    const ask = (lengthBytes: number): void =>
      runLessonCommand(player.lab, { kind: 'allocate', request: { lengthBytes }, times: 1 });
    ask(0);
    expect(player.judgeLearner()).toMatchObject({ met: false, problem: null });
    expect(player.report).toBeNull();
    ask(4096);
    expect(player.judgeLearner()).toMatchObject({ met: true });
    expect(player.score.stepsDone).toEqual(['yours']);
    await player.reset();
    const before = player.lab.session.log.length;
    await player.play();
    expect(player.lab.session.log.length).toBe(before + 1);
  });

  it('throws away what was done by hand before a step plays itself', async () => {
    const player = await LessonPlayer.begin(opening, scripts);
    await player.goTo(stepOf('call'));
    runLessonCommand(player.lab, { kind: 'allocate', request: { lengthBytes: 4096 }, times: 3 });
    expect((await player.play()).met).toBe(true);
    expect(player.lab.totals.liveBlocks).toBe(1);
  });

  it('takes a prediction before the call and scores the first one', async () => {
    const player = await LessonPlayer.begin(opening, scripts);
    const place = stepOf('refused');
    await player.goTo(place);
    const ids = player.question?.options.map(({ id }) => id) ?? [];
    expect(ids).toHaveLength(4);
    expect(player.predict('status-99')).toBe(false);
    expect(player.predict('status-1')).toBe(true);
    const report = await player.play();
    expect(report.prediction).toEqual({ chosen: 'status-1', answer: 'status-3' });
    expect(player.predict('status-3')).toBe(false);
    expect(player.score.predictions).toEqual({ refused: 'wrong' });
    await player.goTo(place);
    player.predict('status-3');
    await player.play();
    expect(player.score.predictions).toEqual({ refused: 'wrong' });
  });

  it('refuses a step that is not there, and stays where it is', async () => {
    const player = await LessonPlayer.begin(opening, scripts);
    await expect(player.goTo(99)).rejects.toThrow(RangeError);
    expect(player.position).toBe(0);
    await player.goTo(opening.steps.length - 1);
    expect(await player.next()).toBe(false);
  });
});

describe('a lesson that has drifted from the engine', () => {
  const drifted = (from: string, to: string): Lesson =>
    read('drifted.md', BUNDLED_LESSONS[0].source.replace(from, to));

  it('fails with what was expected and what is', async () => {
    const lesson = drifted('rule: A17, provider', 'rule: A15, provider');
    const played = await playLesson(lesson, 'en');
    expect(played.met).toBe(false);
    expect(lessonText(lesson, played, 'en', false)).toContain('last call rule: expected A15, found A17');
  });

  it('fails for an arrow that the call has not, and for a question without an answer', async () => {
    const arrow = await playLesson(drifted('[{ arrow: 2 }, { field: Length }]', '[{ arrow: 9 }]'), 'en');
    expect(arrow.steps.find(({ id }) => id === 'refused')).toMatchObject({
      met: false,
      problem: 'highlight arrow: there is no such thing after the step',
    });
    const question = await playLesson(
      drifted('when: { provider: switch }', 'when: { provider: guest }'),
      'en',
    );
    expect(question.steps.find(({ id }) => id === 'call')).toMatchObject({
      met: false,
      problem: 'question choice: expected one answer to be right, found 0',
    });
  });
});

describe('the example in the description of the format', () => {
  const readme = readFileSync(new URL('../../core/lessons/README.md', import.meta.url), 'utf8');
  const example = /```markdown\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';

  it('is a lesson that holds', async () => {
    expect(await playLesson(read('README.md', example), 'pt')).toMatchObject({
      lesson: 'small',
      met: true,
      steps: [{ question: { answer: 'NDIS_STATUS_RESOURCES' } }],
    });
  });
});

describe('the bundled lessons', () => {
  it('stand in their order, each with a name of its own', () => {
    const numbers = LESSONS.map(({ lesson }) => lesson.number);
    expect(numbers).toEqual([...numbers].sort((one, two) => one - two));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(new Set(LESSONS.map(({ lesson }) => lesson.id)).size).toBe(LESSONS.length);
    for (const { name, lesson } of LESSONS) expect(Number(name.slice(0, 2))).toBe(lesson.number);
  });
});

describe('lab lesson', () => {
  it('knows bundled lessons by number, files by path, and exercises by seed', async () => {
    expect(await lessonsOf({ kind: 'all' })).toHaveLength(BUNDLED_LESSONS.length);
    const [lesson] = await lessonsOf({ kind: 'number', number: 1 });
    expect(lesson?.id).toBe('who-calls-whom');
    await expect(lessonsOf({ kind: 'number', number: 99 })).rejects.toThrow(UsageError);
    await expect(lessonsOf({ kind: 'file', file: 'nowhere.md' })).rejects.toThrow('nowhere.md:1:1');
    expect(practiceText(opening, 2, 'pt', true)).toMatch(/regra F4[\s\S]*solved: true/);
  });

  it.each([
    [['--all'], { which: { kind: 'all' }, language: 'en' }],
    [['3', '--lang', 'pt'], { which: { kind: 'number', number: 3 }, language: 'pt' }],
    [['my.md', '--practice', '7', '--solution'], { practice: 7, solution: true }],
  ])('reads %j', (args, expected) => {
    expect(parseLessonArguments(args)).toMatchObject(expected);
  });

  it.each([
    [[], 'expected a FILE, a NUMBER, --all or --schema'],
    [['1', '--schema'], 'expected a FILE, a NUMBER, --all or --schema'],
    [['1', '2'], 'expected one lesson'],
    [['1', '--lang', 'fr'], '--lang: expected en or pt, found "fr"'],
    [['1', '--practice', 'x'], '--practice: expected a whole number'],
  ])('refuses %j', (args, expected) => {
    expect(() => parseLessonArguments(args)).toThrow(expected);
  });
});
