import { contextBridge, ipcRenderer } from 'electron';
import {
  CHANNEL_PREFIX,
  CHANNELS,
  LESSON_CHANNEL,
  MENU_CHANNEL,
  PORT_CHANNEL,
} from '../contract/channels.ts';

// The page gets one frozen function a channel and never ipcRenderer itself. Payloads are checked in the main process,
// which does not trust this side either.
const requests = Object.fromEntries(
  Object.keys(CHANNELS).map((name) => [
    name,
    (payload?: unknown): Promise<unknown> => ipcRenderer.invoke(CHANNEL_PREFIX + name, payload),
  ]),
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
