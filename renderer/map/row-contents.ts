import { type BlockHistory } from './block-history.ts';
import { FREE_CELL, STYLES, usedCell } from './cell-code.ts';
import { type MapModel } from './map-model.ts';
import { sharedCell } from './pack-cells.ts';

/** What blocks are counted as while colours follow their ages. */
export const BLOCKS_STYLE = 1;
/** Colours do not depend on who holds a page back. */
export const RESERVED_HOLDER = 1;

/** A moment of the column at hand. */
export interface ColumnMoment {
  readonly event: number;
  /** The first event of the column. */
  readonly columnStart: number;
}

/**
 * What every row of the time x address picture holds after the events read so far, and the cell that follows for the
 * column at hand: by sums that a block is added to and taken from, so that no row needs a list of its blocks.
 */
export class RowContents {
  /**
   * Pages in use, runs of blocks, and sums over them by row. Ordinals and their squares tell whether all runs are of one
   * block.
   */
  private readonly used: Uint32Array;
  private readonly runsIn: Uint32Array;
  private readonly sumOfBlocks: Float64Array;
  private readonly sumOfSquares: Float64Array;
  private readonly sumOfBirths: Float64Array;
  /** By row and style: pages now, since which event, and pages x events in the column at hand before that. */
  private readonly pages: Uint32Array;
  private readonly since: Uint32Array;
  private readonly area: Float64Array;
  /** The last block that came or went, by row and style. */
  private readonly latest: Uint32Array;
  /** Pages by row that are held back and have no block. */
  private readonly reservedIn: Uint32Array;
  /** 1 where a row changed inside the column at hand. */
  private readonly touched: Uint8Array;
  /** The cell of a row that stays as it is, with its two blocks, and 1 where it has to be found anew. */
  private readonly steady: Uint32Array;
  private readonly steadyFirsts: Uint32Array;
  private readonly steadySeconds: Uint32Array;
  private readonly unsteady: Uint8Array;
  private highestStyle = 1;
  /** A block of each of the two styles of the cell that was found last, 0 where it has none. */
  first = 0;
  second = 0;

  /** @param rowPages pages of every row */
  constructor(
    private readonly rowPages: Uint32Array,
    private readonly source: Pick<MapModel, 'styleOf' | 'reservedStyleOf'>,
    private readonly history: Pick<BlockHistory, 'styleOfAge'>,
    firstEvent: number,
  ) {
    const rows = rowPages.length;
    this.used = new Uint32Array(rows);
    this.runsIn = new Uint32Array(rows);
    this.sumOfSquares = new Float64Array(rows);
    this.sumOfBlocks = new Float64Array(rows);
    this.sumOfBirths = new Float64Array(rows);
    this.pages = new Uint32Array(rows * STYLES);
    this.reservedIn = new Uint32Array(rows);
    this.since = new Uint32Array(rows * STYLES).fill(firstEvent);
    this.latest = new Uint32Array(rows * STYLES);
    this.area = new Float64Array(rows * STYLES);
    this.touched = new Uint8Array(rows);
    this.steady = new Uint32Array(rows);
    this.steadyFirsts = new Uint32Array(rows);
    this.steadySeconds = new Uint32Array(rows);
    this.unsteady = new Uint8Array(rows).fill(1);
  }

  /** A block comes (1) or goes (-1) with so many pages of a row. */
  changeBlock(
    line: number,
    pages: number,
    sign: 1 | -1,
    block: number,
    style: number,
    births: number,
    event: number,
    columnStart: number,
  ): void {
    this.count(line, style, sign * pages, event, columnStart);
    this.latest[line * STYLES + style] = block;
    this.used[line]! += sign * pages;
    this.runsIn[line]! += sign;
    this.sumOfSquares[line]! += sign * block * block;
    this.sumOfBlocks[line]! += sign * block;
    this.sumOfBirths[line]! += sign * births * pages;
  }

  /** A row has more or fewer pages that are held back and have no block: a colour of their own among the others. */
  changeReserved(line: number, pages: number, { event, columnStart }: ColumnMoment): void {
    this.count(line, this.source.reservedStyleOf(RESERVED_HOLDER), pages, event, columnStart);
    this.reservedIn[line]! += pages;
  }

