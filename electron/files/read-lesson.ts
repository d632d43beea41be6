import { readFile, stat } from 'node:fs/promises';
import { type Document, LineCounter, parseDocument } from 'yaml';
import { citationOf, KNOWN_MARKS, marksIn, unfoundedParagraph } from '../../core/lessons/citations.ts';
import { type Lesson, type LessonStep } from '../../core/lessons/lesson.ts';
import {
  type LessonMistake,
  splitLessonBody,
  type StepBody,
  type StepPart,
  STEP_PARTS,
} from '../../core/lessons/lesson-body.ts';
import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { LESSON_LANGUAGES } from '../../core/lessons/words.ts';
import { nearest } from '../../core/query/values.ts';
import { type Sentence } from '../../core/words/sentence.ts';
import { parseSaid } from '../contract/said-issue.ts';
import { checkLesson } from './check-lesson.ts';
import { saidOf } from './lesson-fields.ts';
import { type LessonMatter, lessonMatter, type StepMatter } from './lesson-schema.ts';
import { sayOfLesson as say } from './lesson-sentences.ts';
import { sentenceOfYaml } from './parser-words.ts';
import { sayOfReading } from './reading-sentences.ts';
import { sentenceOfError } from './system-errors.ts';

/** A lesson is written by hand; what is larger is something else. */
const LARGEST_LESSON_BYTES = 2 ** 20;
/** Problems that are reported of one file. */
const MOST_PROBLEMS = 20;

export type ReadLesson =
  | { readonly ok: true; readonly lesson: Lesson }
  /** `messages` has a sentence for each problem, with file, line and column. */
  | {
      readonly ok: false;
      readonly messages: readonly Sentence[];
      readonly problems: readonly LessonMistake[];
    };

/** Reads and checks a lesson file (core/lessons/README.md). Never throws for what is in the file. */
export async function readLessonFile(path: string): Promise<ReadLesson> {
  try {
    const { size } = await stat(path);
    if (size > LARGEST_LESSON_BYTES)
      return failed(path, [at(1, say('tooLarge', { most: LARGEST_LESSON_BYTES / 1024 }))]);
    return parseLesson(path, await readFile(path, 'utf8'));
  } catch (error) {
    return failed(path, [at(1, sayOfReading('unreadable', { why: sentenceOfError(error) }))]);
  }
}

/** Reads a lesson's text. @param file what errors call it */
export function parseLesson(file: string, text: string): ReadLesson {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (lines[0]?.trimEnd() !== '---') return failed(file, [at(1, say('noMatter'))]);
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---');
  if (end < 0) return failed(file, [at(lines.length, say('matterEnd'))]);
  const matter = parseMatter(lines.slice(1, end).join('\n'));
  if (!matter.ok) return failed(file, matter.problems);
  const body = splitLessonBody(lines.slice(end + 1).join('\n'), end + 2);
  const problems: LessonMistake[] = [...body.problems];
  const steps = matter.value.steps.map((step, index) => {
    const found = body.steps.filter(({ id }) => id === step.id);
    const [part] = found;
    if (part === undefined)
      problems.push(matter.at(['steps', index, 'id'], say('stepInText', { step: step.id })));
    else problems.push(...checkBody(part));
    if (found[1] !== undefined) problems.push(at(found[1].line, say('stepOnce', { step: step.id })));
    return wholeStep(matter.value, step, part);
  });
  for (const { id, line } of body.steps) {
    if (matter.value.steps.every((step) => step.id !== id))
      problems.push(at(line, say('noSuchStep', { found: id })));
  }
  const lesson = wholeLesson(matter.value, steps);
  problems.push(...checkLesson(lesson).map(({ path, message }) => matter.at(path, message)));
  return problems.length === 0 ? { ok: true, lesson } : failed(file, problems);
}

const at = (line: number, message: Sentence, column = 1): LessonMistake => ({ line, column, message });

function failed(file: string, found: readonly LessonMistake[]): ReadLesson {
  const problems = [...found].sort((one, two) => one.line - two.line).slice(0, MOST_PROBLEMS);
  const messages = problems.map(({ line, column, message }) =>
    say('inPlace', { file, line, column, what: message }),
  );
  return { ok: false, messages, problems };
}

type Matter =
  | {
      readonly ok: true;
      readonly value: LessonMatter;
      /** A problem at a place of the front matter. */
      readonly at: (path: readonly (string | number)[], message: Sentence) => LessonMistake;
    }
  | { readonly ok: false; readonly problems: readonly LessonMistake[] };

/** The front matter begins on the file's second line. */
const FIRST_MATTER_LINE = 2;

