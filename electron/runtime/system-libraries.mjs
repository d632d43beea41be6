// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';
import { say, seconds, StepFailure } from './steps.mjs';

/** What a bare Debian lacks: libraries that Electron links, a virtual display, and a font to fall back to. */
const PACKAGES = ['xvfb', 'xauth', 'libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'fonts-dejavu-core'];

/**
 * Makes sure that the libraries Electron links are there (Linux only).
 * @param {string} electron path of the executable
 * @param {boolean} needsDisplay whether a virtual display has to be made
 * @returns {Promise<string>} what came of it, for people
 */
export async function ensureSystemLibraries(electron, needsDisplay) {
  if (process.platform !== 'linux') return 'none needed here';
  const missing = await missingLibraries(electron);
  const displayMissing = needsDisplay && !onPath('Xvfb');
  if (missing.length === 0 && !displayMissing) return 'all there';
  const what = [...missing, ...(displayMissing ? ['Xvfb'] : [])].join(', ');
  if (!isDebian() || process.getuid?.() !== 0) {
    const install = isDebian()
      ? `run: sudo apt-get install ${PACKAGES.join(' ')}`
      : `install GTK 3, NSS, ALSA and GBM, and Xvfb where there is no display (on Debian: ${PACKAGES.join(' ')})`;
    throw new StepFailure(`missing on this system: ${what}`, [], install);
  }
  return aptInstall(what);
}

/**
 * @param {string} what
 * @returns {Promise<string>}
 */
async function aptInstall(what) {
  const start = performance.now();
  say('system', `installing ${PACKAGES.join(' ')} (missing: ${what})`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { capture: true, env });
  const { code, output } = await run(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...(await namesHere())],
    {
      capture: true,
      env,
    },
  );
  if (code !== 0) {
    const reason = output.trim().split('\n').slice(-3).join(' ');
    throw new StepFailure('apt-get install', [reason], `install by hand: ${PACKAGES.join(' ')}`);
  }
  return `installed in ${seconds(start)}`;
}

/** Debian 13 and Ubuntu 24.04 renamed libraries when time became 64 bit wide; the old names are no longer packages. */
async function namesHere() {
  return Promise.all(
    PACKAGES.map(async (name) => {
      const renamed = `${name}t64`;
      const { code, output } = await run('apt-cache', ['show', renamed], { capture: true });
      return code === 0 && output.includes(`Package: ${renamed}`) ? renamed : name;
    }),
  );
}

/** @param {string} program */
async function missingLibraries(program) {
  const { code, output } = await run('ldd', [program], { capture: true });
  if (code !== 0) return [];
  return [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '');
}

/** @param {string} program */
const onPath = (program) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));

/** Debian and what is made from it. */
const isDebian = () =>
  existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
