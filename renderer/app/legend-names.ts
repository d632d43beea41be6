import { type TFunction } from 'i18next';
import { statusName, usageShortName } from '../../electron/contract/core.ts';
import {
  AGE_LIMITS,
  type ColourBy,
  NO_VPORT,
  severityOfKey,
  SIZE_LIMITS,
  UNKNOWN_NODE,
  VPORT_MEMORY,
} from '../stores/colour-by.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { type Format } from './format.ts';
import { providerName } from './provider-name.ts';

/** What names come from beside the key. */
export interface NameSource {
  readonly t: TFunction;
  readonly format: Format;
  readonly providers: readonly { readonly code: number; readonly id: string }[];
}

/** What an entry of the legend is called. */
export function legendName({ t, format, providers }: NameSource, colourBy: ColourBy, key: number): string {
  switch (colourBy) {
    case 'queue':
      if (key === VPORT_MEMORY) return t('legend.vportMemory');
      return key === 0 ? t('legend.defaultQueue') : t('legend.queue', { queue: key });
    case 'vport':
      return key === NO_VPORT ? t('legend.noVPort') : t('legend.vport', { vport: key - 1 });
    case 'provider':
      return providerName(t, providers.find(({ code }) => code === key)?.id ?? String(key));
    case 'usage':
      return usageShortName(key);
    case 'node':
      return key === UNKNOWN_NODE ? t('legend.noNode') : t('legend.node', { node: key });
    case 'size':
      return className(SIZE_LIMITS, key, (bytes) => format.bytes(bytes), {
        below: (limit) => t('legend.upTo', { limit }),
        above: (limit) => t('legend.over', { limit }),
      });
    case 'age':
      return className(AGE_LIMITS, key, (events) => format.integer(events), {
        below: (limit) => t('legend.younger', { limit }),
        above: (limit) => t('legend.older', { limit }),
      });
    case 'status': {
      const severity = severityOfKey(key);
      if (severity !== null) return t('legend.reported', { severity: t(`severity.${severity}`) });
      return key === 0 ? t('legend.recorded') : (statusName(key) ?? String(key)).replace('NDIS_STATUS_', '');
    }
  }
}

function className(
  limits: readonly number[],
  key: number,
  shown: (limit: number) => string,
  words: { below: (limit: string) => string; above: (limit: string) => string },
): string {
  const limit = limits[key];
  return limit === undefined ? words.above(shown(limits.at(-1) ?? 0)) : words.below(shown(limit));
}

/** Keys of the entries, rising. */
export function keysSeen(model: SessionModel, colourBy: ColourBy): readonly number[] {
  if (colourBy === 'age') return AGE_LIMITS.map((_limit, key) => key).concat(AGE_LIMITS.length);
  return [...model.keysSeen.of(colourBy)].sort((a, b) => a - b);
}
