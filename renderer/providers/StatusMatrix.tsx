import { useTranslation } from '../app/use-translation.ts';
import { DOCUMENTED_STATUSES, STATUS_SPAN, statusName } from '../../electron/contract/core.ts';
import { type EngineStatus } from '../../electron/contract/engine-status.ts';
import { useFormat } from '../app/format.ts';
import { providerName } from '../app/provider-name.ts';
import { STATUS_SHAPES } from '../statuses/status-shapes.ts';
import { setFilter, useFilter } from '../stores/filter-store.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { providerTerm } from './provider-term.ts';

interface StatusMatrixProps {
  readonly model: SessionModel;
  readonly providers: EngineStatus['providers'];
}

/** How often each provider's calls came back with each status, up to the cursor; a press lists them. */
export function StatusMatrix({ model, providers }: StatusMatrixProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useFilter((state) => state.text);
  const counts = model.cursor.totals.providerStatuses;
  const cell = (words: string, filter: string, label: string) => (
    <button
      type="button"
      className="small mono"
      aria-label={label}
      title={label}
      aria-pressed={text === filter}
      onClick={() => setFilter(text === filter ? '' : filter)}
    >
      {words}
    </button>
  );
  return (
    <table className="status-matrix" aria-label={t('providers.returned')} data-testid="status-matrix">
      <thead>
        <tr>
          <td />
          {DOCUMENTED_STATUSES.map((status) => (
            <th key={status} scope="col" className={`status-${status}`} data-explain={`status:${status}`}>
              <span aria-hidden="true">{STATUS_SHAPES[status]}</span>
              <span className="visually-hidden">{statusName(status)}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {providers.map(({ code, id }) => (
          <tr key={code} data-provider={id}>
            <th scope="row" title={providerName(t, id)}>
              {providerName(t, id)}
            </th>
            {DOCUMENTED_STATUSES.map((status) => {
              const count = counts[code * STATUS_SPAN + status] ?? 0;
              const name = statusName(status) ?? '';
              const filter = `provider == ${providerTerm({ id, code }, providers)} && status == ${name.replace('NDIS_STATUS_', '')}`;
              return (
                <td key={status} data-status={status}>
                  {cell(
                    format.short(count),
                    filter,
                    `${providerName(t, id)}, ${name}: ${format.integer(count)}`,
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
