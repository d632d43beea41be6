// @ts-check
import { leaveTidilyOnSignals } from './stop.mjs';

/** What a person sees of the set-up: one line a step, on stderr, so that stdout stays the program's own. */

/** A step that cannot go on: what failed, what was tried, what to do. */
export class StepFailure extends Error {
  /**
   * @param {string} what
   * @param {readonly string[]} tried
   * @param {string} todo
   */
  constructor(what, tried, todo) {
    super([`failed: ${what}`, ...tried.map((line) => `  tried: ${line}`), `  to do: ${todo}`].join('\n'));
  }
}

/**
 * @param {string} step
 * @param {string} text
 */
export function say(step, text) {
  process.stderr.write(`[${step}] ${text}\n`);
}

/**
 * Runs a script's steps; a failed step ends it with its three lines instead of a stack.
 * @param {() => Promise<number>} run answers the exit code
 */
export async function runSteps(run) {
  leaveTidilyOnSignals();
  try {
    process.exitCode = await run();
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

/** @param {number} startMs */
export const seconds = (startMs) => `${((performance.now() - startMs) / 1000).toFixed(1)} s`;
