/** Rows of packed cells (`cell-code.ts`), whatever mode they come from: all that stands between a mode and a texture. */
export interface CellRows {
  /** Rises whenever a cell of the row changed. */
  versionOf(row: number): number;
  /**
   * Copies cells `first` to `first + count - 1` of a lane's row to `out[at]` on; what is not memory is OUTSIDE_CELL.
   */
  copyRow(row: number, first: number, count: number, out: Uint32Array, at: number, lane?: number): void;
}
