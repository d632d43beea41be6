// @ts-check
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies } from './dependencies.mjs';
import { built, ROOT } from './paths.mjs';
import { run } from './run.mjs';
import { runSteps, say, seconds, StepFailure } from './steps.mjs';

/** The targets of vite.config.ts and the folders that each is made of. */
const SOURCES = {
  main: ['core', 'electron'],
  preload: ['core', 'electron'],
  renderer: ['core', 'electron', 'renderer'],
  cli: ['core', 'electron'],
  replay: ['core', 'electron', 'renderer'],
};
/** What each target leaves in .build: a stamp without it says nothing. */
const OUTPUTS = {
  main: 'main/main.cjs',
  preload: 'preload/preload.cjs',
  renderer: 'renderer/index.html',
  cli: 'cli/cli.mjs',
  replay: 'replay/replay-template.html',
};
/** @typedef {keyof typeof SOURCES} Target */
/** @type {readonly Target[]} */
export const ALL_TARGETS = ['main', 'preload', 'renderer', 'cli', 'replay'];

/**
 * Builds the targets whose sources have changed since their last build.
 * @param {readonly Target[]} targets
 * @returns {Promise<string>} what came of it, for people
 */
export async function ensureBuilt(targets) {
  copySamples();
  /** @type {Target[]} */
  const done = [];
  for (const target of targets) {
    const stamp = built(`${target}.stamp`);
    const wanted = fingerprint(target);
    if (existsSync(built(OUTPUTS[target])) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted)
      continue;
    const start = performance.now();
    const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
    const { code, output } = await run(
      process.execPath,
      [vite, 'build', '--mode', target, '--logLevel', 'warn'],
      {
        cwd: ROOT,
        capture: true,
        env: { ...process.env, NODE_ENV: 'production' },
      },
    );
    if (code !== 0)
      throw new StepFailure(
        `build of ${target}`,
        [output.trim()],
        'mend the file that is named, then run again',
      );
    writeFileSync(stamp, wanted);
    say('build', `${target} in ${seconds(start)}`);
    done.push(target);
  }
  return done.length === 0 ? 'up to date' : `built ${done.join(', ')}`;
}

/** The bundled traces lie beside the bundles that read them. Several commands may run at once: each file is whole at all times. */
function copySamples() {
  const from = join(ROOT, 'core', 'workloads', 'samples');
  for (const name of readdirSync(from, { recursive: true, encoding: 'utf8' })) {
    const source = statSync(join(from, name));
    if (source.isDirectory()) continue;
    const to = built('samples', name);
    const copy = statSync(to, { throwIfNoEntry: false });
    if (copy !== undefined && copy.size === source.size && copy.mtimeMs >= source.mtimeMs) continue;
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(join(from, name), `${to}.${process.pid}`);
    renameSync(`${to}.${process.pid}`, to);
  }
}

/** @param {Target} target */
function fingerprint(target) {
  const hash = createHash('sha256');
  for (const file of ['vite.config.ts', 'package-lock.json', 'tsconfig.json'])
    hash.update(readFileSync(join(ROOT, file)));
  for (const folder of SOURCES[target]) addFolder(hash, join(ROOT, folder));
  return hash.digest('hex');
}

/**
 * Names, sizes and times are enough, and reading them is much faster than reading the files.
 * @param {import('node:crypto').Hash} hash
 * @param {string} folder
 */
function addFolder(hash, folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) addFolder(hash, path);
    else {
      const { size, mtimeMs } = statSync(path);
      hash.update(`${path} ${size} ${mtimeMs}\n`);
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runSteps(async () => {
    await ensureDependencies();
    await ensureBuilt(ALL_TARGETS);
    return 0;
  });
}
