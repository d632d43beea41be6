import { create } from 'zustand';
import { useView } from './view-store.ts';

/** The part of the session that playback repeats, as numbers of events before the cursor; null where not set. */
export interface Loop {
  readonly from: number | null;
  readonly to: number | null;
}

export const useLoop = create<Loop>()(() => ({ from: null, to: null }));

let shownEpoch = -1;
useView.subscribe(
  (state) => state.model?.info.epoch ?? -1,
  (epoch) => {
    if (epoch === shownEpoch) return;
    shownEpoch = epoch;
    clearLoop();
  },
);

export const clearLoop = (): void => useLoop.setState({ from: null, to: null });

/** Both ends at once, in either order; less than one event is no loop. */
export function setLoop(one: number, other: number): void {
  const from = Math.min(one, other);
  const to = Math.max(one, other);
  useLoop.setState(to > from ? { from, to } : { from: null, to: null });
}

/** Begins or ends the loop at the cursor; an end before the beginning takes the other end away. */
export function markLoop(end: 'from' | 'to'): void {
  const { position } = useView.getState();
  const { from, to } = useLoop.getState();
  if (end === 'from') useLoop.setState({ from: position, to: to !== null && to > position ? to : null });
  else useLoop.setState({ to: position, from: from !== null && from < position ? from : null });
}

/** The range that playback repeats, or null. */
export function loopRange(): { readonly from: number; readonly to: number } | null {
  const { from, to } = useLoop.getState();
  return from === null || to === null ? null : { from, to };
}
