// @ts-check
import { spawn } from 'node:child_process';
import { StepFailure } from './steps.mjs';

const SCREEN = '1600x1000x24';
const START_LIMIT_MS = 15_000;

/** Whether a window needs a display that is not there. */
export const needsDisplay = () =>
  process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;

/**
 * Starts a virtual display where there is none, on a number that is free.
 * @returns {Promise<{ env: NodeJS.ProcessEnv, description: string, stop: () => void }>} env: for programs with windows
 */
export async function ensureDisplay() {
  if (!needsDisplay()) return { env: {}, description: 'the one that is here', stop: () => undefined };
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const stop = () => {
    server.kill();
  };
  process.once('exit', stop);
  const number = await displayNumber(server).finally(() => release(server));
  return { env: { DISPLAY: `:${number}` }, description: `none here, so Xvfb :${number} (${SCREEN})`, stop };
}

/**
 * Lets this process end while the server runs: an open pipe would keep it alive after its work.
 * @param {import('node:child_process').ChildProcess} server
 */
function release(server) {
  server.unref();
  for (const pipe of [server.stderr, server.stdio[3]])
    /** @type {import('node:stream').Readable | null} */ (pipe)?.destroy();
}

/**
 * @param {import('node:child_process').ChildProcess} server
 * @returns {Promise<string>}
 */
function displayNumber(server) {
  return new Promise((resolve, reject) => {
    const todo = 'install the package xvfb, or start with a display';
    const fail = (/** @type {string} */ what) => {
      clearTimeout(timer);
      reject(new StepFailure('no display', [`Xvfb: ${what}`], todo));
    };
    const timer = setTimeout(() => {
      server.kill();
      fail(`no answer in ${START_LIMIT_MS / 1000} s`);
    }, START_LIMIT_MS);
    let complaint = '';
    server.stderr?.on('data', (data) => (complaint += data));
    server.once('error', (error) => fail(error.message));
    server.once('close', (code) => fail(`ended with ${code}: ${complaint.trim().split('\n').join(' ')}`));
    const answer = /** @type {import('node:stream').Readable} */ (server.stdio[3]);
    let text = '';
    answer.on('data', (data) => {
      text += data;
      // The number and its line end may come apart; a pipe closed between them would end the server.
      if (!text.includes('\n')) return;
      clearTimeout(timer);
      server.removeAllListeners('close');
      resolve(text.trim());
    });
  });
}