function parseMatter(text: string): Matter {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = counter.linePos(error.pos[0]);
    return {
      ok: false,
      problems: [at(line + FIRST_MATTER_LINE - 1, say('yaml', { what: sentenceOfYaml(error) }), col)],
    };
  }
  const place = (path: readonly PropertyKey[], what: Sentence): LessonMistake => {
    const offset = offsetOf(document, path);
    const { line, col } = counter.linePos(offset);
    const member = path.map(String).join('.');
    const message = member === '' ? what : say('ofMember', { member, what });
    return at(line + FIRST_MATTER_LINE - 1, message, Math.max(1, col));
  };
  const parsed = parseSaid(lessonMatter, plainValue(document));
  if (!parsed.ok)
    return { ok: false, problems: parsed.issues.map((wrong) => place(wrong.issue.path, saidOf(wrong))) };
  return { ok: true, value: parsed.value, at: place };
}

/** The front matter as plain data; aliases that multiply without end are no front matter. */
function plainValue(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 200 });
  } catch {
    return null;
  }
}

/** Where the deepest part of a path that exists begins. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const node: unknown = document.getIn(path.slice(0, depth), true);
    if (hasRange(node)) return node.range[0];
  }
  return 0;
}

const hasRange = (node: unknown): node is { readonly range: readonly [number, number, number] } =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);

/** What a step's Markdown lacks: a language, a source, or the same sources in both languages. */
function checkBody(body: StepBody): readonly LessonMistake[] {
  const problems: LessonMistake[] = [];
  const complain = (what: Sentence): void => {
    problems.push(at(body.line, say('ofStep', { step: body.id, what })));
  };
  for (const language of LESSON_LANGUAGES) {
    if (body.parts.text[language] === '') complain(say('textUnder', { language }));
  }
  for (const part of STEP_PARTS) {
    const [first, second] = LESSON_LANGUAGES.map((language) => body.parts[part][language]);
    if ((first === '') !== (second === '')) complain(say('bothLanguages', { part }));
    if (part !== 'notes') problems.push(...checkSources(body, part));
  }
  return problems;
}

function checkSources(body: StepBody, part: Exclude<StepPart, 'notes'>): readonly LessonMistake[] {
  const problems: LessonMistake[] = [];
  const complain = (line: number, what: Sentence): void => {
    problems.push(at(line, say('ofStep', { step: body.id, what })));
  };
  for (const language of LESSON_LANGUAGES) {
    const line = body.lines.get(`${part} ${language}`) ?? body.line;
    const text = body.parts[part][language];
    for (const mark of marksIn(text)) {
      if (citationOf(mark) !== null) continue;
      const likely = nearest(mark.toLowerCase(), KNOWN_MARKS).join(', ');
      complain(line, say('unknownSource', { mark, likely }));
    }
    const unfounded = unfoundedParagraph(text);
    if (unfounded !== null) {
      const beginning = unfounded.replace(/\s+/g, ' ').slice(0, 50);
      complain(line, say('unfounded', { beginning }));
    }
  }
  const { en, pt } = body.parts[part];
  const [inEnglish, inPortuguese] = [sortedMarks(en), sortedMarks(pt)];
  if (inEnglish !== inPortuguese) {
    const found = { en: namedMarks(inEnglish), pt: namedMarks(inPortuguese) };
    complain(body.lines.get(`${part} pt`) ?? body.line, say('otherSources', found));
  }
  return problems;
}

const sortedMarks = (text: string): string => [...marksIn(text)].sort().join(', ');
const namedMarks = (names: string): Sentence => (names === '' ? say('noSources') : say('sources', { names }));

function wholeLesson(matter: LessonMatter, steps: readonly LessonStep[]): Lesson {
  const { id, number, minutes, title, summary, scripts, practice } = matter;
  const machine = { ...DEFAULT_LAB_CONFIG, ...matter.machine };
  return { id, number, minutes, title, summary, machine, steps, practice, scripts };
}

const NO_WORDS = { en: '', pt: '' };

function wholeStep(matter: LessonMatter, step: StepMatter, body: StepBody | undefined): LessonStep {
  const { text = NO_WORDS, after = NO_WORDS, notes = NO_WORDS } = body?.parts ?? {};
  return {
    id: step.id,
    title: step.title,
    text,
    after,
    notes,
    machine:
      step.machine === undefined ? null : { ...DEFAULT_LAB_CONFIG, ...matter.machine, ...step.machine },
    by: step.by,
    commands: step.commands,
    highlights: step.highlight,
    question: step.question ?? null,
    expect: step.expect,
    citations: marksIn(`${text.en}\n${after.en}`),
  };
}
