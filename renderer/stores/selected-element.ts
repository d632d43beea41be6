import { create } from 'zustand';
import { type PageRun } from '../map/map-model.ts';
import { mapHandle } from './map-handle.ts';
import { useView } from './view-store.ts';

/** The element of the selected block's scatter-gather list that is shown on the map. */
interface SelectedElement {
  readonly block: number;
  readonly index: number | null;
  /** Pages from the memory's first. */
  readonly run: PageRun | null;
}

const NONE: SelectedElement = { block: 0, index: null, run: null };

export const useSelectedElement = create<SelectedElement>()(() => NONE);

// Another selection has other elements.
useView.subscribe(
  (state) => state.selectedBlock,
  () => useSelectedElement.setState(NONE),
);

/** Shows an element on the map; the same one again lets it go. */
export function selectElement(block: number, index: number, run: PageRun): void {
  const before = useSelectedElement.getState();
  if (before.block === block && before.index === index) {
    useSelectedElement.setState(NONE);
    return;
  }
  useSelectedElement.setState({ block, index, run });
  mapHandle.current?.focusRun(run);
}
