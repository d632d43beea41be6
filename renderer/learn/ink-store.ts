import { create } from 'zustand';

/** A line that was drawn without lifting the pointer: x and y in CSS pixels of the window, in turn. */
export type Stroke = readonly number[];

interface InkState {
  /** The pointer draws instead of pressing. */
  readonly drawing: boolean;
  readonly strokes: readonly Stroke[];
}

/** What was drawn over the window by hand. */
export const useInk = create<InkState>()(() => ({ drawing: false, strokes: [] }));

export const toggleInk = (): void => useInk.setState(({ drawing }) => ({ drawing: !drawing }));

export const addStroke = (stroke: Stroke): void =>
  useInk.setState(({ strokes }) => ({ strokes: [...strokes, stroke] }));

/** Wipes everything and gives the pointer back; false where there was nothing to do. */
export function clearInk(): boolean {
  const { drawing, strokes } = useInk.getState();
  if (!drawing && strokes.length === 0) return false;
  useInk.setState({ drawing: false, strokes: [] });
  return true;
}
