import { type Lab } from '../../core/lab/lab.ts';
import { formatDecorator } from '../../core/providers/decorators/decorator-spec.ts';
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
    adapterHandle: adapter.handle,
    bookmarks: [],
  };
}
