import { X } from 'lucide-react';
import { useTranslation } from './use-translation.ts';
import { dismissNotice, useEngine } from '../stores/engine-store.ts';
import { useFormat } from './format.ts';
import { cancelExport, cancelImport } from './lab-commands.ts';
import { notPictured, pictured } from '../pictures/parts.ts';

/** Messages for the person, and the report on the trace that was replayed last. */
export function Notices() {
  const { t } = useTranslation();
  const notices = useEngine((state) => state.notices);
  return (
    <div {...notPictured} className="notices" aria-live="polite" data-testid="notices">
      <ImportProgress />
      <ExportProgress />
      {notices.map(({ id, severity, message }) => (
        <div
          key={id}
          className={`notice notice-${severity}`}
          role={severity === 'error' ? 'alert' : 'status'}
        >
          <span>{message}</span>
          <button
            type="button"
            className="icon"
            aria-label={t('dialog.close')}
            onClick={() => dismissNotice(id)}
          >
            <X size={14} />
          </button>
        </div>
      ))}
    </div>
  );
}

/** How far a file is that is being opened. A small one is there before anybody could read this. */
function ImportProgress() {
  const { t } = useTranslation();
  const format = useFormat();
  const importing = useEngine((state) => state.status?.importing ?? null);
  if (importing === null) return null;
  const { file, phase, done, total } = importing;
  const share = format.percent(total === 0 ? 1 : done / total);
  return (
    <div className="notice notice-note notice-late" role="status" data-testid="import-progress">
      <span>{t(`import.${phase}`, { file, share })}</span>
      <progress aria-label={t('import.title')} max={Math.max(1, total)} value={done} />
      <button type="button" className="small" onClick={() => void cancelImport()}>
        {t('import.cancel')}
      </button>
    </div>
  );
}

/** How far an export is; it goes on while everything else does. */
function ExportProgress() {
  const { t } = useTranslation();
  const format = useFormat();
  const exporting = useEngine((state) => state.status?.exporting ?? null);
  if (exporting === null) return null;
  const { done, total } = exporting;
  return (
    <div className="notice notice-note" role="status" data-testid="export-progress">
      <span>{t('export.running', { share: format.percent(total === 0 ? 1 : done / total) })}</span>
      <progress aria-label={t('export.title')} max={Math.max(1, total)} value={done} />
      <button type="button" className="small" onClick={() => void cancelExport()}>
        {t('export.cancel')}
      </button>
    </div>
  );
}

/** What the replayed trace held, with what could not be expressed as shared-memory requests. */
export function ImportReport() {
  const { t } = useTranslation();
  const format = useFormat();
  const report = useEngine((state) => state.status?.importReport);
  if (!report) return null;
  const skipped = Object.entries(report.skipped)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => ({
      reason,
      count,
      text: `${t(`report.skipped.${reason}`, { defaultValue: reason })}: ${format.integer(count)}`,
    }));
  // The line is cut where the panel is narrow; the tooltip holds all of it.
  const title = [report.file, ...skipped.map(({ text }) => text)].join('\n');
  return (
    <section
      className="import-report"
      {...pictured('importReport')}
      title={title}
      aria-label={t('report.title')}
      data-testid="import-report"
    >
      <b>{report.file}</b>{' '}
      <span data-testid="report-calls" data-value={report.calls}>
        {t('report.calls', {
          calls: format.integer(report.calls),
          allocations: format.integer(report.allocations),
          frees: format.integer(report.frees),
        })}
      </span>
      {report.reallocations > 0 && (
        <span>
          {' '}
          ·{' '}
          {t('report.reallocations', {
            count: report.reallocations,
            shown: format.integer(report.reallocations),
          })}
        </span>
      )}
      <span className="dim" title={t('report.lifetimeOffHint')}>
        {' '}
        · {t('report.lifetimeOff')}
      </span>
      {skipped.map(({ reason, count, text }) => (
        <span key={reason} className="dim" data-reason={reason} data-count={count}>
          {' '}
          · {text}
        </span>
      ))}
    </section>
  );
}
