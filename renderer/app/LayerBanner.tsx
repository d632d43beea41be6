import { Layers } from 'lucide-react';
import { useTranslation } from './use-translation.ts';
import { providerName } from './provider-name.ts';
import { useEngine } from '../stores/engine-store.ts';

/** Says for as long as it is so that the provider fails, lies or waits on purpose. */
export function LayerBanner() {
  const { t } = useTranslation();
  const serving = useEngine((state) => state.status?.serving);
  if (serving === undefined || serving.layers.length === 0) return null;
  return (
    <p className="layer-banner" role="status" data-testid="layer-banner">
      <Layers size={14} aria-hidden="true" />{' '}
      <b>
        {t('layers.banner', {
          provider: providerName(t, serving.provider),
        })}
      </b>{' '}
      {serving.layers.map((layer, index) => (
        <span key={`${index} ${layer}`} className="mono layer">
          {layer}
        </span>
      ))}
    </p>
  );
}
