import { type SeededRandom } from '../../memory/seeded-random.ts';
import { diagnosticCode } from '../../ndis/diagnostics.ts';
import {
  type ProviderCall,
  type SharedMemoryProviderCharacteristics,
} from '../../ndis/provider-characteristics.ts';
import { type StatusCode } from '../../ndis/status.ts';
import { type InnerProvider, withHandlers } from './decorator.ts';

const FAULT_INJECTED = diagnosticCode('FAULT_INJECTED');
const CALL_LOGGED = diagnosticCode('CALL_LOGGED');
const NS_PER_US = 1000;

function inject(call: ProviderCall, status: StatusCode): StatusCode {
  call.diagnostic = FAULT_INJECTED;
  return status;
}

/** Answers every n-th call with the status instead of asking the provider. */
export function failEveryNth(
  inner: InnerProvider,
  n: number,
  status: StatusCode,
): SharedMemoryProviderCharacteristics {
  let calls = 0;
  return withHandlers(inner, (parameters, call) =>
    ++calls % n === 0 ? inject(call, status) : inner.allocate(parameters, call),
  );
}

/** Out of this many draws a probability is counted in whole numbers, so that it is the same everywhere. */
const DRAWS = 1_000_000;

/** Answers with the status instead of asking, each time with probability `probability`, drawn from the seed. */
export function failRandomly(
  inner: InnerProvider,
  probability: number,
  status: StatusCode,
  random: SeededRandom,
): SharedMemoryProviderCharacteristics {
  const threshold = Math.round(probability * DRAWS);
  return withHandlers(inner, (parameters, call) =>
    random.below(DRAWS) < threshold ? inject(call, status) : inner.allocate(parameters, call),
  );
}

/** Makes every callback take so much simulated time longer. */
export const latency = (inner: InnerProvider, microseconds: number): SharedMemoryProviderCharacteristics =>
  withHandlers(inner, (parameters, call) => {
    const status = inner.allocate(parameters, call);
    call.elapsedNs += microseconds * NS_PER_US;
    return status;
  });

/** Changes nothing, and leaves a note at every call that reached the provider. */
export const logOnly = (inner: InnerProvider): SharedMemoryProviderCharacteristics =>
  withHandlers(inner, (parameters, call) => {
    const status = inner.allocate(parameters, call);
    call.diagnostic ||= CALL_LOGGED;
    return status;
  });
