import { useTranslation } from '../app/use-translation.ts';
import { internalFragmentation, PAGE_SIZE, STATUS_SPAN } from '../../electron/contract/core.ts';
import { useFormat } from '../app/format.ts';
import { providerName } from '../app/provider-name.ts';
import { useEngine } from '../stores/engine-store.ts';
import { styleOfKey } from '../stores/colour-by.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { perCall } from './NodeTable.tsx';

/** Each provider at the cursor: what it holds, what of that nobody asked for, and how hard its policy searched. */
export function ProviderTable({ model }: { readonly model: SessionModel }) {
  const { t } = useTranslation();
  const format = useFormat();
  const providers = useEngine((state) => state.status?.providers) ?? [];
  const { totals } = model.cursor;
  const reserves = model.everReserved;
  const columns = [
    ...['provider', 'blocks', 'used', 'asked', 'beyond', ...(reserves ? ['reserved'] : [])],
    ...['internal', 'calls', 'probes'],
  ];
  return (
    <section className="figure-box wide" aria-label={t('figures.byProvider')}>
      <h3>{t('figures.byProvider')}</h3>
      <table className="parameters" data-testid="figures-providers">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" title={t(`figures.hint.${column}`)}>
                {t(`figures.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {providers.map(({ code, id }) => {
            const granted = (totals.usedPages[code] ?? 0) * PAGE_SIZE;
            const asked = totals.providerBytes[code] ?? 0;
            const calls = totals.providerStatuses
              .subarray(code * STATUS_SPAN, (code + 1) * STATUS_SPAN)
              .reduce((sum, count) => sum + count, 0);
            return (
              <tr key={code} className="mono">
                <th scope="row">
                  <span className={`swatch category-${styleOfKey('provider', code)}`} aria-hidden="true" />{' '}
                  {providerName(t, id)}
                </th>
                <td>{format.integer(totals.blocks[code] ?? 0)}</td>
                <td title={format.exactBytes(granted)}>{format.bytes(granted)}</td>
                <td title={format.exactBytes(asked)}>{format.bytes(asked)}</td>
                <td title={format.exactBytes(granted - asked)}>{format.bytes(granted - asked)}</td>
                {reserves && <td>{format.bytes((totals.reservedPages[code] ?? 0) * PAGE_SIZE)}</td>}
                <td>{format.ratio(internalFragmentation(granted, asked))}</td>
                <td>{format.integer(calls)}</td>
                <td data-testid={`probes-${id}`}>
                  {perCall(format.ratio, totals.providerProbes[code], calls)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
