// @ts-check
import { readFileSync, rmSync } from 'node:fs';
import { ALL_TARGETS, ensureBuilt } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureDisplay, needsDisplay } from './display.mjs';
import { ensureElectron } from './electron-binary.mjs';
import { built, ROOT } from './paths.mjs';
import { run } from './run.mjs';
import { runSteps, say, seconds } from './steps.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';

const UNIT_REPORT = built('unit-report.json');
const E2E_REPORT = built('e2e-report.json');

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {string} script the npm script that runs it
 * @property {readonly string[]} [args]
 * @property {string} repair what to run or do when it fails
 */

/** @type {readonly Check[]} */
const BEFORE_BUILD = [
  { name: 'format', script: 'format:check', repair: 'npm run format' },
  { name: 'lint', script: 'lint', repair: 'npm run lint' },
  { name: 'types', script: 'typecheck', repair: 'npm run typecheck' },
  {
    name: 'unit',
    script: 'test:unit',
    // Relative to the project, so that no shell has to quote it.
    args: ['--reporter=default', '--reporter=json', '--outputFile=.build/unit-report.json'],
    repair: 'npm run test:unit',
  },
];

for (const report of [UNIT_REPORT, E2E_REPORT]) rmSync(report, { force: true });
try {
  await runSteps(async () => ((await everything()) ? 0 : 1));
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  // After all else, also after the lines of a failed step: who reads the output looks at its last line.
  if (!sumUp(process.exitCode === 0)) process.exitCode = 1;
}

/** @returns {Promise<boolean>} whether every check passed; the first that does not ends the run */
async function everything() {
  await ensureDependencies();
  for (const check of BEFORE_BUILD) if (!(await passes(check, {}))) return false;
  await ensureBuilt(ALL_TARGETS);
  const electron = await ensureElectron();
  say('electron', electron.description);
  await ensureSystemLibraries(electron.path, needsDisplay());
  // Two windows on one display would fight for the focus; on displays of their own they can be tested side by side.
  const displays = needsDisplay() ? [await ensureDisplay(), await ensureDisplay()] : [await ensureDisplay()];
  const check = { name: 'end to end', script: 'test:e2e', repair: 'npm test' };
  const env = {
    LAB_DISPLAYS: displays.map(({ env: { DISPLAY = '' } }) => DISPLAY).join(),
    LAB_ELECTRON: electron.path,
    LAB_E2E_REPORT: E2E_REPORT,
  };
  const passed = await passes(check, env);
  for (const display of displays) display.stop();
  return passed;
}

/**
 * @param {Check} check
 * @param {NodeJS.ProcessEnv} env
 */
async function passes(check, env) {
  const start = performance.now();
  say('check', check.name);
  const args = ['run', '--silent', check.script, ...(check.args === undefined ? [] : ['--', ...check.args])];
  const { code } = await run('npm', args, { cwd: ROOT, env: { ...process.env, ...env }, inherit: true });
  say(
    'check',
    code === 0
      ? `${check.name}: passed in ${seconds(start)}`
      : `${check.name}: FAILED. To repair or repeat: ${check.repair}`,
  );
  return code === 0;
}

/**
 * The closing line: tests of both runners; a check that failed before any test ran counts as one failure.
 * @param {boolean} passedAll
 * @returns {boolean} whether the reports agree that nothing failed
 */
function sumUp(passedAll) {
  const unit = read(UNIT_REPORT);
  const e2e = read(E2E_REPORT)?.stats;
  const passed = (unit?.numPassedTests ?? 0) + (e2e?.expected ?? 0) + (e2e?.flaky ?? 0);
  const broken = (unit?.numFailedTests ?? 0) + (e2e?.unexpected ?? 0);
  console.log(`${passed} passed, ${Math.max(broken, passedAll ? 0 : 1)} failed`);
  return broken === 0;
}

/** @param {string} path */
function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // The runner did not come to its end; its check has failed and says so.
    return null;
  }
}
