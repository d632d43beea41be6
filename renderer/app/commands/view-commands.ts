import { LANGUAGES, THEMES, ZOOM } from '../../../electron/contract/preferences.ts';
import { MAP_MODES } from '../../map/map-view.ts';
import { swapMoments, takeCursor } from '../../stores/compare-store.ts';
import { mapHandle } from '../../stores/map-handle.ts';
import {
  isOnScreen,
  type PanelName,
  PANELS,
  resetLayout,
  togglePanel,
  usePanels,
} from '../../stores/panels.ts';
import { goTo, ROUTES, useRoute } from '../../stores/route-store.ts';
import { show, SHOWN, useShown } from '../../stores/shown-store.ts';
import { setColourBy, setMapMode, useView } from '../../stores/view-store.ts';
import { COLOUR_BYS } from '../../stores/colour-by.ts';
import { openDialog } from '../environment.ts';
import { present, usePresenting } from '../presenting/presenting-store.ts';
import { type Command } from './command.ts';
import { changePreferences, currentPreferences } from './preferences.ts';

/** Steps of the zoom stay on multiples of the step, so that the usual size is met again on the way back. */
function zoomBy(steps: number): void {
  const wanted = currentPreferences().zoom + steps * ZOOM.step;
  void changePreferences({ zoom: Math.min(ZOOM.most, Math.max(ZOOM.least, wanted)) });
}

/** The left column, the inspector, and what is below. */
const PANEL_KEYS: Readonly<Record<PanelName, string>> = { left: 'Ctrl+B', right: 'Ctrl+I', foot: 'Ctrl+J' };

const mapShown = (): boolean => mapHandle.current !== null;

export const VIEW_COMMANDS: readonly Command[] = [
  {
    id: 'palette',
    group: 'view',
    keys: ['Ctrl+K', 'Ctrl+Shift+P'],
    anywhere: true,
    run: () => openDialog('palette'),
  },
  ...ROUTES.map((route, index): Command => ({
    id: `route-${route}`,
    group: 'view',
    keys: [`Ctrl+${index + 1}`],
    checked: () => useRoute.getState().route === route,
    run: () => goTo(route),
  })),
  {
    id: 'uiZoomIn',
    group: 'view',
    keys: ['Ctrl++', 'Ctrl+='],
    anywhere: true,
    enabled: () => currentPreferences().zoom < ZOOM.most,
    run: () => zoomBy(1),
  },
  {
    id: 'uiZoomOut',
    group: 'view',
    keys: ['Ctrl+-'],
    anywhere: true,
    enabled: () => currentPreferences().zoom > ZOOM.least,
    run: () => zoomBy(-1),
  },
  {
    id: 'uiZoomReset',
    group: 'view',
    keys: ['Ctrl+0'],
    anywhere: true,
    run: () => void changePreferences({ zoom: ZOOM.usual }),
  },
  {
    id: 'present',
    group: 'view',
    keys: ['F11'],
    anywhere: true,
    checked: () => usePresenting.getState().on,
    run: () => void present(!usePresenting.getState().on),
  },
  {
    id: 'stopPresenting',
    group: 'view',
    enabled: () => usePresenting.getState().on,
    run: () => void present(false),
  },
  ...PANELS.map((name): Command => ({
    id: `panel-${name}`,
    group: 'view',
    keys: [PANEL_KEYS[name]],
    enabled: () => isOnScreen(name),
    checked: () => isOnScreen(name) && !usePanels.getState().putAway[name],
    run: () => togglePanel(name),
  })),
  { id: 'resetLayout', group: 'view', run: resetLayout },
  ...LANGUAGES.map((language): Command => ({
    id: `language-${language}`,
    group: 'view',
    checked: () => currentPreferences().language === language,
    run: () => void changePreferences({ language }),
  })),
  ...THEMES.map((theme): Command => ({
    id: `theme-${theme}`,
    group: 'view',
    checked: () => currentPreferences().theme === theme,
    run: () => void changePreferences({ theme }),
  })),
];

const hasEvents = (): boolean => useView.getState().length > 0;

/** Chooses the moments of Compare, from any view. */
export const COMPARE_COMMANDS: readonly Command[] = [
  { id: 'moment-a', group: 'time', keys: ['Shift+A'], enabled: hasEvents, run: () => takeCursor('a') },
  { id: 'moment-b', group: 'time', keys: ['Shift+B'], enabled: hasEvents, run: () => takeCursor('b') },
  { id: 'swapMoments', group: 'time', keys: ['X'], run: swapMoments },
];

export const MAP_COMMANDS: readonly Command[] = [
  ...SHOWN.map((kind): Command => ({
    id: `show-${kind}`,
    group: 'map',
    checked: () => useShown.getState().shown === kind,
    run: () => show(kind),
  })),
  {
    id: 'zoom-in',
    group: 'map',
    keys: ['+', '='],
    enabled: mapShown,
    run: () => mapHandle.current?.zoomIn(),
  },
  { id: 'zoom-out', group: 'map', keys: ['-'], enabled: mapShown, run: () => mapHandle.current?.zoomOut() },
  { id: 'fit', group: 'map', keys: ['0'], enabled: mapShown, run: () => mapHandle.current?.fit() },
  {
    id: 'focusBlock',
    group: 'map',
    keys: ['F'],
    enabled: () => mapShown() && useView.getState().selectedBlock !== null,
    run: () => {
      const { selectedBlock } = useView.getState();
      if (selectedBlock !== null) mapHandle.current?.focusBlock(selectedBlock);
    },
  },
  ...MAP_MODES.map((mode): Command => ({
    id: `map-mode-${mode}`,
    group: 'map',
    checked: () => useView.getState().mapMode === mode,
    run: () => {
      show('map');
      setMapMode(mode);
    },
  })),
  ...COLOUR_BYS.map((colourBy): Command => ({
    id: `colour-${colourBy}`,
    group: 'map',
    checked: () => useView.getState().colourBy === colourBy,
    run: () => setColourBy(colourBy),
  })),
];
