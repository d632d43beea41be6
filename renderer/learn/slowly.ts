import { create } from 'zustand';
import { callSteps, describeEvent } from '../../electron/contract/core.ts';
import { useSteps, walk, walkTo } from '../inspector/step-store.ts';
import { lessonInHand } from '../stores/lesson-store.ts';
import { follow, seek } from '../stores/playback.ts';
import { selectEvent, useView } from '../stores/view-store.ts';

/** How long an arrow stays the newest one. */
const ARROW_MS = 800;
/** Calls of one step that a class has the patience for. */
const MOST_CALLS = 8;
/** Frames in which the sequence of a selected call is on screen, or will not be. */
const MOST_FRAMES = 60;

/** Whether a step is being shown again, arrow by arrow. */
export const useSlowly = create<{ readonly running: boolean }>()(() => ({ running: false }));

/** Ends what is being shown; another number is another showing. */
let showing = 0;

/**
 * Shows the calls of the step in hand again: the sequence arrow by arrow, and the map as it was before and after the
 * answer. Where no motion is wanted nothing moves by itself: J and K walk, and the map follows.
 */
export async function showSlowly(): Promise<void> {
  const lesson = lessonInHand();
  const { model } = useView.getState();
  if (lesson === null || model === null) return;
  const { firstSeq, endSeq } = lesson.step;
  if (endSeq <= firstSeq) return;
  const mine = ++showing;
  const still = document.documentElement.dataset['motion'] === 'none';
  useSlowly.setState({ running: true });
  for (const seq of callsToShow(firstSeq, endSeq)) {
    const arrows = callSteps(describeEvent(model.context, seq));
    // The memory has changed when the provider, or NDIS in its place, has answered.
    const answer = arrows.findLastIndex(({ kind, from }) => kind === 'return' && from === 'provider');
    const moment = answer < 0 ? arrows.length : answer + 1;
    seek(seq);
    selectEvent(seq);
    if (!(await sequenceShown(seq, mine))) break;
    const unfollow = useSteps.subscribe(({ seq: walked, taken }) => {
      if (walked === seq) seek(taken !== null && taken < moment ? seq : seq + 1);
    });
    walkTo(1);
    if (still) {
      await until(() => mine !== showing || useSteps.getState().taken === arrows.length);
    } else {
      for (let taken = 1; taken <= arrows.length && mine === showing; taken++) {
        await wait(ARROW_MS, mine);
        if (taken < arrows.length && mine === showing) walk(1);
      }
    }
    unfollow();
    if (mine !== showing) return;
    seek(seq + 1);
  }
  if (mine === showing) stopSlowly();
}

/** Back to the end of the log, with the whole sequence. */
export function stopSlowly(): void {
  showing++;
  if (!useSlowly.getState().running) return;
  useSlowly.setState({ running: false });
  walkTo(null);
  follow();
}

/** The calls that the step points at where there are many, else the first ones. */
function callsToShow(firstSeq: number, endSeq: number): readonly number[] {
  const all = Array.from({ length: Math.min(MOST_CALLS, endSeq - firstSeq) }, (_, index) => firstSeq + index);
  if (endSeq - firstSeq <= MOST_CALLS) return all;
  const pointed = (lessonInHand()?.step.highlights ?? []).flatMap((one) =>
    'seq' in one && one.seq !== null ? [one.seq] : [],
  );
  return pointed.length === 0 ? all : [...new Set(pointed)].slice(0, MOST_CALLS);
}

/** Until the inspector shows the call's sequence; false where it never will, or the showing is over. */
async function sequenceShown(seq: number, mine: number): Promise<boolean> {
  for (let frame = 0; frame < MOST_FRAMES; frame++) {
    await new Promise(requestAnimationFrame);
    if (mine !== showing) return false;
    if (useSteps.getState().seq === seq) return true;
  }
  return true;
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise(requestAnimationFrame);
}

/** A pause that ends early with the showing. */
async function wait(ms: number, mine: number): Promise<void> {
  const end = performance.now() + ms;
  await until(() => mine !== showing || performance.now() >= end);
}
