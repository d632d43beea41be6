import { NDIS_SHARED_MEMORY_PROVIDER_CHAR_SUPPORTS_PF_VPORTS, PASSIVE_LEVEL } from '../ndis/constants.ts';
import { type StatusCode } from '../ndis/status.ts';
import { decorate } from '../providers/decorators/decorate.ts';
import { type DecoratorSpec } from '../providers/decorators/decorator-spec.ts';
import { SCRIPT_ID_PREFIX } from '../providers/script-id.ts';
import { PoolMemory } from '../providers/script-memory.ts';
import { ScriptedProvider, type ScriptRuntime } from '../providers/scripted-provider.ts';
import { decoratorContextOf } from './lab-providers.ts';
import { type Sentence } from '../words/sentence.ts';
import { sayOfConfig } from './config-sentences.ts';
import { type Lab } from './lab.ts';

/** The machine's memory for one script, with books of its own. */
export const scriptMemoryOf = (lab: Lab): PoolMemory =>
  new PoolMemory(lab.pool, lab.scattered, lab.sharedMemoryHandles);

/** Why scripts cannot serve this machine; null where they can. */
export const scriptObstacle = ({ pool }: Lab): Sentence | null =>
  pool.takesPlaces ? null : sayOfConfig('scriptPlaces', { policy: pool.policy });

/**
 * The switch's protocol driver registers the script in place of the provider that it has; the status is recorded.
 * @param layers what is stacked around it, the innermost first
 */
export function registerScript(
  lab: Lab,
  name: string,
  runtime: ScriptRuntime,
  memory: PoolMemory,
  layers: readonly DecoratorSpec[] = [],
): StatusCode {
  const flags = lab.config.mode === 'sriov' ? NDIS_SHARED_MEMORY_PROVIDER_CHAR_SUPPORTS_PF_VPORTS : 0;
  const own = new ScriptedProvider(runtime, memory).characteristics(flags);
  const characteristics = decorate(own, layers, decoratorContextOf(lab));
  const { handle } = lab.protocolDriver;
  return lab.setOptionalHandlers(
    handle,
    SCRIPT_ID_PREFIX + name,
    characteristics,
    'SetOptions',
    PASSIVE_LEVEL,
  );
}
