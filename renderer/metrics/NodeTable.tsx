import { useTranslation } from '../app/use-translation.ts';
import { PAGE_SIZE } from '../../electron/contract/core.ts';
import { useFormat } from '../app/format.ts';
import { type SessionModel } from '../stores/session-model.ts';

/** Each NUMA node at the cursor. */
export function NodeTable({ model }: { readonly model: SessionModel }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { nodeCalls, nodeProbes } = model.cursor.totals;
  const reserves = model.everReserved;
  const columns = [
    ...['node', 'used', ...(reserves ? ['reserved'] : []), 'free', 'extents', 'largest'],
    ...['external', 'squared', 'internal', 'probes'],
  ];
  return (
    <section className="figure-box wide" aria-label={t('figures.byNode')}>
      <h3>{t('figures.byNode')}</h3>
      <table className="parameters" data-testid="figures-nodes">
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
          {model.nodeFigures().map((figures, node) => (
            <tr key={node} className="mono">
              <th scope="row">{node}</th>
              <td>{format.bytes((figures.pages - figures.freePages - figures.reservedPages) * PAGE_SIZE)}</td>
              {reserves && <td>{format.bytes(figures.reservedPages * PAGE_SIZE)}</td>}
              <td>{format.bytes(figures.freePages * PAGE_SIZE)}</td>
              <td>{format.integer(figures.freeExtents)}</td>
              <td>{format.bytes(figures.largestFreePages * PAGE_SIZE)}</td>
              <td>{format.ratio(figures.external)}</td>
              <td>{format.ratio(figures.squared)}</td>
              <td>{format.ratio(figures.internal)}</td>
              <td>{perCall(format.ratio, nodeProbes[node], nodeCalls[node])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A mean, or a dash where there is nothing to divide by. */
export const perCall = (
  ratio: (value: number) => string,
  sum: number | undefined,
  calls: number | undefined,
): string => (calls === undefined || calls === 0 ? '–' : ratio((sum ?? 0) / calls));
