import { FileCode, Layers } from 'lucide-react';
import { useTranslation } from '../app/use-translation.ts';
import { openDialog } from '../app/environment.ts';
import { useEngine } from '../stores/engine-store.ts';
import { useView } from '../stores/view-store.ts';
import { ProviderCard } from './ProviderCard.tsx';
import { StatusMatrix } from './StatusMatrix.tsx';
import './providers.css';
import { pictured } from '../pictures/parts.ts';

/** The providers that NDIS can call, with what each holds at the cursor and what it has returned so far. */
export function ProvidersPanel() {
  const { t } = useTranslation();
  const model = useView((state) => state.model);
  // The card's numbers are read from the model; the revision says when they have changed.
  useView((state) => state.revision);
  const providers = useEngine((state) => state.status?.providers);
  const epoch = useEngine((state) => state.status?.epoch);
  const recording = useEngine((state) => state.status?.recording === true);
  return (
    <section
      className="panel providers"
      {...pictured('providers')}
      aria-label={t('providers.title')}
      data-testid="providers"
    >
      <header className="panel-head">
        <h2>{t('providers.title')}</h2>
      </header>
      {model !== null &&
        epoch === model.info.epoch &&
        providers?.map((provider) => (
          <ProviderCard key={provider.code} provider={provider} among={providers} model={model} />
        ))}
      {model !== null && epoch === model.info.epoch && providers !== undefined && (
        <StatusMatrix model={model} providers={providers} />
      )}
      <div className="provider-buttons">
        {!recording && (
          <button
            type="button"
            className="write-provider"
            title={t('providers.change')}
            data-testid="change-provider-button"
            onClick={() => openDialog('changeProvider')}
          >
            <Layers size={14} aria-hidden="true" /> {t('providers.changeShort')}
          </button>
        )}
        <button
          type="button"
          className="write-provider"
          aria-keyshortcuts="E"
          title={t('providers.write')}
          data-testid="write-provider"
          onClick={() => openDialog('script')}
        >
          <FileCode size={14} aria-hidden="true" /> {t('providers.writeShort')}
        </button>
      </div>
    </section>
  );
}
