import { type BlockHistory } from './block-history.ts';
import {
  CellKind,
  fold,
  kindOfCell,
  mixedCell,
  OUTSIDE_CELL,
  secondShareOfCell,
  shareOfCell,
  usedCell,
} from './cell-code.ts';
import { type CellRows } from './cell-rows.ts';
import { type MapModel } from './map-model.ts';
import { ReservedTrack } from './reserved-track.ts';
import { BLOCKS_STYLE, RESERVED_HOLDER, RowContents } from './row-contents.ts';

/** The part of the picture that is held: cells of 2^level events by rows of 2^rowLevel pages. */
export interface TimeWindow {
  readonly level: number;
  readonly rowLevel: number;
  readonly firstCell: number;
  readonly cellCount: number;
  readonly firstRow: number;
  readonly rowCount: number;
}

type TimeSource = Pick<MapModel, 'pageCount' | 'styleOf' | 'reservedStyleOf'>;

/** While cells are being found, those found are shown this often: all that is drawn has to be drawn anew for it. */
const SHOW_MS = 100;
/**
 * Who owned which pages over which events. A cell is plain where one block has all its pages during all its events, and
 * merged otherwise, with the share that each colour has of its events x pages, exact to the event. Filled from the left
 * in slices: the blocks that live before the window, then one pass over its events.
 */
export class TimeCells implements CellRows {
  private version = 0;
  private readonly cells: Uint32Array;
  /** By cell: a block of each of its two styles, 0 where it has none. Says what colours they would have otherwise. */
  private readonly firsts: Uint32Array;
  private readonly seconds: Uint32Array;
  private readonly rows: RowContents;
  /** When (by `performance.now`) the columns filled so far were shown. */
  private shownMs = -Infinity;
  /** Null until something is held back. */
  private reserved: ReservedTrack | null = null;
  /** The next column to fill, and the next event to read. */
  private column = 0;
  private event: number;

  constructor(
    private readonly source: TimeSource,
    private readonly history: BlockHistory,
    readonly window: TimeWindow,
    private fallback: TimeCells | null,
  ) {
    const { rowCount, cellCount, firstCell, level } = window;
    this.cells = new Uint32Array(rowCount * cellCount).fill(OUTSIDE_CELL);
    this.firsts = new Uint32Array(rowCount * cellCount);
    this.seconds = new Uint32Array(rowCount * cellCount);
    this.event = firstCell * 2 ** level;
    const rowPages = Uint32Array.from({ length: rowCount }, (_, row) => this.pagesOf(row));
    this.rows = new RowContents(rowPages, source, history, this.event);
    if (history.reservedEventAt(0) < this.event) this.beginReserved();
    this.addLiving();
    fallback?.forget();
  }

  /** Whether every column that has all its events is filled. */
  isComplete(): boolean {
    return this.event >= Math.min(this.history.events, this.endEvent);
  }

  /** How much of the picture is there: 1 when it is whole. */
  get progress(): number {
    const first = this.window.firstCell * 2 ** this.window.level;
    const end = Math.min(this.history.events, this.endEvent);
    return end <= first ? 1 : Math.min(1, (this.event - first) / (end - first));
  }

  versionOf(): number {
    return this.version;
  }

  /** Fills columns until all are filled or the time (of `performance.now`) has come; true when more remain. */
  fill(until: number): boolean {
    if (this.isComplete()) return false;
    do this.fillColumn();
    while (!this.isComplete() && performance.now() < until);
    const more = !this.isComplete();
    const now = performance.now();
    if (!more || now - this.shownMs >= SHOW_MS) {
      this.version++;
      this.shownMs = now;
    }
    if (!more) this.fallback = null;
    return more;
  }

  /**
   * Gives the cells the colours that blocks have now, as well as that is known: exact where one block has a cell, and
   * by a block of each of its two styles where it is merged. Ages are not known by block: colours by age stay away.
   */
  recolour(): void {
    const { cells, firsts, seconds, history } = this;
    if (history.styleOfAge !== null) return;
    for (let at = 0; at < cells.length; at++) {
      const cell = cells[at]!;
      const kind = kindOfCell(cell);
      if (kind === CellKind.used) cells[at] = usedCell(this.styleNow(firsts[at]!), firsts[at]!, 0);
      else if (kind === CellKind.mixed)
        cells[at] = mixedCell(
          this.styleNow(firsts[at]!),
          shareOfCell(cell),
          this.styleNow(seconds[at]!),
          secondShareOfCell(cell),
        );
    }
    this.version++;
  }

