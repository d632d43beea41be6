import { PAGE_SIZE } from '../../electron/contract/core.ts';
import { useEngine } from '../stores/engine-store.ts';

/** What a provider may hold in all, where that is less than the memory. */
export interface ProviderLimit {
  /** Code of the provider. */
  readonly provider: number;
  readonly bytes: number;
}

/** Limits of providers as the engine tells them; a recording knows none. */
export const limitsOf = (providers: readonly number[]): readonly ProviderLimit[] =>
  (useEngine.getState().status?.providers ?? []).flatMap(({ code, capacityPages }) =>
    capacityPages === null || !providers.includes(code)
      ? []
      : [{ provider: code, bytes: capacityPages * PAGE_SIZE }],
  );
