import { type Sentence } from '../words/sentence.ts';
import { sayOfBody as say } from './body-sentences.ts';
import { LESSON_LANGUAGES, type Words } from './words.ts';

/** A mistake in a lesson file; line and column count from 1. */
export interface LessonMistake {
  readonly line: number;
  readonly column: number;
  readonly message: Sentence;
}

export const STEP_PARTS = ['text', 'after', 'notes'] as const;
export type StepPart = (typeof STEP_PARTS)[number];

/** The Markdown of one step, with the line of the file on which each part begins. */
export interface StepBody {
  readonly id: string;
  readonly line: number;
  readonly parts: Readonly<Record<StepPart, Words>>;
  /** By part and language, such as `after pt`. */
  readonly lines: ReadonlyMap<string, number>;
}

interface OpenStep {
  id: string;
  line: number;
  parts: Record<StepPart, Record<keyof Words, string>>;
  lines: Map<string, number>;
}

const emptyWords = (): Record<keyof Words, string> => ({ en: '', pt: '' });

/**
 * Cuts the Markdown behind the front matter into steps: `# id` begins a step, `## en`, `## pt`, `## after en`,
 * `## notes pt` and so on begin its parts. Headings inside a part have three signs or more.
 * @param firstLine line of the file on which the text begins, from 1
 */
export function splitLessonBody(
  text: string,
  firstLine: number,
): { readonly steps: readonly StepBody[]; readonly problems: readonly LessonMistake[] } {
  const steps: OpenStep[] = [];
  const problems: LessonMistake[] = [];
  let part: { name: StepPart; language: keyof Words } | null = null;
  let inCode = false;
  text.split(/\r?\n/).forEach((content, index) => {
    const line = firstLine + index;
    const complain = (message: Sentence): void => void problems.push({ line, column: 1, message });
    const step = steps[steps.length - 1];
    if (/^(```|~~~)/.test(content)) inCode = !inCode;
    const heading = inCode ? null : /^(#{1,2})[ \t]+(.*?)[ \t]*$/.exec(content);
    if (heading === null) {
      if (part !== null && step !== undefined) step.parts[part.name][part.language] += `${content}\n`;
      else if (content.trim() !== '') complain(say('noHeading'));
      return;
    }
    const title = heading[2] ?? '';
    part = null;
    if (heading[1] === '#') {
      steps.push({
        id: title,
        line,
        parts: { text: emptyWords(), after: emptyWords(), notes: emptyWords() },
        lines: new Map(),
      });
      return;
    }
    if (step === undefined) {
      complain(say('noStep'));
      return;
    }
    part = partOf(title);
    if (part === null) {
      complain(say('otherPart', { found: title }));
      return;
    }
    const name = `${part.name} ${part.language}`;
    if (step.lines.has(name)) complain(say('partAgain', { found: title }));
    step.lines.set(name, line);
  });
  return { steps: steps.map(trimmed), problems };
}

function partOf(title: string): { name: StepPart; language: keyof Words } | null {
  const words = title.split(/\s+/);
  const language = LESSON_LANGUAGES.find((known) => known === words[words.length - 1]);
  const name = words.length === 1 ? 'text' : STEP_PARTS.find((known) => known === words[0]);
  return language === undefined || name === undefined || words.length > 2 ? null : { name, language };
}

const trimmedWords = ({ en, pt }: Words): Words => ({ en: en.trim(), pt: pt.trim() });

const trimmed = ({ id, line, parts, lines }: OpenStep): StepBody => ({
  id,
  line,
  parts: {
    text: trimmedWords(parts.text),
    after: trimmedWords(parts.after),
    notes: trimmedWords(parts.notes),
  },
  lines,
});
