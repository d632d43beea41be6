// @ts-check
import { spawn } from 'node:child_process';
import { ALL_TARGETS, ensureBuilt } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureDisplay, needsDisplay } from './display.mjs';
import { ensureElectron } from './electron-binary.mjs';
import { fromCaller, ROOT } from './paths.mjs';
import { runSteps, say } from './steps.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';

/** Errors that every container without a message bus prints; they mean nothing here. */
const NOISE =
  /dbus|Failed to connect to the bus|Gtk-WARNING|gl_surface_presentation_helper|viz_main_impl|command_buffer_proxy/i;
/** Options whose value is a word; every other word without a dash is a path. */
const WORD_OPTIONS = new Set(['--lang', '--theme']);

await runSteps(async () => {
  await ensureDependencies();
  await ensureBuilt(ALL_TARGETS.filter((target) => target !== 'cli'));
  const electron = await ensureElectron();
  await ensureSystemLibraries(electron.path, needsDisplay());
  const display = await ensureDisplay();
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
  say('start', 'NDIS Shared Memory Lab');
  const child = spawn(electron, args, { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'pipe'] });
  child.stderr.on('data', (data) => {
    for (const line of String(data).split('\n'))
      if (line.trim() !== '' && !NOISE.test(line)) console.error(line);
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)));
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
    const isPath = !argument.startsWith('-') && !WORD_OPTIONS.has(args[index - 1] ?? '');
    return isPath ? fromCaller(argument) : argument;
  });
}
