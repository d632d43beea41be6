import { create } from 'zustand';

interface StepState {
  /** The event that is walked through; another selection ends the walk. */
  readonly seq: number | null;
  /** Steps that have been taken, from 1; null shows the whole sequence at once. */
  readonly taken: number | null;
  /** Steps of the sequence on screen. */
  readonly count: number;
}

/** How far a person has walked through the selected call's sequence. */
export const useSteps = create<StepState>(() => ({ seq: null, taken: null, count: 0 }));

/** Another call is on screen: its whole sequence is shown until somebody steps. */
export function showSequence(seq: number, count: number): void {
  const state = useSteps.getState();
  if (state.seq !== seq || state.count !== count) useSteps.setState({ seq, count, taken: null });
}

/** One step on or back. The first step on shows the first arrow alone, the first one back the last. */
export function walk(direction: 1 | -1): void {
  const { taken, count } = useSteps.getState();
  if (count === 0) return;
  const next = taken === null ? (direction > 0 ? 1 : count - 1) : taken + direction;
  useSteps.setState({ taken: Math.min(count, Math.max(1, next)) });
}

export const walkTo = (taken: number | null): void => useSteps.setState({ taken });
