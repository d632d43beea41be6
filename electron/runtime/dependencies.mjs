// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { run } from './run.mjs';
import { say, seconds, StepFailure } from './steps.mjs';

const STAMP = join(ROOT, 'node_modules', '.lab-installed');
const OLDEST_NODE = [20, 19];

/**
 * Installs what package-lock.json says, when that has not been done yet.
 * @returns {Promise<string>} what came of it, for people
 */
export async function ensureDependencies() {
  checkNode();
  const wanted = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return 'up to date';
  const start = performance.now();
  say('install', 'packages of package-lock.json (npm ci)');
  // Everything is a development dependency, which npm leaves out under NODE_ENV=production.
  const { code, output } = await run(
    'npm',
    ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: ROOT,
      capture: true,
    },
  );
  if (code !== 0) {
    const reason = output.trim().split('\n').slice(-6).join('\n         ');
    throw new StepFailure(
      'npm ci',
      [reason],
      'check the connection to your package registry, then run the command again',
    );
  }
  writeFileSync(STAMP, wanted);
  return `installed in ${seconds(start)}`;
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = OLDEST_NODE;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  throw new StepFailure(
    `Node ${process.versions.node} is too old`,
    [],
    `install Node ${OLDEST_NODE.join('.')} or newer`,
  );
}

/** Changes whenever another set of packages would be installed. */
function fingerprint() {
  const hash = createHash('sha256');
  const { dependencies, devDependencies, overrides } = JSON.parse(
    readFileSync(join(ROOT, 'package.json'), 'utf8'),
  );
  hash.update(JSON.stringify([dependencies, devDependencies, overrides]));
  hash.update(readFileSync(join(ROOT, 'package-lock.json')));
  hash.update(process.platform + process.arch);
  return hash.digest('hex');
}