  /** Style of a block of a cell; where it has none, it is of those that are held back. */
  private styleNow(block: number): number {
    return block === 0 ? this.source.reservedStyleOf(RESERVED_HOLDER) : this.source.styleOf(block);
  }

  copyRow(row: number, first: number, count: number, out: Uint32Array, at: number): void {
    const { firstCell, firstRow, rowCount, cellCount } = this.window;
    const line = row - firstRow;
    out.fill(OUTSIDE_CELL, at, at + count);
    if (line >= 0 && line < rowCount) {
      const from = Math.max(first, firstCell);
      const end = Math.min(first + count, firstCell + cellCount);
      const start = line * cellCount - firstCell;
      if (end > from) out.set(this.cells.subarray(start + from, start + end), at + from - first);
    }
    if (this.fallback !== null) this.borrow(this.fallback, row, first, count, out, at);
  }

  /** The cell that holds an event and a page; OUTSIDE_CELL where none is filled. */
  cellAt(event: number, page: number): number {
    const { level, rowLevel, firstCell, firstRow, rowCount, cellCount } = this.window;
    const line = Math.floor(page / 2 ** rowLevel) - firstRow;
    const cell = Math.floor(event / 2 ** level) - firstCell;
    const inside = line >= 0 && line < rowCount && cell >= 0 && cell < cellCount;
    return inside ? this.cells[line * cellCount + cell]! : OUTSIDE_CELL;
  }

  private get endEvent(): number {
    const { firstCell, cellCount, level } = this.window;
    return (firstCell + cellCount) * 2 ** level;
  }

  /** What nobody will look at any more: a chain of former pictures would keep them all. */
  private forget(): void {
    this.fallback = null;
  }

  /** Until a column is filled, the former picture of the same place stands in for it. */
  private borrow(
    from: TimeCells,
    row: number,
    first: number,
    count: number,
    out: Uint32Array,
    at: number,
  ): void {
    const { level, rowLevel, firstCell } = this.window;
    const page = (row + 0.5) * 2 ** rowLevel;
    for (let index = 0; index < count; index++) {
      const cell = first + index;
      if (cell >= firstCell && cell < firstCell + this.column) continue;
      out[at + index] = from.cellAt((cell + 0.5) * 2 ** level, page);
    }
  }

  private pagesOf(line: number): number {
    const perRow = 2 ** this.window.rowLevel;
    return Math.max(0, Math.min(perRow, this.source.pageCount - (this.window.firstRow + line) * perRow));
  }

  private addLiving(): void {
    this.forEachLiving(this.event, (block) => this.change(block, 1, this.event));
    this.rows.beginColumns();
  }

  /** Visits the blocks that live after so many events. */
  private forEachLiving(events: number, visit: (block: number) => void): void {
    const { history } = this;
    for (let block = history.blocks; block > 0; block--) {
      const made = history.madeAt(block);
      if (made < 0 || made >= events) continue;
      const ended = history.endedAt(block);
      if (ended < 0 || ended >= events) visit(block);
    }
  }

  private get nextReserved(): number {
    return this.reserved === null ? this.history.reservedEventAt(0) : this.reserved.nextEvent;
  }

  /** Follows what is held back from here on. */
  private beginReserved(): ReservedTrack {
    const track = new ReservedTrack(this.history, this.source.pageCount);
    while (track.nextEvent < this.event)
      track.apply((first, pages, sign) => this.addReserved(first, pages, sign, this.event));
    this.reserved = track;
    return track;
  }

  /** Applies what the event at hand holds back or lets go. */
  private reserve(columnStart: number): void {
    let track = this.reserved;
    if (track === null) {
      track = this.beginReserved();
      this.forEachLiving(this.event + 1, (block) => this.ownReserved(block, 1, this.event));
    }
    track.apply((first, pages, sign) => this.addReserved(first, pages, sign, this.event, columnStart));
  }

