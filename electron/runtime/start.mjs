// @ts-check
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import { ALL_TARGETS, ensureBuilt } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureDisplay, needsDisplay } from './display.mjs';
import { ensureElectron } from './electron-binary.mjs';
import { registerFileType } from './file-type.mjs';
import { fromCaller, ROOT } from './paths.mjs';
import { runSteps, say, StepFailure } from './steps.mjs';
import { forwardSignals } from './stop.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';

/**
 * What Chromium prints in every container without a message bus or a GPU; it means nothing here. Bound to the form of
 * its log lines, so that an error of ours that happens to hold such a word is never swallowed.
 */
const NOISE =
  /^\[[^\]]*:(ERROR|WARNING):([\w/]*\/)?(bus|object_proxy|gl_surface_presentation_helper|viz_main_impl|command_buffer_proxy_impl)\.cc[(:]|Gtk-WARNING/;
/** Options whose value is a word; every other word without a dash is a path. */
const WORD_OPTIONS = new Set(['--lang', '--theme', '--log-memory', '--autosave-ms']);

await runSteps(async () => {
  if (process.argv.includes('--register-file-type')) {
    say('file type', await registerFileType());
    return 0;
  }
  say('1/6', `packages: ${await ensureDependencies()}`);
  say('2/6', `build: ${await ensureBuilt(ALL_TARGETS.filter((target) => target !== 'cli'))}`);
  const electron = await ensureElectron();
  say('3/6', `Electron: ${electron.description}`);
  say('4/6', `system libraries: ${await ensureSystemLibraries(electron.path, needsDisplay())}`);
  const display = await ensureDisplay();
  say('5/6', `display: ${display.description}`);
  const code = await open(electron.path, display.env);
  display.stop();
  return code;
});

/**
 * @param {string} electron
 * @param {NodeJS.ProcessEnv} displayEnv
 * @returns {Promise<number>} the program's exit code
 */
function open(electron, displayEnv) {
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, ...displayEnv };
  // With it set, Electron would run as plain Node.
  delete env.ELECTRON_RUN_AS_NODE;
  const args = [...sandboxSwitches(), ROOT, ...userArguments(process.argv.slice(2))];
  say('6/6', 'opening NDIS Shared Memory Lab');
  const child = spawn(electron, args, { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'pipe'] });
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (line.trim() !== '' && !NOISE.test(line)) console.error(line);
  });
  forwardSignals((signal) => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', (error) =>
      reject(
        new StepFailure(
          'starting Electron',
          [error.message],
          'see that the file is there and may be executed',
        ),
      ),
    );
    child.on('close', (code, signal) =>
      resolve(code ?? (signal === null ? 1 : 128 + constants.signals[signal])),
    );
  });
}

function sandboxSwitches() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return [];
  say('start', "running as root: Chromium's sandbox has to be off (--no-sandbox)");
  return ['--no-sandbox'];
}

/**
 * Paths are meant from where the user typed the command, not from the project's folder.
 * @param {readonly string[]} args
 */
function userArguments(args) {
  return args.map((argument, index) => {
    const [, option, value] = /^(--screenshot)=(.+)$/.exec(argument) ?? [];
    if (value !== undefined) return `${option}=${fromCaller(value)}`;
    const isPath = !argument.startsWith('-') && !WORD_OPTIONS.has(args[index - 1] ?? '');
    return isPath ? fromCaller(argument) : argument;
  });
}
