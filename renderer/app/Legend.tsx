import { type TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { usageShortName } from '../../electron/contract/core.ts';
import { useEngine } from '../stores/engine-store.ts';
import { type ColourBy } from '../stores/block-attributes.ts';
import { styleOfKey } from '../stores/colour-by.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { toggleIsolated, useView } from '../stores/view-store.ts';
import { providerName } from './provider-name.ts';

/** What the colours mean; a click shows one entry alone. */
export function Legend({ model }: { readonly model: SessionModel }) {
  const { t } = useTranslation();
  const colourBy = useView((state) => state.colourBy);
  const isolated = useView((state) => state.isolated);
  useView((state) => state.revision);
  const providers = useEngine((state) => state.status?.providers) ?? [];
  return (
    <div className="legend" role="group" aria-label={t('legend.title')} data-testid="legend">
      {keysSeen(model, colourBy).map((key) => (
        <button key={key} type="button" aria-pressed={isolated === key} onClick={() => toggleIsolated(key)}>
          <span className={`swatch category-${styleOfKey(colourBy, key)}`} aria-hidden="true" />{' '}
          {legendName(t, colourBy, key, providers)}
        </button>
      ))}
      <span className="key">
        <span className="swatch free" aria-hidden="true" /> {t('legend.free')}
      </span>
      <span className="key">
        <span className="swatch padding" aria-hidden="true" /> {t('legend.padding')}
      </span>
    </div>
  );
}

/** What an entry is called: a queue, a provider or a usage. */
export function legendName(
  t: TFunction,
  colourBy: ColourBy,
  key: number,
  providers: readonly { readonly code: number; readonly id: string }[],
): string {
  if (colourBy === 'queue') return key === 0 ? t('legend.defaultQueue') : t('legend.queue', { queue: key });
  if (colourBy === 'usage') return usageShortName(key);
  const id = providers.find((provider) => provider.code === key)?.id ?? String(key);
  return providerName(t, id);
}

/** Keys of the entries, rising. */
export const keysSeen = (model: SessionModel, colourBy: ColourBy): readonly number[] =>
  [...model.attributes.keysSeen(colourBy)].sort((a, b) => a - b);
