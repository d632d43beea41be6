import { Layers } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useView } from '../stores/view-store.ts';

/** Says for as long as the session lasts that its provider fails, lies or waits on purpose. */
export function LayerBanner() {
  const { t } = useTranslation();
  const info = useView((state) => state.model?.info);
  if (info === undefined || info.layers.length === 0) return null;
  return (
    <p className="layer-banner" role="status" data-testid="layer-banner">
      <Layers size={14} aria-hidden="true" />{' '}
      <b>
        {t('layers.banner', {
          provider: t(`providers.name.${info.provider}`, { defaultValue: info.provider }),
        })}
      </b>{' '}
      {info.layers.map((layer, index) => (
        <span key={`${index} ${layer}`} className="mono layer">
          {layer}
        </span>
      ))}
    </p>
  );
}
