import { type LabConfig } from '../lab/lab-config.ts';
import { type DecoratorSpec } from '../providers/decorators/decorator-spec.ts';
import { SCRIPT_ID_PREFIX } from '../providers/script-id.ts';
import { type Journal } from './journal.ts';

/** Who serves the switch's queues at the end of a journal, and what is stacked around it, the innermost first. */
export function servingProvider(
  config: LabConfig,
  { entries }: Journal,
): { readonly provider: string; readonly layers: readonly DecoratorSpec[] } {
  for (let at = entries.length - 1; at >= 0; at--) {
    const entry = entries[at]!;
    if (entry.kind === 'script') return { provider: SCRIPT_ID_PREFIX + entry.script.name, layers: [] };
    if (entry.kind !== 'command' || entry.command.kind !== 'useProvider') continue;
    return { provider: entry.command.provider, layers: entry.command.layers };
  }
  return { provider: config.provider, layers: config.layers };
}
