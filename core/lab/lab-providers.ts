import { SeededRandom } from '../memory/seeded-random.ts';
import { NDIS_SHARED_MEMORY_PROVIDER_CHAR_SUPPORTS_PF_VPORTS } from '../ndis/constants.ts';
import { type SharedMemoryProviderCharacteristics } from '../ndis/provider-characteristics.ts';
import { type DecoratorContext } from '../providers/decorators/decorate.ts';
import { createRegisteredProvider } from '../providers/provider-catalogue.ts';
import { type ProviderChoice } from '../providers/provider-choices.ts';
import { SwitchProvider } from '../providers/switch-provider.ts';
import { type ProviderHome } from './lab-parts.ts';

const flagsFor = (supportsPfVPorts: boolean): number =>
  supportsPfVPorts ? NDIS_SHARED_MEMORY_PROVIDER_CHAR_SUPPORTS_PF_VPORTS : 0;

/** Later providers of a machine differ from the first by their seed. */
const nextRandom = (lab: ProviderHome): SeededRandom =>
  new SeededRandom((lab.config.seed + lab.ndis.providers.length - 1) >>> 0);

/** One more provider of the switch's kind over the machine's pool. */
export const newSwitchProvider = (
  lab: ProviderHome,
  supportsPfVPorts: boolean,
): SharedMemoryProviderCharacteristics =>
  new SwitchProvider(lab.pool, lab.scattered, lab.sharedMemoryHandles, nextRandom(lab)).characteristics(
    flagsFor(supportsPfVPorts),
  );

/** The provider that a configuration asks for, without its layers; null where NDIS serves by itself. */
export const providerOfChoice = (
  lab: ProviderHome,
  choice: ProviderChoice,
): SharedMemoryProviderCharacteristics | null =>
  createRegisteredProvider(choice, {
    pool: lab.pool,
    scattered: lab.scattered,
    handles: lab.sharedMemoryHandles,
    random: nextRandom(lab),
    flags: flagsFor(lab.config.mode === 'sriov'),
  });

export const decoratorContextOf = (lab: ProviderHome): DecoratorContext => ({
  seed: lab.config.seed,
  freePages: () => lab.pool.freePages,
});
