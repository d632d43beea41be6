import { type Line } from '../../core/history/branch-tree.ts';
import { servingProvider } from '../../core/history/serving-provider.ts';
import { formatDecorator } from '../../core/providers/decorators/decorator-spec.ts';
import { providerRole } from '../../core/ndis/provider-role.ts';
import { type Lab } from '../../core/lab/lab.ts';
import { type EngineStatus } from '../contract/engine-status.ts';
import { type OpenedSession } from '../files/read-session-file.ts';

/** Who can be asked for memory, and the longest request that each would serve now. */
export const providerStatus = (lab: Lab, recording: OpenedSession | null): EngineStatus['providers'] =>
  recording?.providers.map(({ code, id }) => ({
    code,
    id,
    role: null,
    largestContiguousPages: null,
    largestPages: null,
    capacityPages: null,
  })) ??
  lab.ndis.providers.map((provider) => ({
    code: provider.code,
    id: provider.id,
    role: providerRole(lab.ndis, provider),
    largestContiguousPages: provider.characteristics.books?.largestGrantPages(true) ?? null,
    largestPages: provider.characteristics.books?.largestGrantPages(false) ?? null,
    capacityPages: provider.characteristics.books?.capacityPages ?? null,
  }));

/** Who serves the switch's queues now, and what is stacked around it. */
export function serving(
  recording: OpenedSession | null,
  { lab, journal }: Pick<Line, 'lab' | 'journal'>,
): EngineStatus['serving'] {
  if (recording !== null) {
    const { provider, layers } = recording.settings;
    return { provider, layers };
  }
  const { provider, layers } = servingProvider(lab.config, journal);
  return { provider, layers: layers.map(formatDecorator) };
}
