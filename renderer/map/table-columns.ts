import { type PageRun } from './map-model.ts';

/** What the table says of a block, from left to right. */
export const TABLE_COLUMNS = [
  'address',
  'length',
  'owner',
  'node',
  'provider',
  'status',
  'event',
  'age',
] as const;
export type TableColumn = (typeof TABLE_COLUMNS)[number];

/** Columns of figures: they stand on the right of their column. */
export const FIGURE_COLUMNS: ReadonlySet<TableColumn> = new Set(['length', 'event', 'age']);

/** Where the table reads blocks: what is sorted by, and what is shown. */
export interface TableSource {
  runsOf(block: number): readonly PageRun[];
  /** A whole number below 2^32 by which a column but the address sorts. */
  keyOf(block: number, column: Exclude<TableColumn, 'address'>): number;
  /** What a column but the address shows. */
  textOf(block: number, column: Exclude<TableColumn, 'address'>): string;
}
