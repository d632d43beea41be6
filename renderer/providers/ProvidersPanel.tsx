import { FileCode, Layers } from 'lucide-react';
import { useTranslation } from '../app/use-translation.ts';
import { PAGE_SIZE } from '../../electron/contract/core.ts';
import { openDialog } from '../app/environment.ts';
import { useFormat } from '../app/format.ts';
import { providerName } from '../app/provider-name.ts';
import { useEngine } from '../stores/engine-store.ts';
import { styleOfKey } from '../stores/colour-by.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { useView } from '../stores/view-store.ts';
import { Sparkline } from './Sparkline.tsx';
import { StatusMatrix } from './StatusMatrix.tsx';
import './providers.css';

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
    <section className="panel providers" aria-label={t('providers.title')} data-testid="providers">
      <header className="panel-head">
        <h2>{t('providers.title')}</h2>
      </header>
      {model !== null &&
        epoch === model.info.epoch &&
        providers?.map((provider) => <ProviderCard key={provider.code} {...provider} model={model} />)}
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

interface ProviderCardProps {
  readonly code: number;
  readonly id: string;
  readonly model: SessionModel;
}

function ProviderCard({ code, id, model }: ProviderCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { totals } = model.cursor;
  const usedPages = totals.usedPages[code] ?? 0;
  const share = usedPages / model.pageCount;
  return (
    <article className="card" data-testid={`provider-${id}`}>
      <header>
        <span className={`swatch category-${styleOfKey('provider', code)}`} aria-hidden="true" />
        <h3>{providerName(t, id)}</h3>
        <span className="kind">{t(`providers.kind.${id}`, { defaultValue: '' })}</span>
      </header>
      <div
        className="bar"
        role="meter"
        aria-label={t('providers.used')}
        aria-valuenow={Math.round(share * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
        title={format.exactBytes(usedPages * PAGE_SIZE)}
      >
        <span
          className={`bar-fill category-${styleOfKey('provider', code)}`}
          style={{ width: `${share * 100}%` }}
        />
      </div>
      <p className="facts">
        <span>
          {t('providers.share', { share: format.percent(share), used: format.bytes(usedPages * PAGE_SIZE) })}
        </span>
        <span>
          {t('providers.blocks', {
            count: totals.blocks[code] ?? 0,
            shown: format.integer(totals.blocks[code] ?? 0),
          })}
        </span>
      </p>
      <Sparkline model={model} code={code} colour={`category-${styleOfKey('provider', code)}`} />
    </article>
  );
}
