import { Download } from 'lucide-react';
import { useTranslation } from '../app/use-translation.ts';
import { FilterBar } from '../filter/FilterBar.tsx';
import { FilterChips } from '../filter/FilterChips.tsx';
import { useFilter } from '../stores/filter-store.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { useView } from '../stores/view-store.ts';
import { CallRows } from './CallRows.tsx';
import { ExpertPanel } from './ExpertPanel.tsx';
import { GoToEvent } from './GoToEvent.tsx';
import { exportListedCalls, showCalls, useCallsTab } from './calls-tab.ts';
import { RowSource, type SeqList } from './row-source.ts';
import './statuses.css';
import { pictured } from '../pictures/parts.ts';

const TABS = ['all', 'notable', 'expert'] as const;

/** Every event before the cursor, newest first, or only those that did not succeed; or what deserves attention, grouped. */
export function CallTable() {
  const { t } = useTranslation();
  const model = useView((state) => state.model);
  const revision = useView((state) => state.revision);
  const position = useView((state) => state.position);
  const { tab } = useCallsTab();
  const matches = useFilter((state) => state.matches);
  // What was found so far is read from the matches; the count says when there is more.
  useFilter((state) => state.found);
  const onlyNotable = tab === 'notable';
  const rows = new RowSource(listOf(model, onlyNotable, matches), model === null ? 0 : position);
  return (
    <section
      className="panel calls"
      {...pictured(tab === 'expert' ? 'expert' : 'calls')}
      aria-label={t('calls.title')}
      data-testid="calls"
      data-revision={revision}
    >
      <header className="panel-head">
        <h2>{t('calls.title')}</h2>
        {rows.count > 0 && tab !== 'expert' && (matches !== null || onlyNotable) && (
          <button
            type="button"
            className="icon"
            aria-label={t('commands.exportListed')}
            title={t('commands.exportListed')}
            data-testid="export-listed"
            onClick={exportListedCalls}
          >
            <Download size={14} aria-hidden="true" />
          </button>
        )}
        {model !== null && tab !== 'expert' && <GoToEvent length={model.recorded.log.length} />}
        <div className="segmented" role="group" aria-label={t('calls.filter')}>
          {TABS.map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={tab === name}
              data-testid={`calls-${name}`}
              onClick={() => showCalls(name)}
            >
              {t(`calls.${name}`)}
            </button>
          ))}
        </div>
      </header>
      {tab === 'expert' ? (
        model !== null && <ExpertPanel model={model} />
      ) : (
        <>
          <FilterBar />
          <FilterChips />
          {rows.count === 0 ? (
            <p className="empty">{t(emptyText(onlyNotable, matches !== null))}</p>
          ) : (
            model !== null && <CallRows model={model} rows={rows} />
          )}
        </>
      )}
    </section>
  );
}

/** The events that are listed: those that pass the filter come before those that did not succeed; null for all. */
function listOf(model: SessionModel | null, onlyNotable: boolean, matches: SeqList | null): SeqList | null {
  if (matches !== null) return { before: (seq) => matches.before(seq), at: (index) => matches.at(index) };
  if (!onlyNotable || model === null) return null;
  const { recorded } = model;
  return { before: (seq) => recorded.notableBefore(seq), at: (index) => recorded.notableAt(index) };
}

const emptyText = (onlyNotable: boolean, filtered: boolean): string =>
  filtered ? 'calls.emptyFiltered' : onlyNotable ? 'calls.emptyNotable' : 'calls.empty';
