import { PAGE_BYTES, type PageRun } from './map-model.ts';

export interface MapTableRowTexts {
  /** Says that a block is scattered over this many runs. */
  pieces(count: number): string;
  /** An exact number of bytes. */
  bytes(bytes: number): string;
}

interface MapTableRowProps {
  readonly block: number;
  /** Row of the table, from 0. */
  readonly index: number;
  /** CSS px. */
  readonly top: number;
  readonly basePage: number;
  readonly runs: readonly PageRun[];
  readonly lengthBytes: number;
  readonly owner: string;
  readonly selected: boolean;
  readonly texts: MapTableRowTexts;
  readonly onSelect: (block: number) => void;
}

/** One live block: where, how long, whose. */
export function MapTableRow(props: MapTableRowProps) {
  const { block, runs, texts, selected } = props;
  const [first] = runs;
  return (
    <div
      className="map-table-row"
      role="row"
      aria-rowindex={props.index + 2}
      aria-selected={selected}
      style={{ transform: `translateY(${props.top}px)` }}
      onClick={() => props.onSelect(block)}
    >
      <span role="gridcell" className="map-table-mono">
        {first === undefined ? '' : rangeText(props.basePage, first)}
        {runs.length > 1 && <em> {texts.pieces(runs.length)}</em>}
      </span>
      <span role="gridcell" className="map-table-mono map-table-number">
        {texts.bytes(props.lengthBytes)}
      </span>
      <span role="gridcell">{props.owner}</span>
    </div>
  );
}

const address = (page: number, offset: number): string =>
  '0x' + (BigInt(page) * BigInt(PAGE_BYTES) + BigInt(offset)).toString(16).padStart(16, '0');

/** First and last byte of a run. */
const rangeText = (basePage: number, { firstPage, pages }: PageRun): string =>
  `${address(basePage + firstPage, 0)} – ${address(basePage + firstPage + pages, -1)}`;
