import { type PanelImperativeHandle } from 'react-resizable-panels';
import { create } from 'zustand';

/** Panels that a person can put away to make room for the map. */
export const PANELS = ['left', 'right', 'foot'] as const;
export type PanelName = (typeof PANELS)[number];

interface PanelState {
  readonly putAway: Readonly<Record<PanelName, boolean>>;
  /** Rises when the layout starts over. */
  readonly layout: number;
}

/** Which panels are put away; their sizes are kept by the layout itself. */
export const usePanels = create<PanelState>()(() => ({
  putAway: { left: false, right: false, foot: false },
  layout: 0,
}));

const handles = new Map<PanelName, PanelImperativeHandle>();

/** The panel on screen under this name; null when it is gone. */
export function keepPanel(name: PanelName, handle: PanelImperativeHandle | null): void {
  if (handle === null) handles.delete(name);
  else handles.set(name, handle);
}

/** The panel has another size now; nothing is left of one that is put away. */
export function noteSize(name: PanelName, pixels: number): void {
  const { putAway } = usePanels.getState();
  const away = pixels < 1;
  if (putAway[name] !== away) usePanels.setState({ putAway: { ...putAway, [name]: away } });
}

export const isOnScreen = (name: PanelName): boolean => handles.has(name);

export function togglePanel(name: PanelName): void {
  const panel = handles.get(name);
  if (panel === undefined) return;
  if (panel.isCollapsed()) panel.expand();
  else panel.collapse();
}

/** What the names of layouts begin with that are kept between runs. */
export const KEPT_LAYOUT = 'panel-sizes:';

/** Every panel back to its first size. */
export function resetLayout(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(KEPT_LAYOUT)) localStorage.removeItem(key);
  usePanels.setState((state) => ({ layout: state.layout + 1 }));
}
