import { type KeyboardEvent, memo, useRef } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { describeEvent } from '../../electron/contract/core.ts';
import { seek } from '../stores/playback.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { useShownSelection } from '../stores/shown-selection.ts';
import { selectEvent, useView } from '../stores/view-store.ts';
import { CallRow } from './CallRow.tsx';
import { type RowSource } from './row-source.ts';
import { useRowWindow } from './use-row-window.ts';

const ROW_PX = 24;
const COLUMNS = ['event', 'time', 'op', 'status', 'rule', 'owner', 'length', 'what'] as const;

interface CallRowsProps {
  readonly model: SessionModel;
  readonly rows: RowSource;
}

/** The table itself. However many rows there are, those in the window exist, and each can be reached. */
export function CallRows(props: CallRowsProps) {
  return <ShownRows {...props} shownSeq={useShownSelection()} />;
}

interface ShownRowsProps extends CallRowsProps {
  readonly shownSeq: number | null;
}

/** A component of its own, so that a selection on its way is not a reason to draw the rows once more. */
const ShownRows = memo(function ShownRows({ model, rows, shownSeq }: ShownRowsProps) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  // Scrolling follows the selection only: not every event that arrives above it.
  const shownRow = shownSeq === null ? -1 : rows.rowOf(shownSeq);
  const list = useRowWindow(scroller, rows.count, ROW_PX, { row: shownRow, of: shownSeq });

  const onKey = (event: KeyboardEvent): void => {
    const { selectedSeq } = useView.getState();
    const selectedRow = selectedSeq === null ? -1 : rows.rowOf(selectedSeq);
    const page = Math.max(1, Math.floor(list.viewPx / ROW_PX) - 1);
    const last = rows.count - 1;
    const current = selectedRow < 0 ? -1 : selectedRow;
    const to = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: last,
    }[event.key];
    if (event.key === 'Enter' && selectedSeq !== null) seek(selectedSeq + 1);
    else if (to === undefined) return;
    else selectEvent(rows.seqAt(Math.max(0, Math.min(last, to))));
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <>
      <div className="call-columns" aria-hidden="true">
        {COLUMNS.map((column) => (
          <span key={column} className={column}>
            {t(`calls.column.${column}`)}
          </span>
        ))}
      </div>
      <div
        className="rows"
        ref={scroller}
        role="grid"
        aria-rowcount={rows.count}
        aria-label={t('calls.title')}
        tabIndex={0}
        onScroll={list.onScroll}
        onKeyDown={onKey}
      >
        <div className="rows-space" style={{ height: list.spacePx }}>
          <div className="rows-window" style={{ height: list.viewPx }}>
            {list.rows.map(({ row, y }) => {
              const seq = rows.seqAt(row);
              return (
                <CallRow
                  key={seq}
                  event={describeEvent(model.context, seq)}
                  row={row}
                  top={y}
                  selected={seq === shownSeq}
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
      </div>
    </>
  );
});
