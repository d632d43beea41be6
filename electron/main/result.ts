import { type Sentence } from '../../core/words/sentence.ts';
import { type LabError, ok } from '../contract/result.ts';

export { ok };

/** What went wrong, as the contract has it, but that its sentence may still be data: the gate words it for the page. */
export interface Refusal extends Omit<LabError, 'message'> {
  readonly message: Sentence | string;
}

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Refusal };

export const fail = (error: Refusal): Result<never> => ({ ok: false, error });
