import { SeededRandom } from '../../memory/seeded-random.ts';
import { bytesToPages } from '../../memory/units.ts';
import { type SharedMemoryProviderCharacteristics } from '../../ndis/provider-characteristics.ts';
import { FAILURE, INVALID_PARAMETER, RESOURCES, type StatusCode } from '../../ndis/status.ts';
import { breakRule } from './broken-contract.ts';
import { innerOf } from './decorator.ts';
import { type DecoratorSpec, type FaultStatus } from './decorator-spec.ts';
import { failEveryNth, failRandomly, latency, logOnly } from './faults.ts';
import { failBelowFree, quota } from './limits.ts';

const STATUS_OF: Readonly<Record<FaultStatus, StatusCode>> = { RESOURCES, INVALID_PARAMETER, FAILURE };

/** What decorators need of the machine. */
export interface DecoratorContext {
  readonly seed: number;
  readonly freePages: () => number;
}

/** Puts the layers around a provider, the first one innermost. */
export function decorate(
  characteristics: SharedMemoryProviderCharacteristics,
  layers: readonly DecoratorSpec[],
  context: DecoratorContext,
): SharedMemoryProviderCharacteristics {
  return layers.reduce((inner, layer, index) => wrap(inner, layer, index, context), characteristics);
}

function wrap(
  characteristics: SharedMemoryProviderCharacteristics,
  layer: DecoratorSpec,
  index: number,
  { seed, freePages }: DecoratorContext,
): SharedMemoryProviderCharacteristics {
  const inner = innerOf(characteristics);
  switch (layer.kind) {
    case 'quota':
      return quota(inner, bytesToPages(layer.bytes));
    case 'fail-nth':
      return failEveryNth(inner, layer.n, STATUS_OF[layer.status]);
    case 'fail-random':
      return failRandomly(
        inner,
        layer.probability,
        STATUS_OF[layer.status],
        new SeededRandom((seed + index + 1) >>> 0),
      );
    case 'fail-below':
      return failBelowFree(inner, bytesToPages(layer.bytes), freePages);
    case 'break':
      return breakRule(inner, layer.rule, layer.n);
    case 'latency':
      return latency(inner, layer.microseconds);
    case 'log-only':
      return logOnly(inner);
  }
}
