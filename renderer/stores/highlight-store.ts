import { create } from 'zustand';
import { type PageRun } from '../map/map-model.ts';
import { mapHandle } from './map-handle.ts';
import { useView } from './view-store.ts';

/** Pages that are lit on the map because another panel speaks of them, counted from the memory's first. */
export const useHighlight = create<{ readonly runs: readonly PageRun[] }>()(() => ({ runs: [] }));

const NOTHING: readonly PageRun[] = [];

export function lightUp(runs: readonly PageRun[]): void {
  useHighlight.setState({ runs });
}

export function lightOff(): void {
  if (useHighlight.getState().runs.length > 0) useHighlight.setState({ runs: NOTHING });
}

/** Lights one run and brings it into view. */
export function showRun(run: PageRun): void {
  lightUp([run]);
  mapHandle.current?.focusRun(run);
}

// What is lit belongs to the call or block that is looked at.
useView.subscribe((state) => state.selectedSeq, lightOff);
useView.subscribe((state) => state.model, lightOff);
