import { POLICY_IDS } from '../../core/allocators/policy-ids.ts';
import { type Lab } from '../../core/lab/lab.ts';
import { type LabConfig, labConfigProblem } from '../../core/lab/lab-config.ts';
import { byteCount, pageIndex } from '../../core/memory/units.ts';
import { PROVIDER_CHOICES } from '../../core/providers/provider-choices.ts';
import { formatDecorator, parseDecorator } from '../../core/providers/decorators/decorator-spec.ts';
import { type SessionSettings } from './session-settings.ts';

/** What a session file says of a Lab's session; it has no bookmarks yet. */
export function settingsOfLab(name: string, { config, geometry, adapter }: Lab): SessionSettings {
  return {
    name,
    memoryBytes: config.memoryBytes,
    nodeCount: config.nodeCount,
    basePage: geometry.basePage,
    nodeStarts: [...geometry.nodeStarts],
    seed: config.seed,
    provider: config.provider,
    policy: config.policy,
    layers: config.layers.map(formatDecorator),
    ndisVersion: config.ndisVersion,
    mode: config.mode,
    checksLifetime: config.checksLifetime,
    numQueues: config.numQueues,
    numVPorts: config.numVPorts,
    adapterHandle: adapter.handle,
    bookmarks: [],
  };
}

/** The machine that a session file speaks of; null where it cannot be made by this version. */
export function configOf(settings: SessionSettings): LabConfig | null {
  const { memoryBytes, basePage, nodeCount, seed, ndisVersion, mode, checksLifetime } = settings;
  const provider = PROVIDER_CHOICES.find(({ id }) => id === settings.provider)?.id;
  const policy = POLICY_IDS.find((id) => id === settings.policy);
  const layers = settings.layers.map(parseDecorator);
  const { numQueues, numVPorts } = settings;
  if (provider === undefined || policy === undefined || numQueues === undefined || numVPorts === undefined)
    return null;
  const known = layers.filter((layer) => layer !== null);
  if (known.length < layers.length) return null;
  const config: LabConfig = {
    ...{ memoryBytes: byteCount(memoryBytes), basePage: pageIndex(basePage), nodeCount, seed, ndisVersion },
    ...{ mode, checksLifetime, provider, policy, layers: known, numQueues, numVPorts },
  };
  return labConfigProblem(config) === null ? config : null;
}
