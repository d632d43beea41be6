import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { describeEvent } from '../../electron/contract/core.ts';
import { FilterBar } from '../filter/FilterBar.tsx';
import { useFilter } from '../stores/filter-store.ts';
import { seek } from '../stores/playback.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { selectEvent, useView } from '../stores/view-store.ts';
import { CallRow } from './CallRow.tsx';
import { RowSource, type SeqList } from './row-source.ts';

const ROW_HEIGHT = 24;

/** Every event before the cursor, newest first, or only those that did not succeed. Virtualised over the log itself. */
export function CallTable() {
  const { t } = useTranslation();
  const model = useView((state) => state.model);
  const revision = useView((state) => state.revision);
  const position = useView((state) => state.position);
  const selectedSeq = useView((state) => state.selectedSeq);
  const [onlyNotable, setOnlyNotable] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const matches = useFilter((state) => state.matches);
  // What was found so far is read from the matches; the count says when there is more.
  useFilter((state) => state.found);
  const rows = new RowSource(listOf(model, onlyNotable, matches), model === null ? 0 : position);
  const virtualizer = useVirtualizer({
    count: rows.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 4,
  });
  const selectedRow = selectedSeq === null ? -1 : rows.rowOf(selectedSeq);
  useEffect(() => {
    if (selectedRow >= 0) virtualizer.scrollToIndex(selectedRow);
    // Scrolling follows the selection only: not every event that arrives above it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selectedSeq]);

  const move = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (by === undefined || rows.count === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const row = Math.max(0, Math.min(rows.count - 1, (selectedRow < 0 ? -1 : selectedRow) + by));
    selectEvent(rows.seqAt(row));
  };

  return (
    <section
      className="panel calls"
      aria-label={t('calls.title')}
      data-testid="calls"
      data-revision={revision}
    >
      <header className="panel-head">
        <h2>{t('calls.title')}</h2>
        <div className="segmented" role="group" aria-label={t('calls.filter')}>
          <button type="button" aria-pressed={!onlyNotable} onClick={() => setOnlyNotable(false)}>
            {t('calls.all')}
          </button>
          <button type="button" aria-pressed={onlyNotable} onClick={() => setOnlyNotable(true)}>
            {t('calls.notable')}
          </button>
        </div>
      </header>
      <FilterBar />
      {rows.count === 0 ? (
        <p className="empty">{t(emptyText(onlyNotable, matches !== null))}</p>
      ) : (
        <div
          className="rows"
          ref={scroller}
          role="grid"
          aria-rowcount={rows.count}
          aria-label={t('calls.title')}
          tabIndex={0}
          onKeyDown={move}
        >
          <div className="rows-space" style={{ height: virtualizer.getTotalSize() }}>
            {model !== null &&
              virtualizer.getVirtualItems().map((item) => {
                const seq = rows.seqAt(item.index);
                return (
                  <CallRow
                    key={seq}
                    event={describeEvent(model.context, seq)}
                    top={item.start}
                    selected={seq === selectedSeq}
                    onSelect={() => selectEvent(seq)}
                    onOpen={() => {
                      seek(seq + 1);
                      selectEvent(seq);
                    }}
                  />
                );
              })}
          </div>
        </div>
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
