import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import {
  EXPORT_FORMATS,
  type ExportCommand,
  LANGUAGES,
  type MenuCommand,
  type Preferences,
  type RecentFile,
  type SampleId,
  THEMES,
} from '../contract/schemas.ts';
import { type MainWords } from './words.ts';

export interface MenuActions {
  readonly command: (command: MenuCommand | ExportCommand) => void;
  readonly openTrace: (asRecorded: boolean) => void;
  readonly openRecent: (index: number) => void;
  readonly clearRecents: () => void;
  readonly openSample: (sample: SampleId) => void;
  readonly setPreferences: (preferences: Preferences) => void;
}

/** Each language is named in itself, so that a person finds it whatever language is on. */
const LANGUAGE_NAMES = { en: 'English', pt: 'Português' } as const;

export function installMenu(
  words: MainWords,
  preferences: Preferences,
  recents: readonly RecentFile[],
  actions: MenuActions,
): void {
  const command = (name: MenuCommand): MenuItemConstructorOptions => ({
    id: name,
    label: words.commands[name],
    click: () => actions.command(name),
  });
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    { label: words.file, submenu: fileMenu(words, recents, actions, command) },
    {
      label: words.lab,
      submenu: [
        command('demonstration'),
        command('play-pause'),
        command('bookmark'),
        { type: 'separator' },
        command('decode'),
        command('script'),
      ],
    },
    { label: words.view, submenu: viewMenu(words, preferences, actions, command) },
    { label: words.help, submenu: [command('shortcuts'), command('about')] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function fileMenu(
  words: MainWords,
  recents: readonly RecentFile[],
  actions: MenuActions,
  command: (name: MenuCommand) => MenuItemConstructorOptions,
): MenuItemConstructorOptions[] {
  return [
    { label: words.openTrace, accelerator: 'CmdOrCtrl+O', click: () => actions.openTrace(false) },
    { label: words.openTraceAsRecorded, click: () => actions.openTrace(true) },
    { label: words.openRecent, enabled: recents.length > 0, submenu: recentMenu(words, recents, actions) },
    { ...command('save'), accelerator: 'CmdOrCtrl+S' },
    {
      label: words.exportAs,
      submenu: EXPORT_FORMATS.map((format) => ({
        id: `export-${format}`,
        label: words.exports[format],
        click: () => actions.command(`export-${format}`),
      })),
    },
    { type: 'separator' },
    { label: words.sampleRep, click: () => actions.openSample('rep') },
    { label: words.sampleGit, click: () => actions.openSample('git') },
    { label: words.sampleFtrace, click: () => actions.openSample('ftrace') },
    { type: 'separator' },
    { label: words.quit, accelerator: 'CmdOrCtrl+Q', click: () => app.quit() },
  ];
}

function recentMenu(
  words: MainWords,
  recents: readonly RecentFile[],
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  return [
    ...recents.map(({ name, folder }, index) => ({
      id: `recent-${index}`,
      // A single & would mark the key of the item.
      label: `${name}  (${folder})`.replaceAll('&', '&&'),
      click: () => actions.openRecent(index),
    })),
    { type: 'separator' },
    { label: words.clearRecents, click: () => actions.clearRecents() },
  ];
}

function viewMenu(
  words: MainWords,
  preferences: Preferences,
  actions: MenuActions,
  command: (name: MenuCommand) => MenuItemConstructorOptions,
): MenuItemConstructorOptions[] {
  return [
    command('zoom-in'),
    command('zoom-out'),
    command('fit'),
    { type: 'separator' },
    {
      label: words.language,
      submenu: LANGUAGES.map((language) => ({
        id: `language-${language}`,
        type: 'radio',
        label: language === 'system' ? words.system : LANGUAGE_NAMES[language],
        checked: preferences.language === language,
        click: () => actions.setPreferences({ ...preferences, language }),
      })),
    },
    {
      label: words.theme,
      submenu: THEMES.map((theme) => ({
        id: `theme-${theme}`,
        type: 'radio',
        label: words[theme],
        checked: preferences.theme === theme,
        click: () => actions.setPreferences({ ...preferences, theme }),
      })),
    },
    { type: 'separator' },
    { label: words.reload, role: 'reload' },
    { label: words.fullScreen, role: 'togglefullscreen', accelerator: 'F11' },
  ];
}
