import { useEffect, useRef } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { useFormat } from '../app/format.ts';
import { useEngine } from '../stores/engine-store.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { POLICY_IDS } from '../../electron/contract/core.ts';
import { pictured } from '../pictures/parts.ts';

/** What each placement policy would need for everything that this session was asked for, measured on demand. */
export function PolicyTable({ model }: { readonly model: SessionModel }) {
  const { t } = useTranslation();
  const format = useFormat();
  const status = useEngine((state) => state.status);
  const measured = status?.epoch === model.info.epoch ? status.policies : null;
  const running = measured?.state === 'running';
  const rows = measured?.policies ?? [];
  const most = Math.max(...rows.map((row) => row.overPeakPages ?? 1), 1);
  const box = useRef<HTMLElement>(null);
  // Whoever asks for it from elsewhere need not look for it below the other figures.
  useEffect(() => {
    if (!running) return;
    const show = (): void => box.current?.scrollIntoView({ block: 'start' });
    show();
    // The last rows come with the end.
    return show;
  }, [running, rows.length]);
  return (
    <section
      ref={box}
      className="figure-box wide"
      {...pictured('policies')}
      aria-label={t('figures.policies')}
    >
      <header>
        <h3>{t('figures.policies')}</h3>
        {running && (
          <progress max={POLICY_IDS.length} value={rows.length} aria-label={t('figures.measuring')} />
        )}
        <button
          type="button"
          className="small"
          data-testid="measure-policies"
          disabled={!running && !model.hasBlocks}
          onClick={() => void window.lab.measurePolicies({ action: running ? 'cancel' : 'start' })}
        >
          {t(running ? 'figures.cancel' : 'figures.measure')}
        </button>
      </header>
      <p className="dim">
        {measured === null
          ? t('figures.policiesHint')
          : t('figures.policiesOf', {
              count: measured.requests,
              requests: format.integer(measured.requests),
              bytes: format.bytes(measured.peakLiveBytes),
              pages: format.integer(measured.peakLivePages),
            })}
        {measured?.state === 'cancelled' && ` ${t('figures.cancelled')}`}
      </p>
      {rows.length > 0 && (
        <table className="parameters" data-testid="policy-table">
          <thead>
            <tr>
              {['policy', 'needs', 'overPages', 'overBytes'].map((column) => (
                <th key={column} scope="col" title={t(`figures.hint.${column}`)}>
                  {t(`figures.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ policy, memoryBytes, overPeakBytes, overPeakPages }) => (
              <tr key={policy} className="mono" data-testid={`policy-${policy}`} data-value={memoryBytes}>
                <th scope="row">{t(`newSession.policies.${policy.replace(':', '_')}`)}</th>
                <td title={memoryBytes === null ? undefined : format.exactBytes(memoryBytes)}>
                  {memoryBytes === null ? '–' : format.bytes(memoryBytes)}
                </td>
                <td>
                  <span
                    className="bar-line"
                    style={{ inlineSize: `${((overPeakPages ?? 0) / most) * 60}%` }}
                  />
                  {overPeakPages === null ? '–' : format.ratio(overPeakPages)}
                </td>
                <td>{overPeakBytes === null ? '–' : format.ratio(overPeakBytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
