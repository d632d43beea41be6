import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { orderBlocks } from './block-order.ts';
import { liveBlocks } from './live-blocks.ts';
import { type MapModel } from './map-model.ts';
import { MapTableHead, type TableOrder } from './MapTableHead.tsx';
import { MapTableRow, type MapTableRowTexts } from './MapTableRow.tsx';
import { type TableColumn, type TableSource } from './table-columns.ts';
import './map-table.css';

const ROW_HEIGHT_PX = 26;
/** The names of the columns, which stay above the rows. */
const HEAD_HEIGHT_PX = 32;
const PAGE_ROWS = 10;
const BY_ADDRESS: TableOrder = { column: 'address', direction: 'ascending' };

export interface MapTableTexts extends MapTableRowTexts {
  /** Accessible name of the table. */
  readonly table: string;
  readonly empty: string;
  column(column: TableColumn): string;
}

export interface MapTableProps {
  readonly model: MapModel;
  /** Another number means: the model may have changed. */
  readonly revision: number;
  readonly selectedBlock: number | null;
  readonly labels: MapTableTexts;
  readonly source: TableSource;
  /** What the memory holds beside blocks, in words below them. */
  readonly notes: readonly string[];
  readonly onSelect: (block: number) => void;
}

/** The memory map in words: every live block, sorted by any column, for screen readers and keyboards. */
export function MapTable(props: MapTableProps) {
  const { model, revision, source, selectedBlock, labels, notes, onSelect } = props;
  const [order, setOrder] = useState(BY_ADDRESS);
  const blocks = useMemo(
    () => sortedBlocks(model, source, order),
    // The owners are a live array: its contents change without its identity, which is what the revision tells.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [model, source, order, revision],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const rowId = useId();
  const virtualizer = useVirtualizer({
    count: blocks.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT_PX,
    scrollMargin: HEAD_HEIGHT_PX,
    scrollPaddingStart: HEAD_HEIGHT_PX,
    overscan: 6,
  });
  const selectedRow = selectedBlock === null ? -1 : blocks.indexOf(selectedBlock);
  useEffect(() => {
    if (selectedRow >= 0) virtualizer.scrollToIndex(selectedRow);
    // Scrolling follows the selection and the order, not every block that comes or goes before it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selectedBlock, order]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rowAfterKey(event.key, selectedRow, blocks.length);
    const block = row === null ? undefined : blocks[row];
    if (block === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onSelect(block);
  };
  const items = virtualizer.getVirtualItems();
  const selectedInView = items.some(({ index }) => index === selectedRow);
  return (
    <div className="map-table" data-testid="map-table">
      <div
        ref={scroller}
        className="map-table-scroller"
        role="grid"
        aria-label={labels.table}
        aria-rowcount={blocks.length + 1}
        aria-describedby={notes.length > 0 ? `${rowId}-notes` : undefined}
        aria-activedescendant={selectedInView ? `${rowId}-${selectedBlock}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <MapTableHead order={order} nameOf={(column) => labels.column(column)} onOrder={setOrder} />
        <div className="map-table-space" role="rowgroup" style={{ height: blocks.length * ROW_HEIGHT_PX }}>
          {items.map(({ index, start }) => {
            const block = blocks[index] ?? 0;
            return (
              <MapTableRow
                key={block}
                id={`${rowId}-${block}`}
                block={block}
                index={index}
                top={start - HEAD_HEIGHT_PX}
                basePage={model.basePage}
                source={source}
                selected={block === selectedBlock}
                texts={labels}
                onSelect={onSelect}
              />
            );
          })}
        </div>
      </div>
      {blocks.length === 0 && <p className="map-table-empty">{labels.empty}</p>}
      {notes.length > 0 && (
        <p id={`${rowId}-notes`} className="map-table-notes" data-testid="map-table-notes">
          {notes.join(' · ')}
        </p>
      )}
    </div>
  );
}

function sortedBlocks(model: MapModel, source: TableSource, { column, direction }: TableOrder): number[] {
  const byAddress = liveBlocks(model.owners);
  if (column !== 'address') return orderBlocks(byAddress, (block) => source.keyOf(block, column), direction);
  return direction === 'ascending' ? byAddress : byAddress.reverse();
}

/** The row that a key leads to; null for keys that mean nothing here. */
function rowAfterKey(key: string, row: number, count: number): number | null {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const by = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE_ROWS, PageUp: -PAGE_ROWS }[key];
  return by === undefined ? null : Math.max(0, Math.min(count - 1, row + by));
}
