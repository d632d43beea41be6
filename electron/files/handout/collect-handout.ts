import { generateExercise } from '../../../core/lessons/exercises/generate-exercise.ts';
import { commandText } from '../../../core/lessons/command-text.ts';
import { type ResolvedHighlight } from '../../../core/lessons/highlights.ts';
import { type Lesson, type LessonStep } from '../../../core/lessons/lesson.ts';
import { type RegisterLessonScript } from '../../../core/lessons/lesson-command.ts';
import { LessonPlayer, type StepReport } from '../../../core/lessons/lesson-player.ts';
import { type AskedQuestion, type QuestionOption } from '../../../core/lessons/questions.ts';
import { descriptionContext } from '../../../core/lessons/step-events.ts';
import { type LessonLanguage, type Words } from '../../../core/lessons/words.ts';
import { describeEvent, type EventDescription } from '../../../core/lab/describe-event.ts';
import { type Lab } from '../../../core/lab/lab.ts';
import { type LabConfig } from '../../../core/lab/lab-config.ts';
import { addressOf, formatAddress, PAGE_SIZE } from '../../../core/memory/units.ts';
import { statusName } from '../../../core/ndis/status.ts';
import { type Picture } from '../../../core/pictures/picture.ts';
import { HANDOUT_WORDS, type HandoutWords } from './handout-words.ts';
import { memoryPicture } from './memory-picture.ts';
import { sequencePicture } from './sequence-picture.ts';

/** Calls of a step that are listed; a step that makes hundreds is no reading. */
const MOST_EVENTS = 12;
/** The exercises of every handout are the same ones. */
const PRACTICE_SEED = 1;

/** A call as the handout lists it; `seq` counts from 0 as in the log. */
export interface HandoutEvent {
  readonly event: EventDescription;
  /** Id of the provider that was asked; empty for none. */
  readonly provider: string;
}

export interface HandoutStep {
  readonly step: LessonStep;
  /** The machine that the step is on. */
  readonly machine: LabConfig;
  readonly commands: readonly string[];
  readonly question: {
    readonly prompt: string;
    readonly options: readonly string[];
    readonly answer: string;
  } | null;
  readonly events: readonly HandoutEvent[];
  /** Events beyond those. */
  readonly moreEvents: number;
  /** The call that the step is about; null where it makes none. */
  readonly main: { readonly event: EventDescription; readonly sequence: Picture | null } | null;
  readonly memory: Picture;
  readonly report: StepReport;
}

/** A lesson played to its end, with everything that its handout shows. */
export interface Handout {
  readonly lesson: Lesson;
  readonly language: LessonLanguage;
  readonly words: HandoutWords;
  readonly steps: readonly HandoutStep[];
  readonly exercises: readonly Words[];
  /** Every expectation of the lesson held. */
  readonly met: boolean;
}

/** Plays the lesson by its own commands. */
export async function collectHandout(
  lesson: Lesson,
  language: LessonLanguage,
  registerScript: RegisterLessonScript,
): Promise<Handout> {
  const words = HANDOUT_WORDS[language];
  const player = await LessonPlayer.begin(lesson, registerScript);
  const steps: HandoutStep[] = [];
  do {
    const { question, step } = player;
    const report = await player.play();
    steps.push(stepOf(step, question, report, player.lab, language));
  } while (await player.next());
  const exercises = lesson.practice.flatMap((spec) => generateExercise(spec, PRACTICE_SEED)?.text ?? []);
  return { lesson, language, words, steps, exercises, met: steps.every(({ report }) => report.met) };
}

function stepOf(
  step: LessonStep,
  question: AskedQuestion | null,
  report: StepReport,
  lab: Lab,
  language: LessonLanguage,
): HandoutStep {
  const words = HANDOUT_WORDS[language];
  const context = descriptionContext(lab);
  const providers = new Map(lab.ndis.providers.map(({ code, id }) => [code, id]));
  const listed = Math.min(report.endSeq, report.firstSeq + MOST_EVENTS);
  const events: HandoutEvent[] = [];
  for (let seq = report.firstSeq; seq < listed; seq++) {
    const event = describeEvent(context, seq);
    events.push({ event, provider: providers.get(event.provider) ?? '' });
  }
  const mainSeq = mainCall(report, (seq) => describeEvent(context, seq));
  const main = mainSeq < 0 ? null : describeEvent(context, mainSeq);
  return {
    step,
    machine: lab.config,
    commands: step.commands.map(commandText),
    question: questionOf(question, report, words, language),
    events,
    moreEvents: report.endSeq - listed,
    main:
      main === null
        ? null
        : { event: main, sequence: sequencePicture(main, words, words.sequence(main.seq + 1)) },
    memory: memoryPicture(lab, report.firstSeq, words),
    report,
  };
}

/** What is pointed at says what the step is about: an arrow, a member, a row; else the last call for memory. */
function mainCall(
  { highlights, firstSeq, endSeq }: StepReport,
  describe: (seq: number) => EventDescription,
): number {
  for (const kind of ['arrow', 'field', 'row'] as const) {
    const pointed = highlights.findLast(
      (highlight): highlight is Extract<ResolvedHighlight, { kind: typeof kind }> => highlight.kind === kind,
    );
    if (pointed?.seq !== undefined && pointed.seq !== null) return pointed.seq;
  }
  for (let seq = endSeq - 1; seq >= firstSeq; seq--) {
    const { op } = describe(seq);
    if (op === 'allocate' || op === 'free') return seq;
  }
  return endSeq > firstSeq ? endSeq - 1 : -1;
}

function questionOf(
  question: AskedQuestion | null,
  report: StepReport,
  words: HandoutWords,
  language: LessonLanguage,
): HandoutStep['question'] {
  if (question === null) return null;
  const { kind, prompt, options } = question;
  const usual = kind === 'choice' ? '' : words.prompts[kind];
  const right = options.find(({ id }) => id === report.prediction?.answer);
  return {
    prompt: prompt?.[language] ?? usual,
    options: options.map((option) => optionText(option, words, language)),
    answer: right === undefined ? '' : optionText(right, words, language),
  };
}

function optionText(option: QuestionOption, words: HandoutWords, language: LessonLanguage): string {
  switch (option.kind) {
    case 'none':
      return words.none;
    case 'status':
      return statusName(option.status) ?? '';
    case 'extent': {
      const { node, firstPage, pages } = option.run;
      return `${words.node(node)}: ${formatAddress(addressOf(firstPage))}, ${sizeText(pages * PAGE_SIZE, language)}`;
    }
    case 'elements':
      return String(option.count);
    case 'rule':
      return option.rule;
    case 'choice':
      return option.text[language];
  }
}

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB'];

/** Bytes in the largest unit in which they are a short number. */
export function sizeText(bytes: number, language: LessonLanguage): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit + 1 < UNITS.length && Number.isInteger((value / 1024) * 4)) {
    value /= 1024;
    unit++;
  }
  return `${new Intl.NumberFormat(language === 'pt' ? 'pt-BR' : 'en').format(value)} ${UNITS[unit]}`;
}
