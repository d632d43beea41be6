import { type EventDescription } from '../lab/describe-event.ts';
import { bytesToPages } from '../memory/units.ts';
import { ruleId } from '../ndis/rules.ts';
import { DOCUMENTED_STATUSES, type StatusCode } from '../ndis/status.ts';
import { type PageRun } from './free-runs.ts';
import { elementsOf, holds } from './judge-expectation.ts';
import { type Choice, type Question } from './lesson.ts';
import { type StepEvents } from './step-events.ts';
import { type Sentence } from '../words/sentence.ts';
import { sayOfStep as say } from './step-sentences.ts';
import { type Words } from './words.ts';

/** What can be answered; `none` where no block comes of the call, or no rule decides it. */
export type QuestionOption =
  | { readonly kind: 'none'; readonly id: 'none' }
  | { readonly kind: 'status'; readonly id: string; readonly status: StatusCode }
  | { readonly kind: 'extent'; readonly id: string; readonly run: PageRun }
  | { readonly kind: 'elements'; readonly id: string; readonly count: number }
  | { readonly kind: 'rule'; readonly id: string; readonly rule: string }
  | { readonly kind: 'choice'; readonly id: string; readonly text: Words };

/** A question with its options as the engine found them. The answer stays behind until the calls have returned. */
export interface AskedQuestion {
  readonly kind: Question['kind'];
  /** The command that it is about, as in `Question`; 0 for a question in words. */
  readonly call: number;
  readonly prompt: Words | null;
  readonly options: readonly QuestionOption[];
}

export interface QuestionWithAnswer {
  readonly asked: AskedQuestion;
  /** Id of the right option. */
  readonly answer: string;
}

/** Extents that a class can choose between at a glance. */
const MOST_EXTENTS = 6;
const MOST_COUNTS = 4;

/**
 * Finds options and answer of a question on a machine where the step has been rehearsed.
 * @param before the free extents when the step began
 * @param rehearsed what the step did there
 * @returns a sentence that says what is wrong where no answer can be found
 */
export function prepareQuestion(
  question: Question,
  before: readonly PageRun[],
  rehearsed: StepEvents,
): QuestionWithAnswer | Sentence {
  if (question.kind === 'choice') return prepareChoice(question.prompt, question.choices, rehearsed);
  const event = rehearsed.event(question.call);
  if (event === null) return say('callWithoutRecord', { call: question.call });
  const { options, answer } = optionsOf(question, event, before);
  const { kind, call, prompt } = question;
  if (!options.some(({ id }) => id === answer)) return say('answerNoOption', { kind });
  return { asked: { kind, call, prompt, options }, answer };
}

interface Options {
  readonly options: readonly QuestionOption[];
  readonly answer: string;
}

const NONE: QuestionOption = { kind: 'none', id: 'none' };

function optionsOf(
  question: Exclude<Question, { readonly kind: 'choice' }>,
  event: EventDescription,
  before: readonly PageRun[],
): Options {
  switch (question.kind) {
    case 'status':
      return {
        options: DOCUMENTED_STATUSES.map((status) => ({ kind: 'status', id: `status-${status}`, status })),
        answer: `status-${event.status}`,
      };
    case 'extent':
      return extentOptions(event, before);
    case 'elements':
      return countOptions(elementsOf(event), bytesToPages(event.lengthBytes));
    case 'rule': {
      const decided = ruleId(event.rule);
      return {
        options: [
          ...question.rules.map((rule): QuestionOption => ({ kind: 'rule', id: `rule-${rule}`, rule })),
          NONE,
        ],
        answer: decided === '' ? 'none' : `rule-${decided}`,
      };
    }
  }
}

/** The extents that could be meant: that of the answer, and the longest of the others, by address. */
function extentOptions(event: EventDescription, before: readonly PageRun[]): Options {
  const [element] = event.makesBlock ? event.elements : [];
  const holdsBlock = ({ firstPage, pages }: PageRun): boolean =>
    element !== undefined && element.firstPage >= firstPage && element.firstPage < firstPage + pages;
  const chosen = before.find(holdsBlock);
  const others = before
    .filter((run) => run !== chosen)
    .sort((one, two) => two.pages - one.pages)
    .slice(0, chosen === undefined ? MOST_EXTENTS : MOST_EXTENTS - 1);
  const shown = (chosen === undefined ? others : [chosen, ...others]).sort(
    (one, two) => one.firstPage - two.firstPage,
  );
  const idOf = (run: PageRun): string => `extent-${run.firstPage}`;
  return {
    options: [...shown.map((run): QuestionOption => ({ kind: 'extent', id: idOf(run), run })), NONE],
    answer: chosen === undefined ? 'none' : idOf(chosen),
  };
}

/** The right number among those that a wrong idea leads to: one run, one element a page, one off. */
function countOptions(count: number, pages: number): Options {
  const likely = [count, 1, pages, count + 1, count - 1, 2 * count].filter((value) => value >= 1);
  const counts = [...new Set(likely)].slice(0, MOST_COUNTS).sort((one, two) => one - two);
  return {
    options: [
      ...counts.map((value): QuestionOption => ({ kind: 'elements', id: `elements-${value}`, count: value })),
      NONE,
    ],
    answer: count === 0 ? 'none' : `elements-${count}`,
  };
}

function prepareChoice(
  prompt: Words,
  choices: readonly Choice[],
  rehearsed: StepEvents,
): QuestionWithAnswer | Sentence {
  const right = choices.flatMap(({ when, right: said }, index) =>
    (when === null ? said : holds(when, rehearsed)) ? [`choice-${index + 1}`] : [],
  );
  const [answer] = right;
  if (answer === undefined || right.length > 1) return say('oneAnswer', { found: right.length });
  const options = choices.map(({ text }, index): QuestionOption => ({
    kind: 'choice',
    id: `choice-${index + 1}`,
    text,
  }));
  return { asked: { kind: 'choice', call: 0, prompt, options }, answer };
}
