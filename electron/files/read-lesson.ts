import { readFile, stat } from 'node:fs/promises';
import { type Document, LineCounter, parseDocument } from 'yaml';
import { citationOf, KNOWN_MARKS, marksIn, unfoundedParagraph } from '../../core/lessons/citations.ts';
import { type Lesson, type LessonStep } from '../../core/lessons/lesson.ts';
import {
  type LessonProblem,
  splitLessonBody,
  type StepBody,
  type StepPart,
  STEP_PARTS,
} from '../../core/lessons/lesson-body.ts';
import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { LESSON_LANGUAGES } from '../../core/lessons/words.ts';
import { nearest } from '../../core/query/values.ts';
import { checkLesson } from './check-lesson.ts';
import { issueText } from './lesson-fields.ts';
import { type LessonMatter, lessonMatter, type StepMatter } from './lesson-schema.ts';

/** A lesson is written by hand; what is larger is something else. */
const LARGEST_LESSON_BYTES = 2 ** 20;
/** Problems that are reported of one file. */
const MOST_PROBLEMS = 20;

export type ReadLesson =
  | { readonly ok: true; readonly lesson: Lesson }
  /** `message` has one line a problem, each with file, line and column. */
  | { readonly ok: false; readonly message: string; readonly problems: readonly LessonProblem[] };

/** Reads and checks a lesson file (core/lessons/README.md). Never throws for what is in the file. */
export async function readLessonFile(path: string): Promise<ReadLesson> {
  try {
    const { size } = await stat(path);
    if (size > LARGEST_LESSON_BYTES)
      return failed(path, [at(1, `expected a lesson of at most ${LARGEST_LESSON_BYTES / 1024} KiB`)]);
    return parseLesson(path, await readFile(path, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failed(path, [at(1, `expected a file that can be read (${reason})`)]);
  }
}

/** Reads a lesson's text. @param file what errors call it */
export function parseLesson(file: string, text: string): ReadLesson {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (lines[0]?.trimEnd() !== '---') return failed(file, [at(1, 'expected --- and the front matter')]);
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---');
  if (end < 0) return failed(file, [at(lines.length, 'expected --- at the end of the front matter')]);
  const matter = parseMatter(lines.slice(1, end).join('\n'));
  if (!matter.ok) return failed(file, matter.problems);
  const body = splitLessonBody(lines.slice(end + 1).join('\n'), end + 2);
  const problems: LessonProblem[] = [...body.problems];
  const steps = matter.value.steps.map((step, index) => {
    const found = body.steps.filter(({ id }) => id === step.id);
    const [part] = found;
    if (part === undefined)
      problems.push(matter.at(['steps', index, 'id'], `expected "# ${step.id}" in the text below`));
    else problems.push(...checkBody(part));
    if (found[1] !== undefined)
      problems.push(at(found[1].line, `expected "# ${step.id}" once, found it again`));
    return wholeStep(matter.value, step, part);
  });
  for (const { id, line } of body.steps) {
    if (matter.value.steps.every((step) => step.id !== id))
      problems.push(at(line, `expected the id of a step of the front matter, found "${id}"`));
  }
  const lesson = wholeLesson(matter.value, steps);
  problems.push(...checkLesson(lesson).map(({ path, message }) => matter.at(path, message)));
  return problems.length === 0 ? { ok: true, lesson } : failed(file, problems);
}

const at = (line: number, message: string, column = 1): LessonProblem => ({ line, column, message });

function failed(file: string, found: readonly LessonProblem[]): ReadLesson {
  const problems = [...found].sort((one, two) => one.line - two.line).slice(0, MOST_PROBLEMS);
  const message = problems
    .map(({ line, column, message: text }) => `${file}:${line}:${column}: ${text}`)
    .join('\n');
  return { ok: false, message, problems };
}

type Matter =
  | {
      readonly ok: true;
      readonly value: LessonMatter;
      /** A problem at a place of the front matter. */
      readonly at: (path: readonly (string | number)[], message: string) => LessonProblem;
    }
  | { readonly ok: false; readonly problems: readonly LessonProblem[] };

/** The front matter begins on the file's second line. */
const FIRST_MATTER_LINE = 2;

function parseMatter(text: string): Matter {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = counter.linePos(error.pos[0]);
    return { ok: false, problems: [at(line + FIRST_MATTER_LINE - 1, `YAML: ${error.message}`, col)] };
  }
  const place = (path: readonly PropertyKey[], message: string): LessonProblem => {
    const offset = offsetOf(document, path);
    const { line, col } = counter.linePos(offset);
    const name = path.map(String).join('.');
    return at(line + FIRST_MATTER_LINE - 1, name === '' ? message : `${name}: ${message}`, Math.max(1, col));
  };
  const parsed = lessonMatter.safeParse(plainValue(document));
  if (!parsed.success)
    return { ok: false, problems: parsed.error.issues.map((issue) => place(issue.path, issueText(issue))) };
  return { ok: true, value: parsed.data, at: place };
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
function checkBody(body: StepBody): readonly LessonProblem[] {
  const problems: LessonProblem[] = [];
  for (const language of LESSON_LANGUAGES) {
    if (body.parts.text[language] === '')
      problems.push(at(body.line, `step ${body.id}: expected a text under "## ${language}"`));
  }
  for (const part of STEP_PARTS) {
    const [first, second] = LESSON_LANGUAGES.map((language) => body.parts[part][language]);
    if ((first === '') !== (second === ''))
      problems.push(at(body.line, `step ${body.id}: expected "${part}" in both languages`));
    if (part !== 'notes') problems.push(...checkSources(body, part));
  }
  return problems;
}

function checkSources(body: StepBody, part: Exclude<StepPart, 'notes'>): readonly LessonProblem[] {
  const problems: LessonProblem[] = [];
  for (const language of LESSON_LANGUAGES) {
    const line = body.lines.get(`${part} ${language}`) ?? body.line;
    const text = body.parts[part][language];
    for (const mark of marksIn(text)) {
      if (citationOf(mark) !== null) continue;
      const names = nearest(mark.toLowerCase(), KNOWN_MARKS).join(', ');
      problems.push(at(line, `step ${body.id}: unknown source [^${mark}], perhaps ${names}`));
    }
    const unfounded = unfoundedParagraph(text);
    if (unfounded !== null) {
      const beginning = unfounded.replace(/\s+/g, ' ').slice(0, 50);
      const message = `expected a source such as [^A17] or [^model] in the paragraph "${beginning}…"`;
      problems.push(at(line, `step ${body.id}: ${message}`));
    }
  }
  const [first, second] = LESSON_LANGUAGES.map((language) => sortedMarks(body.parts[part][language]));
  if (first !== second) {
    const message = `expected the same sources in both languages, found ${first} and ${second}`;
    problems.push(at(body.lines.get(`${part} pt`) ?? body.line, `step ${body.id}: ${message}`));
  }
  return problems;
}

const sortedMarks = (text: string): string => [...marksIn(text)].sort().join(', ') || 'none';

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
