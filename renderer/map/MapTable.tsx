import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import { liveBlocks } from './live-blocks.ts';
import { type MapModel, type PageRun } from './map-model.ts';
import { MapTableRow, type MapTableRowTexts } from './MapTableRow.tsx';
import './map-table.css';

const ROW_HEIGHT_PX = 26;
const PAGE_ROWS = 10;

export interface MapTableTexts extends MapTableRowTexts {
  /** Accessible name of the table. */
  readonly table: string;
  readonly range: string;
  readonly length: string;
  readonly owner: string;
  readonly empty: string;
}

export interface MapTableProps {
  readonly model: MapModel;
  /** Another number means: the model may have changed. */
  readonly revision: number;
  readonly selectedBlock: number | null;
  readonly labels: MapTableTexts;
  readonly runsOf: (block: number) => readonly PageRun[];
  /** Bytes asked for. */
  readonly lengthOf: (block: number) => number;
  readonly ownerText: (block: number) => string;
  readonly onSelect: (block: number) => void;
}

/** The memory map in words: every live block by address, for screen readers and keyboards. */
export function MapTable(props: MapTableProps) {
  const { model, revision, selectedBlock, labels, onSelect } = props;
  // The owners are a live array: its contents change without its identity, which is what the revision tells.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const blocks = useMemo(() => liveBlocks(model.owners), [model, revision]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: blocks.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT_PX,
    overscan: 6,
  });
  const selectedRow = selectedBlock === null ? -1 : blocks.indexOf(selectedBlock);
  useEffect(() => {
    if (selectedRow >= 0) virtualizer.scrollToIndex(selectedRow);
    // Scrolling follows the selection, not every block that comes or goes before it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selectedBlock]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rowAfterKey(event.key, selectedRow, blocks.length);
    const block = row === null ? undefined : blocks[row];
    if (block === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onSelect(block);
  };
  return (
    <div
      className="map-table"
      role="grid"
      aria-label={labels.table}
      aria-rowcount={blocks.length + 1}
      data-testid="map-table"
    >
      <div className="map-table-head" role="row" aria-rowindex={1}>
        <span role="columnheader">{labels.range}</span>
        <span role="columnheader">{labels.length}</span>
        <span role="columnheader">{labels.owner}</span>
      </div>
      {blocks.length === 0 && <p className="map-table-empty">{labels.empty}</p>}
      <div
        ref={scroller}
        className="map-table-scroller"
        role="rowgroup"
        tabIndex={0}
        aria-label={labels.table}
        onKeyDown={onKeyDown}
      >
        <div className="map-table-space" role="presentation" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const block = blocks[index] ?? 0;
            return (
              <MapTableRow
                key={block}
                block={block}
                index={index}
                top={start}
                basePage={model.basePage}
                runs={props.runsOf(block)}
                lengthBytes={props.lengthOf(block)}
                owner={props.ownerText(block)}
                selected={block === selectedBlock}
                texts={labels}
                onSelect={onSelect}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** The row that a key leads to; null for keys that mean nothing here. */
function rowAfterKey(key: string, row: number, count: number): number | null {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const by = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE_ROWS, PageUp: -PAGE_ROWS }[key];
  return by === undefined ? null : Math.max(0, Math.min(count - 1, row + by));
}