  /** What was counted so far was so before the first column. */
  beginColumns(): void {
    this.touched.fill(0);
  }

  /** The cell of a row for a column; `first` and `second` are its blocks. */
  cellOf(line: number, start: number, end: number): number {
    return this.touched[line] === 1 ? this.changedCell(line, start, end) : this.steadyCell(line, end);
  }

  closeColumn(line: number, end: number): void {
    if (this.touched[line] === 0) return;
    this.touched[line] = 0;
    const slot = line * STYLES;
    this.area.fill(0, slot, slot + this.highestStyle + 1);
    this.since.fill(end, slot, slot + this.highestStyle + 1);
  }

  /** A row has more or fewer pages of a style from an event on. */
  private count(line: number, style: number, pages: number, event: number, columnStart: number): void {
    if (style > this.highestStyle) this.highestStyle = style;
    const slot = line * STYLES + style;
    this.area[slot]! += this.pages[slot]! * (event - Math.max(columnStart, this.since[slot]!));
    this.since[slot] = event;
    this.pages[slot]! += pages;
    this.unsteady[line] = 1;
    // What happens at the column's first event is so for the whole column.
    if (event > columnStart) this.touched[line] = 1;
  }

  /** A row that is the same during all events of the column. */
  private steadyCell(line: number, end: number): number {
    if (this.unsteady[line] === 1 || this.history.styleOfAge !== null) {
      this.steady[line] = this.newSteadyCell(line, end);
      this.steadyFirsts[line] = this.first;
      this.steadySeconds[line] = this.second;
      this.unsteady[line] = 0;
    }
    this.first = this.steadyFirsts[line]!;
    this.second = this.steadySeconds[line]!;
    return this.steady[line]!;
  }

  private newSteadyCell(line: number, end: number): number {
    const used = this.used[line]!;
    const reserved = this.reservedIn[line]!;
    const whole = this.rowPages[line]!;
    this.first = 0;
    this.second = 0;
    if (used + reserved === 0) return FREE_CELL;
    if (reserved === whole) return usedCell(this.source.reservedStyleOf(RESERVED_HOLDER), 0, 0);
    const runs = this.runsIn[line]!;
    const sum = this.sumOfBlocks[line]!;
    if (used === whole && runs * this.sumOfSquares[line]! === sum * sum) {
      const block = sum / runs;
      this.first = block;
      return usedCell(this.ageStyle(line, end) ?? this.source.styleOf(block), block, 0);
    }
    return this.mixture(line, end, whole, (slot) => this.pages[slot]!);
  }

  private changedCell(line: number, start: number, end: number): number {
    const whole = this.rowPages[line]! * (end - start);
    return this.mixture(
      line,
      end,
      whole,
      (slot) => this.area[slot]! + this.pages[slot]! * (end - Math.max(start, this.since[slot]!)),
    );
  }

  /** The two styles that have most of the cell stand for all. */
  private mixture(line: number, end: number, whole: number, amountOf: (slot: number) => number): number {
    let [first, second, most, next, used] = [0, 0, 0, 0, 0];
    for (let style = 0; style <= this.highestStyle; style++) {
      const amount = amountOf(line * STYLES + style);
      used += amount;
      if (amount > most) [second, next, first, most] = [first, most, style, amount];
      else if (amount > next) [second, next] = [style, amount];
    }
    if (used === 0) return FREE_CELL;
    this.first = this.latest[line * STYLES + first]!;
    this.second = this.latest[line * STYLES + second]!;
    // Where ages are shown, all blocks count as one style.
    const age = first === BLOCKS_STYLE ? this.ageStyle(line, end) : null;
    return sharedCell(age ?? first, most, second, next, used, whole);
  }

  /** Where colours follow the age: that of the row's mean age after the column. */
  private ageStyle(line: number, end: number): number | null {
    const { styleOfAge } = this.history;
    if (styleOfAge === null) return null;
    const used = this.used[line]!;
    return styleOfAge(used === 0 ? 0 : end - this.sumOfBirths[line]! / used);
  }
}
