import { BUNDLED_LESSONS } from '../../core/lessons/bundled/bundled-lessons.ts';
import { CITATION_MARK, citationOf } from '../../core/lessons/citations.ts';
import { type Check } from '../../core/lessons/judge-expectation.ts';
import { type Lesson, type LessonStep } from '../../core/lessons/lesson.ts';
import { LessonPlayer, type StepReport } from '../../core/lessons/lesson-player.ts';
import { type AskedQuestion, type QuestionOption } from '../../core/lessons/questions.ts';
import { type LessonLanguage } from '../../core/lessons/words.ts';
import { formatAddress, addressOf } from '../../core/memory/units.ts';
import { statusName } from '../../core/ndis/status.ts';
import { parseLesson, readLessonFile } from '../files/read-lesson.ts';
import { lessonScripts } from '../scripting/lesson-scripts.ts';
import { englishOf } from '../../core/words/sentence.ts';
import { UsageError } from './arguments.ts';
import { type LessonArguments } from './lesson-arguments.ts';

export interface PlayedStep {
  readonly id: string;
  readonly title: string;
  readonly met: boolean;
  readonly problem: string | null;
  readonly checks: readonly Check[];
  readonly question: { readonly options: readonly string[]; readonly answer: string } | null;
  readonly sources: readonly string[];
}

export interface PlayedLesson {
  readonly lesson: string;
  readonly title: string;
  readonly met: boolean;
  readonly steps: readonly PlayedStep[];
}

/**
 * Lessons that the arguments name: a file, a bundled one by its number, or all bundled ones.
 * @throws UsageError naming file, line, column and what was expected
 */
export async function lessonsOf(which: LessonArguments['which']): Promise<readonly Lesson[]> {
  if (which.kind === 'file') return [lessonIn(await readLessonFile(which.file))];
  const lessons = BUNDLED_LESSONS.map(({ name, source }) => lessonIn(parseLesson(name, source)));
  if (which.kind === 'all') return lessons;
  const lesson = lessons.find(({ number }) => number === which.number);
  if (lesson === undefined) {
    throw new UsageError(
      `lesson: expected a file, or a number up to ${lessons.length}, found ${which.number}`,
    );
  }
  return [lesson];
}

function lessonIn(read: Awaited<ReturnType<typeof readLessonFile>>): Lesson {
  if (read.ok) return read.lesson;
  throw new UsageError(read.messages.map(englishOf).join('\n'));
}

/** Plays a lesson to its end, every step by its own commands, and says what held. */
export async function playLesson(lesson: Lesson, language: LessonLanguage): Promise<PlayedLesson> {
  const player = await LessonPlayer.begin(lesson, lessonScripts());
  const steps: PlayedStep[] = [];
  do {
    const { step, question } = player;
    steps.push(playedStep(step, question, await player.play(), language));
  } while (await player.next());
  return { lesson: lesson.id, title: lesson.title[language], met: steps.every(({ met }) => met), steps };
}

function playedStep(
  step: LessonStep,
  question: AskedQuestion | null,
  report: StepReport,
  language: LessonLanguage,
): PlayedStep {
  const answer = question?.options.find(({ id }) => id === report.prediction?.answer);
  return {
    id: step.id,
    title: step.title[language],
    met: report.met,
    problem: report.problem && englishOf(report.problem),
    checks: report.checks,
    question:
      question === null || answer === undefined
        ? null
        : {
            options: question.options.map((option) => optionText(option, language)),
            answer: optionText(answer, language),
          },
    sources: step.citations.map(sourceText),
  };
}

function optionText(option: QuestionOption, language: LessonLanguage): string {
  switch (option.kind) {
    case 'none':
      return language === 'en' ? 'none of them' : 'nenhuma delas';
    case 'status':
      return statusName(option.status) ?? '';
    case 'extent':
      return `${formatAddress(addressOf(option.run.firstPage))} +${option.run.pages} (${option.run.node})`;
    case 'elements':
      return String(option.count);
    case 'rule':
      return option.rule;
    case 'choice':
      return option.text[language];
  }
}

/** A page by its address, a rule with what it rests on. */
function sourceText(mark: string): string {
  const citation = citationOf(mark);
  if (citation?.kind === 'page') return citation.address;
  return citation?.kind === 'rule' ? `${mark} (${citation.rule.evidence}: ${citation.rule.source})` : mark;
}

/** What a class would see, for the terminal; `texts` adds everything that is said. */
export function lessonText(
  lesson: Lesson,
  played: PlayedLesson,
  language: LessonLanguage,
  texts: boolean,
): string {
  const lines = [`${lesson.number}. ${played.title}${played.met ? '' : '  FAILED'}`];
  played.steps.forEach((step, index) => {
    lines.push(`  ${step.met ? 'ok    ' : 'FAILED'} ${step.title}`);
    const source = lesson.steps[index];
    if (texts && source !== undefined) {
      lines.push('', ...indented(source.text[language]));
      if (source.after[language] !== '') lines.push('', ...indented(source.after[language]));
      lines.push(...step.sources.map((found) => `         ${found}`), '');
    }
    if (step.question !== null)
      lines.push(`         ? ${step.question.options.join(' | ')}`, `         = ${step.question.answer}`);
    if (step.problem !== null) lines.push(`         ${step.problem}`);
    for (const { subject, expected, found, met } of step.checks)
      lines.push(
        met ? `         ${subject}: ${found}` : `         ${subject}: expected ${expected}, found ${found}`,
      );
  });
  return lines.join('\n');
}

const indented = (text: string): readonly string[] =>
  text
    .replace(CITATION_MARK, '[$1]')
    .split('\n')
    .map((line) => `         ${line}`);
