import { contextBridge, ipcRenderer, webUtils } from 'electron';
import {
  CHANNEL_PREFIX,
  CHANNELS,
  type ChannelName,
  LESSON_CHANNEL,
  MENU_CHANNEL,
  PORT_CHANNEL,
  PRELOAD_CHANNELS,
} from '../contract/channels.ts';

const invoke = (name: ChannelName, payload?: unknown): Promise<unknown> =>
  ipcRenderer.invoke(CHANNEL_PREFIX + name, payload);

// The page gets one frozen function a channel and never ipcRenderer itself. Payloads are checked in the main process,
// which does not trust this side either.
const own: ReadonlySet<string> = new Set(PRELOAD_CHANNELS);
const requests = Object.fromEntries(
  (Object.keys(CHANNELS) as ChannelName[])
    .filter((name) => !own.has(name))
    .map((name) => [name, (payload?: unknown): Promise<unknown> => invoke(name, payload)]),
);

function onMenu(listener: (command: string) => void): () => void {
  const forward = (_event: unknown, command: unknown): void => {
    if (typeof command === 'string') listener(command);
  };
  ipcRenderer.on(MENU_CHANNEL, forward);
  return () => ipcRenderer.removeListener(MENU_CHANNEL, forward);
}

function onLesson(listener: () => void): () => void {
  const forward = (): void => listener();
  ipcRenderer.on(LESSON_CHANNEL, forward);
  return () => ipcRenderer.removeListener(LESSON_CHANNEL, forward);
}

contextBridge.exposeInMainWorld('lab', Object.freeze({ ...requests, onMenu, onLesson }));

// A port cannot cross the bridge without every message being copied once more, so it is posted to the page's world.
ipcRenderer.on(PORT_CHANNEL, (event) => {
  window.postMessage({ type: PORT_CHANNEL }, window.location.origin, event.ports);
});

// A dropped file's path is read here and goes to the main process from here: the page never holds one, and a file that
// a script has made has none.
const holdsFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') === true;

window.addEventListener('dragover', (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
});
window.addEventListener('drop', (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  const file = event.dataTransfer?.files[0];
  const path = file === undefined ? '' : pathOf(file);
  if (path !== '') void invoke('openDropped', { path });
});

/** Since Electron 32 files do not carry their path any more; before, there is no webUtils. */
function pathOf(file: File): string {
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- older than its types
  if (webUtils !== undefined) return webUtils.getPathForFile(file);
  return 'path' in file && typeof file.path === 'string' ? file.path : '';
}
