import { type MapLayout } from './layout.ts';
import { OUTSIDE_CELL } from './cell-code.ts';
import { packCells, type CellSource } from './pack-cells.ts';
import { pagesOfRow, placeOfPage } from './rows.ts';

/** Cells that are packed together; a row of the layout has one or more such chunks. */
const CHUNK_CELLS = 1024;

/**
 * The packed cells of one layout at one level. Packed when they are first looked at, so a memory of millions of pages
 * costs what is in view; after that, only the cells of changed pages are packed again.
 */
export class Cells {
  /** Rises whenever a cell of the row changed. Indexed by the layout's row. */
  readonly rowVersions: Uint32Array;
  private readonly chunks: (Uint32Array | undefined)[] = [];
  private readonly stale = new Set<number>();
  private readonly chunksPerRow: number;

  constructor(
    private readonly source: CellSource,
    readonly layout: MapLayout,
    readonly level: number,
  ) {
    this.chunksPerRow = Math.ceil(layout.pagesPerRow / 2 ** level / CHUNK_CELLS);
    this.rowVersions = new Uint32Array(layout.rowCount);
  }

  /** Every page may look different. */
  invalidateAll(): void {
    this.chunks.forEach((_chunk, index) => this.stale.add(index));
    for (let row = 0; row < this.rowVersions.length; row++) this.rowVersions[row]!++;
  }

  /** These pages have another owner now. */
  invalidate(firstPage: number, pages: number): void {
    const end = firstPage + pages;
    for (let page = firstPage; page < end;) {
      const place = placeOfPage(this.layout, page);
      if (place === null) return;
      const { pages: inRow } = pagesOfRow(this.layout, place.row);
      const endColumn = Math.min(inRow, place.column + end - page);
      this.repack(place.row, place.column >> this.level, (endColumn - 1) >> this.level);
      this.rowVersions[place.row]!++;
      page += endColumn - place.column;
    }
  }

  /** Copies cells `first` to `first + count - 1` of a row to `out[at]` on; what is not memory is OUTSIDE_CELL. */
  copyRow(row: number, first: number, count: number, out: Uint32Array, at: number): void {
    const inRow = this.cellsOfRow(row);
    const end = Math.min(first + count, inRow);
    for (let cell = first; cell < end;) {
      const chunk = this.chunk(row, Math.floor(cell / CHUNK_CELLS));
      const from = cell % CHUNK_CELLS;
      const length = Math.min(CHUNK_CELLS - from, end - cell);
      out.set(chunk.subarray(from, from + length), at + cell - first);
      cell += length;
    }
    out.fill(OUTSIDE_CELL, at + Math.max(0, end - first), at + count);
  }

  private cellsOfRow(row: number): number {
    return Math.ceil(pagesOfRow(this.layout, row).pages / 2 ** this.level);
  }

  private chunk(row: number, part: number): Uint32Array {
    const index = row * this.chunksPerRow + part;
    let chunk = this.chunks[index];
    if (chunk !== undefined && !this.stale.has(index)) return chunk;
    chunk ??= new Uint32Array(Math.min(CHUNK_CELLS, this.layout.pagesPerRow / 2 ** this.level));
    this.chunks[index] = chunk;
    this.stale.delete(index);
    this.pack(row, part, 0, chunk.length - 1, chunk);
    return chunk;
  }

  /** Packs cells of a row again where they are packed already. */
  private repack(row: number, first: number, last: number): void {
    for (let part = Math.floor(first / CHUNK_CELLS); part * CHUNK_CELLS <= last; part++) {
      const index = row * this.chunksPerRow + part;
      const chunk = this.chunks[index];
      if (chunk === undefined || this.stale.has(index)) continue;
      const start = part * CHUNK_CELLS;
      this.pack(row, part, Math.max(0, first - start), Math.min(chunk.length - 1, last - start), chunk);
    }
  }

  private pack(row: number, part: number, first: number, last: number, chunk: Uint32Array): void {
    const { firstPage, pages } = pagesOfRow(this.layout, row);
    const perCell = 2 ** this.level;
    const from = (part * CHUNK_CELLS + first) * perCell;
    const end = Math.min(pages, (part * CHUNK_CELLS + last + 1) * perCell);
    packCells(this.source, firstPage + from, firstPage + end, this.level, chunk, first);
  }
}
