import { SeededRandom } from '../memory/seeded-random.ts';
import { NDIS_SHARED_MEMORY_PROVIDER_CHAR_SUPPORTS_PF_VPORTS } from '../ndis/constants.ts';
import { type SharedMemoryProviderCharacteristics } from '../ndis/provider-characteristics.ts';
import { SwitchProvider } from '../providers/switch-provider.ts';
import { type Lab } from './lab.ts';

/** One more provider of the switch's kind over the machine's pool; later ones differ from the first by their seed. */
export function newSwitchProvider(lab: Lab, supportsPfVPorts: boolean): SharedMemoryProviderCharacteristics {
  const order = lab.ndis.providers.length - 1;
  const random = new SeededRandom((lab.config.seed + order) >>> 0);
  const provider = new SwitchProvider(lab.pool, lab.scattered, lab.sharedMemoryHandles, random);
  return provider.characteristics(supportsPfVPorts ? NDIS_SHARED_MEMORY_PROVIDER_CHAR_SUPPORTS_PF_VPORTS : 0);
}
