import { create } from 'zustand';
import { goTo } from './route-store.ts';
import { useView } from './view-store.ts';

/** The two moments that are compared, each as a number of events before it; null until one is chosen. */
interface ComparedMoments {
  readonly a: number | null;
  readonly b: number | null;
}
export type Side = keyof ComparedMoments;

export const useCompare = create<ComparedMoments>()(() => ({ a: null, b: null }));

// Another session has other moments.
useView.subscribe(
  (state) => state.model?.info.epoch,
  () => useCompare.setState({ a: null, b: null }),
);

export const setMoment = (side: Side, position: number): void => useCompare.setState({ [side]: position });

/** Takes the moment that the cursor is at. */
export const takeCursor = (side: Side): void => setMoment(side, useView.getState().position);

/** Compares the ends of a range. */
export function compareRange(a: number, b: number): void {
  useCompare.setState({ a, b });
  goTo('compare');
}

/** The moments that the comparison shows, within the session. */
export const comparedMoments = (
  { a, b } = useCompare.getState(),
  length = useView.getState().length,
): Readonly<Record<Side, number>> => ({ a: Math.min(a ?? 0, length), b: Math.min(b ?? length, length) });

export const swapMoments = (): void => useCompare.setState(({ a, b }) => ({ a: b, b: a }));

/** What is compared before anybody has chosen: the middle of what has happened, and the cursor. */
export function chooseMissing(): void {
  const { position } = useView.getState();
  useCompare.setState(({ a, b }) => ({ a: a ?? Math.floor(position / 2), b: b ?? position }));
}
