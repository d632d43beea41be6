import { create } from 'zustand';
import {
  type LessonAction,
  type LessonReport,
  type LessonState,
  type ResolvedHighlight,
} from '../../electron/contract/lessons.ts';
import { type Result } from '../../electron/contract/result.ts';
import { addNotice } from './engine-store.ts';
import { goTo, useRoute } from './route-store.ts';
import { useView } from './view-store.ts';

/** Pages by their absolute index. */
interface Pages {
  readonly firstPage: number;
  readonly pages: number;
}

interface LessonStore {
  readonly report: LessonReport | null;
  /** Extents that somebody looks at among the answers; the map shows them. */
  readonly pointed: readonly Pages[];
}

/** The lesson that is being taken, as the main process reports it. */
export const useLesson = create<LessonStore>()(() => ({ report: null, pointed: [] }));

const NOTHING: readonly ResolvedHighlight[] = [];

/** What the step in hand points at; nothing outside of Learn, or while its machine is not on screen yet. */
export function useHighlights(): readonly ResolvedHighlight[] {
  const learning = useRoute(({ route }) => route === 'learn');
  const epoch = useView(({ model }) => model?.info.epoch);
  const lesson = useLesson(({ report }) => report?.lesson ?? null);
  return learning && lesson?.epoch === epoch ? (lesson?.step.highlights ?? NOTHING) : NOTHING;
}

/** The lesson in hand, outside of React. */
export const lessonInHand = (): LessonState | null => useLesson.getState().report?.lesson ?? null;

export const point = (pointed: readonly Pages[]): void => useLesson.setState({ pointed });

let asked = 0;
/** What was asked for last; the next key counts for the step that it leads to. */
let underWay: Promise<void> = Promise.resolve();

/** Asks how the lesson stands; a later answer is never replaced by an earlier one. */
export async function refreshLesson(): Promise<void> {
  const request = ++asked;
  const answer = await window.lab.lesson();
  if (answer.ok && request === asked) take(answer.value);
}

export function driveLesson(action: LessonAction): Promise<void> {
  underWay = window.lab.driveLesson(action).then(takeResult);
  return underWay;
}

/** Chooses an answer by its place among the answers, from 1, once everything before has been done. */
export async function answerNth(place: number): Promise<void> {
  await underWay;
  const question = lessonInHand()?.step.question ?? null;
  const option = question?.answer === null ? question.options[place - 1] : undefined;
  if (option !== undefined) await driveLesson({ kind: 'answer', option: option.id });
}

export async function openLesson(id: string): Promise<void> {
  takeResult(await window.lab.openLesson({ id }));
}

export async function openLessonFile(): Promise<void> {
  const answer = await window.lab.openLessonFile();
  if (!answer.ok) addNotice('error', answer.error.message);
}

function takeResult(result: Result<LessonReport>): void {
  asked++;
  if (result.ok) take(result.value);
  else addNotice('error', result.error.message);
}

function take(report: LessonReport): void {
  const openings = useLesson.getState().report?.openings ?? 0;
  useLesson.setState({ report, pointed: [] });
  if (report.openings > openings) goTo('learn');
}
