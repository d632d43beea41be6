import { NDIS_SHARED_MEMORY_PROVIDER_CHAR_SUPPORTS_PF_VPORTS } from './constants.ts';
import { type Adapter, type MemoryOwner, type RegisteredProvider } from './machine.ts';
import { type Ndis } from './ndis.ts';

/**
 * Who serves a request (model decision, domain notes 4.1): the provider of the binding that made the owner, which may
 * have its own or inherit its protocol driver's, then that of the miniport driver, then NDIS's own. For a VPort a
 * registered provider counts only with SUPPORTS_PF_VPORTS.
 * @param owner queue or VPort, null for the default queue, which no overlying driver owns
 */
export function providerFor(
  ndis: Ndis,
  adapter: Adapter,
  owner: MemoryOwner | null,
  forVPort: boolean,
): RegisteredProvider | null {
  if (owner !== null) {
    const { provider, protocol } = owner.owner;
    if (provider !== null && serves(provider, forVPort)) return provider;
    if (provider === null && protocol.provider !== null && serves(protocol.provider, forVPort))
      return protocol.provider;
  }
  const ofMiniport = adapter.miniport.provider;
  if (ofMiniport !== null && serves(ofMiniport, forVPort)) return ofMiniport;
  return ndis.defaultProvider;
}

const serves = ({ characteristics }: RegisteredProvider, forVPort: boolean): boolean =>
  !forVPort || (characteristics.Flags & NDIS_SHARED_MEMORY_PROVIDER_CHAR_SUPPORTS_PF_VPORTS) !== 0;
