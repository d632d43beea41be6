import i18next from 'i18next';
import { type AppMenu, type MenuItem, type MenuRole } from '../../../electron/contract/app-menu.ts';
import { LANGUAGES, THEMES } from '../../../electron/contract/preferences.ts';
import { EXPORT_FORMATS, SAMPLE_IDS } from '../../../electron/contract/schemas.ts';
import { MAP_MODES } from '../../map/map-view.ts';
import { COLOUR_BYS } from '../../stores/colour-by.ts';
import { useEngine } from '../../stores/engine-store.ts';
import { PANELS, usePanels } from '../../stores/panels.ts';
import { ROUTES, useRoute } from '../../stores/route-store.ts';
import { SHOWN, useShown } from '../../stores/shown-store.ts';
import { useView } from '../../stores/view-store.ts';
import { useEnvironment } from '../environment.ts';
import { usePresenting } from '../presenting/presenting-store.ts';
import { accelerator } from './keys.ts';
import { recentOffers } from './recents.ts';
import { commandOf, isEnabled } from './registry.ts';

type Entry = AppMenu['menus'][number]['items'][number];

const SEPARATOR: MenuItem = { type: 'separator' };
const role = (name: MenuRole): MenuItem => ({
  type: 'role',
  role: name,
  label: i18next.t(`menu.role.${name}`),
});

/** The commands of these names, as items. */
function items(...ids: readonly string[]): MenuItem[] {
  return ids.flatMap((id): MenuItem[] => {
    const command = commandOf(id);
    if (command === undefined) return [];
    const [keys] = command.keys ?? [];
    return [
      {
        type: 'command',
        id,
        label: i18next.t(`commands.${id}`),
        keys: keys === undefined ? null : accelerator(keys),
        enabled: isEnabled(command),
        checked: command.checked?.() ?? null,
      },
    ];
  });
}

/** Recent files with their folders, since two can have one name. */
const recents = (): Entry => ({
  type: 'submenu',
  label: i18next.t('menu.recents'),
  items: [
    ...recentOffers().map(({ id, label }, index): MenuItem => ({
      type: 'command',
      id,
      // A single & would mark the key of the item.
      label: `${label}  (${useEngine.getState().recents[index]?.folder ?? ''})`
        .replaceAll('&', '&&')
        .slice(0, 200),
      keys: null,
      enabled: true,
      checked: null,
    })),
    SEPARATOR,
    ...items('clearRecents'),
  ],
});

const submenu = (name: string, ...ids: readonly string[]): Entry => ({
  type: 'submenu',
  label: i18next.t(`menu.${name}`),
  items: items(...ids),
});

const menu = (name: string, ...entries: readonly Entry[]): AppMenu['menus'][number] => ({
  label: i18next.t(`menu.${name}`),
  items: entries,
});

/** The menus in the words of the window, with what can be done now. */
export function appMenu(): AppMenu {
  return {
    menus: [
      menu(
        'file',
        ...items('newSession', 'openTrace', 'openTraceAsRecorded'),
        recents(),
        submenu('samples', ...SAMPLE_IDS.map((id) => `sample-${id}`), 'sampleAsRecorded'),
        SEPARATOR,
        ...items('save'),
        submenu('export', 'exportListed', ...EXPORT_FORMATS.map((format) => `export-${format}`)),
        ...items('picture'),
        SEPARATOR,
        role('quit'),
      ),
      menu(
        'edit',
        ...items('undo', 'redo'),
        SEPARATOR,
        role('cut'),
        role('copy'),
        role('paste'),
        role('selectAll'),
        SEPARATOR,
        ...items('filter', 'clearFilter', 'clearSelection', 'freeBlock'),
        SEPARATOR,
        ...items('bookmark', 'bookmarks'),
        SEPARATOR,
        ...items('settings'),
      ),
      menu(
        'view',
        ...items('palette'),
        SEPARATOR,
        ...items(...ROUTES.map((route) => `route-${route}`)),
        SEPARATOR,
        submenu('middle', ...SHOWN.map((kind) => `show-${kind}`)),
        ...items('zoom-in', 'zoom-out', 'fit', 'focusBlock', 'nextBlock', 'previousBlock'),
        submenu('mapMode', ...MAP_MODES.map((mode) => `map-mode-${mode}`)),
        submenu('colourBy', ...COLOUR_BYS.map((colourBy) => `colour-${colourBy}`)),
        SEPARATOR,
        ...items('present'),
        submenu('panels', ...PANELS.map((name) => `panel-${name}`), 'resetLayout'),
        ...items('uiZoomIn', 'uiZoomOut', 'uiZoomReset'),
        submenu('language', ...LANGUAGES.map((language) => `language-${language}`)),
        submenu('theme', ...THEMES.map((theme) => `theme-${theme}`)),
        SEPARATOR,
        role('reload'),
      ),
      menu(
        'session',
        ...items('demonstration', 'pauseEngine', 'resumeEngine', 'stopEngine'),
        SEPARATOR,
        ...items('openQueue', 'changeProvider', 'script', 'measurePolicies', 'decode', 'branch', 'goOn'),
      ),
      menu(
        'time',
        ...items('play-pause', 'stepBack', 'stepOn', 'toStart', 'follow'),
        SEPARATOR,
        ...items('previousNotable', 'nextNotable', 'previousBookmark', 'nextBookmark'),
        SEPARATOR,
        ...items('slower', 'faster', 'loopFrom', 'loopTo', 'clearLoop', 'walkBack', 'walkOn'),
        SEPARATOR,
        ...items('moment-a', 'moment-b', 'swapMoments'),
      ),
      menu(
        'lesson',
        ...items('openLesson'),
        SEPARATOR,
        ...items('lessonOn', 'lessonBack', 'lessonReset', 'lessonRestart', 'lessonLeave'),
        SEPARATOR,
        ...items('lessonHint', 'lessonAgain', 'lessonInk', 'lessonPractise', 'speakerNotes'),
        SEPARATOR,
        ...items('recordLesson', 'editLesson'),
        SEPARATOR,
        ...items('score-csv', 'score-json'),
      ),
      menu('help', ...items('welcome', 'shortcuts', 'about')),
    ],
  };
}

/** Keeps the application's menus as the commands are: in their words, and with what can be given now. */
export async function followAppMenu(): Promise<void> {
  let shown = '';
  let waiting = false;
  const show = async (): Promise<void> => {
    waiting = false;
    const model = appMenu();
    const text = JSON.stringify(model);
    if (text === shown) return;
    shown = text;
    await window.lab.showMenu(model);
  };
  // Stores change many times a second while an engine runs; menus are read by people.
  const soon = (): void => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => void show(), 250);
  };
  useEngine.subscribe(soon);
  useView.subscribe(soon);
  useRoute.subscribe(soon);
  usePanels.subscribe(soon);
  useShown.subscribe(soon);
  usePresenting.subscribe(soon);
  useEnvironment.subscribe(soon);
  i18next.on('languageChanged', soon);
  await show();
}
