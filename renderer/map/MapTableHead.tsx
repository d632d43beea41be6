import { type KeyboardEvent } from 'react';
import { type SortDirection } from './block-order.ts';
import { FIGURE_COLUMNS, TABLE_COLUMNS, type TableColumn } from './table-columns.ts';

/** What the rows are sorted by. */
export interface TableOrder {
  readonly column: TableColumn;
  readonly direction: SortDirection;
}

interface MapTableHeadProps {
  readonly order: TableOrder;
  readonly nameOf: (column: TableColumn) => string;
  readonly onOrder: (order: TableOrder) => void;
}

/** The names of the columns; pressing one sorts by it, pressing it again the other way round. */
export function MapTableHead({ order, nameOf, onOrder }: MapTableHeadProps) {
  return (
    <div className="map-table-head" role="row" aria-rowindex={1}>
      {TABLE_COLUMNS.map((column) => {
        const sorted = order.column === column ? order.direction : 'none';
        const next = sorted === 'ascending' ? 'descending' : 'ascending';
        return (
          <span
            key={column}
            role="columnheader"
            aria-sort={sorted}
            className={FIGURE_COLUMNS.has(column) ? 'map-table-number' : undefined}
          >
            <button
              type="button"
              data-column={column}
              onClick={() => onOrder({ column, direction: next })}
              onKeyDown={keepToItself}
            >
              {nameOf(column)}
              <i aria-hidden="true">{{ ascending: ' ▲', descending: ' ▼', none: '' }[sorted]}</i>
            </button>
          </span>
        );
      })}
    </div>
  );
}

/** The button's own keys are neither the table's nor the window's. */
function keepToItself(event: KeyboardEvent): void {
  if (event.key === 'Enter' || event.key === ' ') event.stopPropagation();
}
