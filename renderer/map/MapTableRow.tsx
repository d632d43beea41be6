import { PAGE_BYTES } from './map-model.ts';
import { FIGURE_COLUMNS, TABLE_COLUMNS, type TableColumn, type TableSource } from './table-columns.ts';

export interface MapTableRowTexts {
  /** Says that a block is scattered over this many runs. */
  pieces(count: number): string;
}

interface MapTableRowProps {
  readonly id: string;
  readonly block: number;
  /** Row of the table, from 0. */
  readonly index: number;
  /** CSS px. */
  readonly top: number;
  readonly basePage: number;
  readonly source: TableSource;
  readonly selected: boolean;
  readonly texts: MapTableRowTexts;
  readonly onSelect: (block: number) => void;
}

/** One live block: where, how long, whose, and where it came from. */
export function MapTableRow(props: MapTableRowProps) {
  const { block, source, selected, texts } = props;
  const runs = source.runsOf(block);
  const [first] = runs;
  return (
    <div
      id={props.id}
      className="map-table-row"
      role="row"
      aria-rowindex={props.index + 2}
      aria-selected={selected}
      style={{ transform: `translateY(${props.top}px)` }}
      onClick={() => props.onSelect(block)}
    >
      {TABLE_COLUMNS.map((column) => (
        <span key={column} role="gridcell" className={CLASSES.get(column)}>
          {column === 'address' ? (
            <>
              {first === undefined ? '' : rangeText(props.basePage, first.firstPage, first.pages)}
              {runs.length > 1 && <em> {texts.pieces(runs.length)}</em>}
            </>
          ) : (
            source.textOf(block, column)
          )}
        </span>
      ))}
    </div>
  );
}

const CLASSES: ReadonlyMap<TableColumn, string | undefined> = new Map(
  TABLE_COLUMNS.map((column) => [
    column,
    column === 'address'
      ? 'map-table-mono'
      : FIGURE_COLUMNS.has(column)
        ? 'map-table-mono map-table-number'
        : undefined,
  ]),
);

const address = (page: number, offset: number): string =>
  '0x' + (BigInt(page) * BigInt(PAGE_BYTES) + BigInt(offset)).toString(16);

const LOW_DIGITS = 8;

/** First and last byte of a run; of the last one only the lower half, where the upper one is the same. */
function rangeText(basePage: number, firstPage: number, pages: number): string {
  const first = address(basePage + firstPage, 0);
  const last = address(basePage + firstPage + pages, -1);
  const shared = first.slice(0, -LOW_DIGITS) === last.slice(0, -LOW_DIGITS);
  return `${first} – ${shared ? `…${last.slice(-LOW_DIGITS)}` : last}`;
}