  /** Pages that are held back and have no block. */
  private addReserved(
    firstPage: number,
    pages: number,
    sign: 1 | -1,
    event: number,
    columnStart = event,
  ): void {
    const moment = { event, columnStart };
    this.forEachLine(firstPage, pages, (line, inLine) =>
      this.rows.changeReserved(line, sign * inLine, moment),
    );
  }

  /** A block comes or goes in pages that are held back. */
  private ownReserved(block: number, sign: 1 | -1, event: number, columnStart = event): void {
    const { history, reserved } = this;
    if (reserved === null) return;
    const { runs } = history;
    const end = 2 * (history.runAt(block) + history.runCount(block));
    for (let at = 2 * history.runAt(block); at < end; at += 2)
      reserved.own(runs[at]!, runs[at + 1]!, sign === 1, (first, pages) =>
        this.addReserved(first, pages, sign === 1 ? -1 : 1, event, columnStart),
      );
  }

  /** Reads the column's events; a column whose last events have not happened yet is filled as far as it goes. */
  private fillColumn(): void {
    const { history, window } = this;
    const columnEnd = (window.firstCell + this.column + 1) * 2 ** window.level;
    const start = columnEnd - 2 ** window.level;
    const end = Math.min(columnEnd, history.events);
    let nextReserved = this.nextReserved;
    for (; this.event < end; this.event++) {
      const change = history.changeAt(this.event);
      if (change !== 0) this.change(Math.abs(change), change > 0 ? 1 : -1, this.event, start);
      if (this.event === nextReserved) {
        this.reserve(start);
        nextReserved = this.nextReserved;
      }
    }
    this.emit(start, end, end === columnEnd);
    if (end === columnEnd) this.column++;
  }

  /** A block comes or goes at an event: as seen from the rows that it has pages in. */
  private change(block: number, sign: 1 | -1, event: number, columnStart = event): void {
    const { history, window, rows } = this;
    const { runs } = history;
    const style = history.styleOfAge === null ? fold(this.source.styleOf(block)) : BLOCKS_STYLE;
    const births = history.madeAt(block);
    const end = 2 * (history.runAt(block) + history.runCount(block));
    for (let at = 2 * history.runAt(block); at < end; at += 2) {
      const firstPage = runs[at]!;
      const endPage = firstPage + runs[at + 1]!;
      const perRow = 2 ** window.rowLevel;
      const firstLine = Math.max(0, Math.floor(firstPage / perRow) - window.firstRow);
      const lastLine = Math.min(window.rowCount - 1, Math.floor((endPage - 1) / perRow) - window.firstRow);
      for (let line = firstLine; line <= lastLine; line++) {
        const rowStart = (window.firstRow + line) * perRow;
        const pages = Math.min(endPage, rowStart + perRow) - Math.max(firstPage, rowStart);
        rows.changeBlock(line, pages, sign, block, style, births, event, columnStart);
      }
    }
    this.ownReserved(block, sign, event, columnStart);
  }

  /** Visits the rows that a run has pages in. */
  private forEachLine(firstPage: number, pages: number, visit: (line: number, pages: number) => void): void {
    const { rowLevel, firstRow, rowCount } = this.window;
    const perRow = 2 ** rowLevel;
    const endPage = firstPage + pages;
    const lastLine = Math.min(rowCount - 1, Math.floor((endPage - 1) / perRow) - firstRow);
    for (let line = Math.max(0, Math.floor(firstPage / perRow) - firstRow); line <= lastLine; line++) {
      const rowStart = (firstRow + line) * perRow;
      visit(line, Math.min(endPage, rowStart + perRow) - Math.max(firstPage, rowStart));
    }
  }

  private emit(start: number, end: number, whole: boolean): void {
    const { rows, window } = this;
    for (let line = 0; line < window.rowCount; line++) {
      const at = line * window.cellCount + this.column;
      this.cells[at] = rows.cellOf(line, start, end);
      this.firsts[at] = rows.first;
      this.seconds[at] = rows.second;
      if (whole) rows.closeColumn(line, end);
    }
  }
}
