import { type TFunction } from 'i18next';
import { Layers } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { internalFragmentation, PAGE_SIZE } from '../../electron/contract/core.ts';
import { type EngineStatus } from '../../electron/contract/engine-status.ts';
import { ActionMenu, type MenuAction } from '../app/ActionMenu.tsx';
import { openDialog } from '../app/environment.ts';
import { useFormat } from '../app/format.ts';
import { closeProvider, machine } from '../app/lab-commands.ts';
import { providerName } from '../app/provider-name.ts';
import { styleOfKey } from '../stores/colour-by.ts';
import { useEngine } from '../stores/engine-store.ts';
import { setFilter } from '../stores/filter-store.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { providerTerm } from './provider-term.ts';
import { Sparkline } from './Sparkline.tsx';

type Provider = EngineStatus['providers'][number];

interface ProviderCardProps {
  readonly provider: Provider;
  /** All of them: a name that is there twice is told apart by its number. */
  readonly among: readonly Provider[];
  readonly model: SessionModel;
}

/** What a provider holds at the cursor, what NDIS asks it for, and what can be done about it. */
export function ProviderCard({ provider, among, model }: ProviderCardProps) {
  const { code, id, role } = provider;
  const { t } = useTranslation();
  const format = useFormat();
  const { totals } = model.cursor;
  const usedPages = totals.usedPages[code] ?? 0;
  const share = usedPages / model.pageCount;
  const layers = useLayers(provider);
  const nodes = model.nodeStarts.length - 1;
  const reservedPages = totals.reservedPages[code] ?? 0;
  const reserved =
    reservedPages === 0 ? '' : t('providers.reserved', { reserved: format.bytes(reservedPages * PAGE_SIZE) });
  return (
    <article className="card provider-card" data-testid={`provider-${id}`}>
      <header>
        <span className={`swatch category-${styleOfKey('provider', code)}`} aria-hidden="true" />
        <h3>{providerName(t, id)}</h3>
        <span className="kind">{t(`providers.kind.${id}`, { defaultValue: '' })}</span>
      </header>
      <div className="role-line">
        <p
          className={`role role-${role ?? 'unknown'}`}
          data-role={role}
          title={role === null ? undefined : t(`providers.roleHint.${role}`)}
        >
          {role === null ? '' : t(`providers.role.${role}`)}
        </p>
        <ProviderMenu provider={provider} among={among} />
      </div>
      {layers.length > 0 && (
        <p className="card-layers" title={t('layers.banner', { provider: providerName(t, id) })}>
          <Layers size={12} aria-hidden="true" />
          {layers.map((layer, index) => (
            <span key={`${index} ${layer}`} className="mono layer">
              {layer}
            </span>
          ))}
        </p>
      )}
      <div
        className="bar"
        role="meter"
        aria-label={t('providers.used')}
        aria-valuenow={Math.round(share * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
        title={[format.exactBytes(usedPages * PAGE_SIZE), reserved].filter(Boolean).join(' · ')}
      >
        <span
          className={`bar-fill category-${styleOfKey('provider', code)}`}
          style={{ width: `${share * 100}%` }}
        />
        {reservedPages > 0 && (
          <span
            className="bar-reserved"
            data-testid={`reserved-${id}`}
            style={{ width: `${(reservedPages / model.pageCount) * 100}%` }}
          />
        )}
      </div>
      <p className="facts">
        <span>
          {t('providers.share', { share: format.percent(share), used: format.bytes(usedPages * PAGE_SIZE) })}
        </span>
        <span title={format.integer(totals.blocks[code] ?? 0)}>
          {t('providers.blocks', {
            count: totals.blocks[code] ?? 0,
            shown: format.short(totals.blocks[code] ?? 0),
          })}
        </span>
      </p>
      <p className="facts">
        <span title={t('providers.nodesHint')}>
          {t('providers.nodes', { count: nodes, last: nodes - 1 })}
        </span>
        <span
          title={`${t('figures.internal')}: ${t('figures.hint.internal')}`}
          data-testid={`internal-${id}`}
        >
          {t('providers.internal', {
            value: format.ratio(
              internalFragmentation(usedPages * PAGE_SIZE, totals.providerBytes[code] ?? 0),
            ),
          })}
        </span>
      </p>
      <Sparkline model={model} code={code} colour={`category-${styleOfKey('provider', code)}`} />
    </article>
  );
}

/** Drawn when the providers change, not with every figure of theirs. */
const ProviderMenu = memo(function ProviderMenu({ provider, among }: Omit<ProviderCardProps, 'model'>) {
  const { t } = useTranslation();
  return (
    <ActionMenu
      label={t('providers.actions', { name: providerName(t, provider.id) })}
      actions={offersOf(t, provider, among)}
    />
  );
});

/** What is stacked around a provider to make it fail, lie or wait: around the one that serves now. */
function useLayers({ id, role }: Provider): readonly string[] {
  const serving = useEngine((state) => state.status?.serving);
  return serving?.provider === id && role !== 'past' && role !== 'unbound' ? serving.layers : NO_LAYERS;
}
const NO_LAYERS: readonly string[] = [];

/** What can be done about a provider: its calls can always be listed, the rest depends on what it is there for. */
function offersOf(t: TFunction, provider: Provider, among: readonly Provider[]): readonly MenuAction[] {
  const { code, role } = provider;
  const open: MenuAction = {
    key: 'open',
    label: t('providers.open'),
    title: 'NdisOpenAdapterEx',
    run: () => void machine({ kind: 'openBinding' }),
  };
  const close: MenuAction = {
    key: 'close',
    label: t('providers.close'),
    title: `NdisCloseAdapterEx. ${t('providers.closeHint')}`,
    run: () => void closeProvider(code),
  };
  const replace: MenuAction = {
    key: 'replace',
    label: t('providers.change'),
    title: 'NdisSetOptionalHandlers',
    run: () => openDialog('changeProvider'),
  };
  const list: MenuAction = {
    key: 'list',
    label: t('providers.listCalls'),
    run: () => setFilter(`provider == ${providerTerm(provider, among)}`),
  };
  const registered = role === 'bound' || role === 'unbound';
  return [
    ...(role === 'bound' ? [close] : []),
    ...(role === 'unbound' ? [open] : []),
    ...(registered ? [replace] : []),
    list,
  ];
}
