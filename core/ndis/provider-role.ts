import { type Binding, type RegisteredProvider } from './machine.ts';
import { type Ndis } from './ndis.ts';

/**
 * What a provider is there for. `ndis`: it is NDIS itself. `bound`: it serves an open binding. `unbound`: it is
 * registered, but no binding is open. `miniport`: it serves what no binding's provider does. `past`: another took its
 * place, or its binding has closed; only its own blocks go back to it.
 */
export const PROVIDER_ROLES = ['ndis', 'bound', 'unbound', 'miniport', 'past'] as const;
export type ProviderRole = (typeof PROVIDER_ROLES)[number];

export function providerRole(ndis: Ndis, provider: RegisteredProvider): ProviderRole {
  if (provider.isDefault) return 'ndis';
  if (openBindingsOf(ndis, provider).length > 0) return 'bound';
  if ([...ndis.protocols.values()].some((protocol) => protocol.provider === provider)) return 'unbound';
  if ([...ndis.miniports.values()].some((miniport) => miniport.provider === provider)) return 'miniport';
  return 'past';
}

/** Open bindings whose queues and VPorts a provider serves. */
export const openBindingsOf = (ndis: Ndis, provider: RegisteredProvider): readonly Binding[] =>
  [...ndis.bindings.values()].filter(
    (binding) => !binding.closed && (binding.provider ?? binding.protocol.provider) === provider,
  );
