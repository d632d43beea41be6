import { type LessonState } from '../../electron/contract/lessons.ts';
import { chooseLeftTab } from '../machine/left-tab-store.ts';
import { lessonInHand, useLesson } from '../stores/lesson-store.ts';
import { follow } from '../stores/playback.ts';
import { selectEvent, useView } from '../stores/view-store.ts';
import { stopSlowly } from './slowly.ts';
import { frontFor } from './stage-tabs.ts';

/** Keeps the views where the lesson is: what the step has done is selected, and where the learner acts is in front. */
export function followLesson(): () => void {
  let shown = '';
  const show = (): void => {
    const lesson = lessonInHand();
    const key = lesson === null ? '' : placeOf(lesson);
    if (key === shown) return;
    shown = key;
    stopSlowly();
    if (lesson === null) return;
    openTab(lesson);
    frontFor(lesson);
    void showStep(lesson);
  };
  show();
  return useLesson.subscribe(show);
}

/** Changes when the step is another one, or its calls have returned. */
const placeOf = ({ id, epoch, position, step, exercise }: LessonState): string =>
  [id, epoch, position, step.outcome, step.endSeq, exercise?.seed ?? ''].join(' ');

function openTab({ step, exercise }: LessonState): void {
  const { highlights, by, outcome } = step;
  const panel = highlights.find(
    (one) => one.kind === 'panel' && (one.panel === 'machine' || one.panel === 'allocate'),
  );
  if (panel?.kind === 'panel') chooseLeftTab(panel.panel === 'machine' ? 'machine' : 'allocate');
  else if (exercise !== null || (by === 'learner' && outcome === 'open')) chooseLeftTab('allocate');
}

async function showStep(lesson: LessonState): Promise<void> {
  const { epoch, step } = lesson;
  const isShown = (): boolean => {
    const { model } = useView.getState();
    return model?.info.epoch === epoch && model.recorded.log.length >= step.endSeq;
  };
  while (!isShown()) {
    await new Promise(requestAnimationFrame);
    if (lessonInHand()?.epoch !== epoch) return;
  }
  if (lesson.exercise !== null) return;
  follow();
  // A learner's own call is selected already, where it was made.
  if (step.by === 'learner' && step.outcome !== 'open' && useView.getState().selectedSeq !== null) return;
  selectEvent(eventOf(lesson));
  // A selection would be drawn over what is marked.
  if (step.highlights.some(({ kind }) => kind === 'pages')) useView.setState({ selectedBlock: null });
}

/** The event that the step speaks of: the first that it points at, else its last one. */
function eventOf({ step }: LessonState): number | null {
  for (const highlight of step.highlights) {
    if ('seq' in highlight && highlight.seq !== null) return highlight.seq;
  }
  return step.endSeq > step.firstSeq ? step.endSeq - 1 : null;
}
