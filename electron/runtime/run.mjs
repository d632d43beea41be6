// @ts-check
import { spawn } from 'node:child_process';

/**
 * Runs a program to its end. Its stdout goes to our stderr unless it is asked for, so that set-up never mixes with an
 * answer.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, capture?: boolean, inherit?: boolean, timeoutMs?: number }} [options]
 * @returns {Promise<{ code: number, output: string }>} code 127 when the program does not exist
 */
export function run(command, args, options = {}) {
  const { capture = false, inherit = false } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: inherit ? 'inherit' : ['ignore', capture ? 'pipe' : 2, capture ? 'pipe' : 2],
      timeout: options.timeoutMs,
      // npm is a .cmd file on Windows, which only a shell can run; everything else goes without its quoting rules.
      shell: process.platform === 'win32' && command === 'npm',
    });
    const end = () => {
      child.kill();
    };
    process.once('exit', end);
    let output = '';
    child.stdout?.on('data', (data) => (output += data));
    child.stderr?.on('data', (data) => (output += data));
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code, signal) => {
      process.off('exit', end);
      resolve({ code: code ?? 1, output: signal ? `${output}(${signal})` : output });
    });
  });
}
