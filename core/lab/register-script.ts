import { NDIS_SHARED_MEMORY_PROVIDER_CHAR_SUPPORTS_PF_VPORTS, PASSIVE_LEVEL } from '../ndis/constants.ts';
import { type StatusCode } from '../ndis/status.ts';
import { PoolMemory } from '../providers/script-memory.ts';
import { ScriptedProvider, type ScriptRuntime } from '../providers/scripted-provider.ts';
import { type Lab } from './lab.ts';

/** What a scripted provider's id begins with; the script's name follows. */
export const SCRIPT_ID_PREFIX = 'script:';

/** The machine's memory for one script, with books of its own. */
export const scriptMemoryOf = (lab: Lab): PoolMemory =>
  new PoolMemory(lab.pool, lab.scattered, lab.sharedMemoryHandles);

/** The switch's protocol driver registers the script in place of the provider that it has; the status is recorded. */
export function registerScript(
  lab: Lab,
  name: string,
  runtime: ScriptRuntime,
  memory: PoolMemory,
): StatusCode {
  const flags = lab.config.mode === 'sriov' ? NDIS_SHARED_MEMORY_PROVIDER_CHAR_SUPPORTS_PF_VPORTS : 0;
  const characteristics = new ScriptedProvider(runtime, memory).characteristics(flags);
  const { handle } = lab.protocolDriver;
  return lab.setOptionalHandlers(
    handle,
    SCRIPT_ID_PREFIX + name,
    characteristics,
    'SetOptions',
    PASSIVE_LEVEL,
  );
}
