// @ts-check
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Where builds go. @param {readonly string[]} parts */
export const built = (...parts) => join(ROOT, '.build', ...parts);

/** Where the user typed the command: npm changes the folder before it runs a script. */
export const callerFolder = process.env.INIT_CWD ?? process.cwd();

/** @param {string} path as the user typed it */
export const fromCaller = (path) => resolve(callerFolder, path);

/** The user's cache, shared by every clone of the project. */
export function cacheFolder() {
  const name = 'ndis-shared-memory-lab';
  if (process.platform === 'win32')
    return join(process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), name);
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', name);
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), name);
}
