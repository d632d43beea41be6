import { type MapLayout } from './layout.ts';
import { OUTSIDE_CELL } from './cell-code.ts';
import { packCells, type CellSource } from './pack-cells.ts';
import { type CellRows } from './cell-rows.ts';
import { pagesOfRow, placeOfPage } from './rows.ts';

/** Cells that are packed together; a row of the layout has one or more such chunks. */
const CHUNK_CELLS = 1024;

interface Chunk {
  readonly cells: Uint32Array;
  /** 1 where a cell has to be packed again; null where none has. A cell that changes often is packed once a frame. */
  stale: Uint8Array | null;
}

/**
 * The packed cells of one layout at one level. Packed when they are first looked at, so a memory of millions of pages
 * costs what is in view; after that, only the cells of changed pages are packed again.
 */
export class Cells implements CellRows {
  private readonly rowVersions: Uint32Array;
  private readonly chunks: (Chunk | undefined)[] = [];
  /** Chunks that have to be packed as a whole. */
  private readonly stale = new Set<number>();
  private readonly chunksPerRow: number;

  /** @param sourceOf what a lane shows; the same for all unless lanes are told apart by more than their pages */
  constructor(
    source: CellSource,
    readonly layout: MapLayout,
    readonly level: number,
    private readonly sourceOf: (lane: number) => CellSource = () => source,
  ) {
    this.chunksPerRow = Math.ceil(layout.pagesPerRow / 2 ** level / CHUNK_CELLS);
    this.rowVersions = new Uint32Array(layout.rowCount);
  }

  versionOf(row: number): number {
    return this.rowVersions[row] ?? 0;
  }

  /** Every page may look different. */
  invalidateAll(): void {
    this.chunks.forEach((_chunk, index) => this.stale.add(index));
    for (let row = 0; row < this.rowVersions.length; row++) this.rowVersions[row]!++;
  }

  /** These pages have another owner now. */
  invalidate(firstPage: number, pages: number): void {
    for (let lane = 0; lane < this.layout.lanes.length; lane++) this.invalidateIn(lane, firstPage, pages);
  }

  private invalidateIn(lane: number, firstPage: number, pages: number): void {
    const end = firstPage + pages;
    for (let page = firstPage; page < end;) {
      const place = placeOfPage(this.layout, page, lane);
      if (place === null) return;
      const { pages: inRow } = pagesOfRow(this.layout, place.row, lane);
      const endColumn = Math.min(inRow, place.column + end - page);
      this.noteStale(lane, place.row, place.column >> this.level, (endColumn - 1) >> this.level);
      this.rowVersions[place.row]!++;
      page += endColumn - place.column;
    }
  }

  copyRow(row: number, first: number, count: number, out: Uint32Array, at: number, lane = 0): void {
    const inRow = Math.ceil(pagesOfRow(this.layout, row, lane).pages / 2 ** this.level);
    const end = Math.min(first + count, inRow);
    for (let cell = first; cell < end;) {
      const chunk = this.chunk(lane, row, Math.floor(cell / CHUNK_CELLS));
      const from = cell % CHUNK_CELLS;
      const length = Math.min(CHUNK_CELLS - from, end - cell);
      out.set(chunk.subarray(from, from + length), at + cell - first);
      cell += length;
    }
    out.fill(OUTSIDE_CELL, at + Math.max(0, end - first), at + count);
  }

  private indexOf(lane: number, row: number, part: number): number {
    return (lane * this.layout.rowCount + row) * this.chunksPerRow + part;
  }

  private chunk(lane: number, row: number, part: number): Uint32Array {
    const index = this.indexOf(lane, row, part);
    let chunk = this.chunks[index];
    if (chunk === undefined) {
      chunk = {
        cells: new Uint32Array(Math.min(CHUNK_CELLS, this.layout.pagesPerRow / 2 ** this.level)),
        stale: null,
      };
      this.chunks[index] = chunk;
      this.stale.add(index);
    }
    const { cells, stale } = chunk;
    if (this.stale.delete(index)) this.pack(lane, row, part, 0, cells.length - 1, cells);
    else if (stale !== null) {
      for (let cell = 0; cell < cells.length; cell++) {
        if (stale[cell] === 1) this.pack(lane, row, part, cell, cell, cells);
      }
    }
    chunk.stale = null;
    return cells;
  }

  /** Cells of a row have to be packed again before they are looked at, where they are packed already. */
  private noteStale(lane: number, row: number, first: number, last: number): void {
    for (let part = Math.floor(first / CHUNK_CELLS); part * CHUNK_CELLS <= last; part++) {
      const index = this.indexOf(lane, row, part);
      const chunk = this.chunks[index];
      if (chunk === undefined || this.stale.has(index)) continue;
      const start = part * CHUNK_CELLS;
      chunk.stale ??= new Uint8Array(chunk.cells.length);
      chunk.stale.fill(1, Math.max(0, first - start), Math.min(chunk.cells.length, last - start + 1));
    }
  }

  private pack(
    lane: number,
    row: number,
    part: number,
    first: number,
    last: number,
    cells: Uint32Array,
  ): void {
    const { firstPage, pages } = pagesOfRow(this.layout, row, lane);
    const perCell = 2 ** this.level;
    const from = (part * CHUNK_CELLS + first) * perCell;
    const end = Math.min(pages, (part * CHUNK_CELLS + last + 1) * perCell);
    packCells(this.sourceOf(lane), firstPage + from, firstPage + end, this.level, cells, first);
  }
}
