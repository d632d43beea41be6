import { type Line } from '../../core/history/branch-tree.ts';
import { servingProvider } from '../../core/history/serving-provider.ts';
import { formatDecorator } from '../../core/providers/decorators/decorator-spec.ts';
import { providerRole } from '../../core/ndis/provider-role.ts';
import { type Lab } from '../../core/lab/lab.ts';
import { type EngineStatus } from '../contract/engine-status.ts';
import { type OpenedSession } from '../files/read-session-file.ts';

/** Who can be asked for memory, and the longest request that each would serve now. */
export function providerStatus(
  lab: Lab,
  recording: OpenedSession | null,
): Pick<EngineStatus, 'providers' | 'largestGrants'> {
  if (recording !== null) {
    const { providers } = recording;
    return {
      providers: providers.map(({ code, id }) => ({ code, id, role: null, capacityPages: null })),
      largestGrants: providers.map(() => ({ contiguousPages: null, pages: null })),
    };
  }
  const { providers } = lab.ndis;
  return {
    providers: providers.map((provider) => ({
      code: provider.code,
      id: provider.id,
      role: providerRole(lab.ndis, provider),
      capacityPages: provider.characteristics.books?.capacityPages ?? null,
    })),
    largestGrants: providers.map(({ characteristics: { books } }) => ({
      contiguousPages: books?.largestGrantPages(true) ?? null,
      pages: books?.largestGrantPages(false) ?? null,
    })),
  };
}

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
