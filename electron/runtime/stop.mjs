// @ts-check
import { constants } from 'node:os';

/** @typedef {'SIGINT' | 'SIGTERM' | 'SIGHUP'} StopSignal */
/** @type {readonly StopSignal[]} */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** @param {StopSignal} signal */
const leave = (signal) => process.exit(128 + constants.signals[signal]);

/** @type {(signal: StopSignal) => void} */
let stop = leave;

/** Without a listener a signal skips the 'exit' event, and with it the stopping of what was started. */
export function leaveTidilyOnSignals() {
  for (const signal of SIGNALS) process.on(signal, () => stop(signal));
}

/**
 * Hands the next signal to a program that runs in front; a second one ends this process.
 * @param {(signal: StopSignal) => void} forward
 */
export function forwardSignals(forward) {
  stop = (signal) => {
    stop = leave;
    forward(signal);
  };
}
