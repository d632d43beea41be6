import { join } from 'node:path';
import { BrowserWindow, nativeTheme, type WebPreferences } from 'electron';
import { APP_ORIGIN } from '../contract/origin.ts';

/** Background before the first paint, the same as the theme's. */
export const backgroundColour = (): string => (nativeTheme.shouldUseDarkColors ? '#0d1117' : '#f6f8fa');

/** What every page of the program runs with: nothing of Node, and the one bridge. */
export const SAFE_PREFERENCES: WebPreferences = {
  preload: join(__dirname, '../preload/preload.cjs'),
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  spellcheck: false,
};

export function createWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 700,
    useContentSize: true,
    show: false,
    title: 'NDIS Shared Memory Lab',
    backgroundColor: backgroundColour(),
    webPreferences: SAFE_PREFERENCES,
  });
  window.once('ready-to-show', () => window.show());
  return window;
}

export const loadApp = (window: BrowserWindow): Promise<void> => window.loadURL(`${APP_ORIGIN}/index.html`);
