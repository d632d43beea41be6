import { type CallOutcome } from './call-outcome.ts';
import {
  NDIS_OBJECT_TYPE_SHARED_MEMORY_PROVIDER_CHARACTERISTICS,
  NDIS_SHARED_MEMORY_PROVIDER_CHAR_SUPPORTS_PF_VPORTS,
  NDIS_SIZEOF_SHARED_MEMORY_PROVIDER_CHARACTERISTICS_REVISION_1,
  PASSIVE_LEVEL,
  type RegistrationContext,
} from './constants.ts';
import { diagnosticCode, IRQL_VIOLATION } from './diagnostics.ts';
import { type Handle } from './handles.ts';
import { type Ndis } from './ndis.ts';
import { type SharedMemoryProviderCharacteristics } from './provider-characteristics.ts';
import { NO_RULE, ruleCode } from './rules.ts';
import { FAILURE, NO_STATUS, RESOURCES, SUCCESS, type StatusCode } from './status.ts';

const G1 = ruleCode('G1');
const G2 = ruleCode('G2');
const G3 = ruleCode('G3');
const G4 = ruleCode('G4');
const G5 = ruleCode('G5');
const G6 = ruleCode('G6');
const TOO_MANY_PROVIDERS = diagnosticCode('TOO_MANY_PROVIDERS');
/** Providers that a record's byte can name, every replaced one included. */
const MOST_PROVIDERS = 255;

/**
 * NdisSetOptionalHandlers (nf-ndis-ndissetoptionalhandlers) with a shared-memory provider: registers it for a
 * protocol driver (inherited by its bindings), one binding, or a miniport driver (its adapters' provider). A second
 * registration replaces the first for new blocks only.
 * @param context where the driver makes the call from (rule G6)
 * @param id name under which the program shows the provider
 */
export function NdisSetOptionalHandlers(
  ndis: Ndis,
  ndisHandle: Handle,
  id: string,
  optional: SharedMemoryProviderCharacteristics,
  context: RegistrationContext,
  irql: number,
  outcome: CallOutcome,
): StatusCode {
  outcome.reset();
  if (irql !== PASSIVE_LEVEL) return outcome.refuse(NO_STATUS, G1, IRQL_VIOLATION);
  const { Header } = optional;
  if (
    Header.Type !== NDIS_OBJECT_TYPE_SHARED_MEMORY_PROVIDER_CHARACTERISTICS ||
    Header.Revision < 1 ||
    Header.Size < NDIS_SIZEOF_SHARED_MEMORY_PROVIDER_CHARACTERISTICS_REVISION_1
  ) {
    return outcome.refuse(FAILURE, G2);
  }
  const driver = ndis.protocols.get(ndisHandle) ?? ndis.miniports.get(ndisHandle);
  const binding = ndis.bindings.get(ndisHandle);
  const registrant = driver ?? (binding?.closed === false ? binding : undefined);
  if (registrant === undefined) return outcome.refuse(FAILURE, G3);
  if (optional.AllocateSharedMemoryHandler === null || optional.FreeSharedMemoryHandler === null) {
    return outcome.refuse(FAILURE, G4);
  }
  if ((optional.Flags & ~NDIS_SHARED_MEMORY_PROVIDER_CHAR_SUPPORTS_PF_VPORTS) !== 0)
    return outcome.refuse(FAILURE, G5);
  const fitting =
    driver !== undefined
      ? context === 'SetOptions'
      : context === 'BindAdapter' || context === 'OpenAdapterComplete';
  if (!fitting) return outcome.refuse(FAILURE, G6);
  if (ndis.providers.length === MOST_PROVIDERS) {
    return outcome.refuse(RESOURCES, NO_RULE, TOO_MANY_PROVIDERS);
  }
  registrant.provider = ndis.addProvider(id, optional);
  outcome.provider = registrant.provider.code;
  outcome.status = SUCCESS;
  return SUCCESS;
}
