import {
  describeEvent,
  Flag,
  recordDiagnostic,
  recordFlags,
  recordProvider,
} from '../../electron/contract/core.ts';
import { type SessionModel } from '../stores/session-model.ts';

/** A call in which a script failed, in the script's own words. */
export interface ScriptFailureSeen {
  readonly seq: number;
  readonly line: number;
  readonly message: string;
}

/** Events that are looked through: a failure from long ago is no help to a person who writes now. */
const LOOK_BACK = 20_000;

/** The newest event in which the provider said what went wrong in it; null when there is none nearby. */
export function lastFailureOf(model: SessionModel, provider: number): ScriptFailureSeen | null {
  const { log } = model.recorded;
  const end = Math.max(0, log.length - LOOK_BACK);
  for (let seq = log.length - 1; seq >= end; seq--) {
    const words = log.wordsOf(seq);
    const at = log.offsetOf(seq);
    if (recordProvider(words, at) !== provider || recordDiagnostic(words, at) === 0) continue;
    if ((recordFlags(words, at) & Flag.side) === 0) continue;
    const { providerMessage } = describeEvent(model.context, seq);
    if (providerMessage !== null) return { seq, line: providerMessage.line, message: providerMessage.text };
  }
  return null;
}
