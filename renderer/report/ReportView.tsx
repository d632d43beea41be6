import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useFormat } from '../app/format.ts';
import { useTranslation } from '../app/use-translation.ts';
import { pictured } from '../pictures/parts.ts';
import { useBookmarks } from '../stores/bookmarks.ts';
import { addNotice, useEngine } from '../stores/engine-store.ts';
import { LegendCounts } from '../stores/legend-counts.ts';
import { seek } from '../stores/playback.ts';
import { goTo } from '../stores/route-store.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { selectEvent, useView } from '../stores/view-store.ts';
import { reportMarkdown } from './report-markdown.ts';
import { type ReportSection, type ReportTable, sessionReport, type SessionReport } from './session-report.ts';
import './report.css';

const SHOWN_MS = 1600;

/** Report: the session in words and tables, to be read, copied or saved as a picture. */
export function ReportView() {
  const { t } = useTranslation();
  const model = useView((state) => state.model);
  const any = useView((state) => state.length > 0);
  return (
    <main className="report" aria-label={t('routes.report')} data-testid="report" tabIndex={0}>
      {model === null || !any ? (
        <p className="empty">{t('sessionReport.empty')}</p>
      ) : (
        <Report key={model.info.epoch} model={model} />
      )}
    </main>
  );
}

function Report({ model }: { readonly model: SessionModel }) {
  const { t } = useTranslation();
  const format = useFormat();
  // The report reads the model; the revision says when it has changed.
  useView((state) => state.revision);
  const bookmarks = useBookmarks((state) => state.bookmarks);
  const providers = useEngine((state) => state.status?.providers) ?? [];
  const [counts] = useState(() => new LegendCounts());
  const owners = counts.at(model, model.info.mode === 'sriov' ? 'vport' : 'queue');
  const report = sessionReport({ model, providers, bookmarks, owners, t, format });
  return (
    <article {...pictured('report')}>
      <header className="report-head">
        <div>
          <h2>{report.title}</h2>
          <p className="dim" data-testid="report-lead">
            {report.lead}
          </p>
        </div>
        <CopyReport report={report} />
      </header>
      {report.sections.map((section) => (
        <Section key={section.id} section={section} />
      ))}
    </article>
  );
}

function CopyReport({ report }: { readonly report: SessionReport }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (): void => {
    navigator.clipboard
      .writeText(reportMarkdown(report))
      .then(() => setCopied(true))
      .catch((error: unknown) => addNotice('error', t('copy.refused', { reason: String(error) })));
  };
  return (
    <button type="button" onClick={copy} data-testid="copy-report">
      {copied ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}{' '}
      {t(copied ? 'copy.done' : 'sessionReport.copy')}
    </button>
  );
}

function Section({ section: { id, title, facts, lead, table } }: { readonly section: ReportSection }) {
  return (
    <section aria-label={title} className={facts ? 'report-facts' : undefined} data-testid={`report-${id}`}>
      <h3>{title}</h3>
      {lead !== '' && <p>{lead}</p>}
      {table !== null && <Table table={table} />}
    </section>
  );
}

function Table({ table: { columns, numbers, rows } }: { readonly table: ReportTable }) {
  const { t } = useTranslation();
  const kind = (index: number): string | undefined => (numbers.has(index) ? 'number' : undefined);
  return (
    <table className="parameters">
      <thead>
        <tr>
          {columns.map((column, index) => (
            <th key={column} scope="col" className={kind(index)}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, line) => (
          <tr key={line}>
            {row.map(({ text, event }, index) => (
              <td key={index} className={kind(index)}>
                {event === undefined ? (
                  text
                ) : (
                  <button
                    type="button"
                    className="link mono"
                    title={t('sessionReport.show')}
                    onClick={() => showEvent(event)}
                  >
                    {text}
                  </button>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function showEvent(event: number): void {
  goTo('explore');
  seek(event + 1);
  selectEvent(event);
}
