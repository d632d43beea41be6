import { PASSIVE_LEVEL } from '../ndis/constants.ts';
import { type StatusCode } from '../ndis/status.ts';
import { decorate } from '../providers/decorators/decorate.ts';
import { type DecoratorSpec } from '../providers/decorators/decorator-spec.ts';
import { type RegistrableProvider } from '../providers/provider-choices.ts';
import { decoratorContextOf, providerOfChoice } from './lab-providers.ts';
import { type Lab } from './lab.ts';

/**
 * The switch's protocol driver registers another provider in place of the one that it has; the status is recorded.
 * Blocks that are there already stay with the provider that made them.
 * @param layers what is stacked around it, the innermost first
 */
export function registerProvider(
  lab: Lab,
  provider: RegistrableProvider,
  layers: readonly DecoratorSpec[],
): StatusCode {
  const own = providerOfChoice(lab, provider);
  if (own === null) throw new RangeError(`${provider} is NDIS itself: nobody registers it`);
  const characteristics = decorate(own, layers, decoratorContextOf(lab));
  return lab.setOptionalHandlers(
    lab.protocolDriver.handle,
    provider,
    characteristics,
    'SetOptions',
    PASSIVE_LEVEL,
  );
}
