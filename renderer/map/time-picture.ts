import { type BlockHistory } from './block-history.ts';
import { type MapModel } from './map-model.ts';
import { TimeCells, type TimeWindow } from './time-cells.ts';

/** A picture holds this share of what is in view on each side as well, so that a small pan costs nothing. */
const SLACK = 0.35;

/** The cells of a time x address map that are held from frame to frame, begun anew when they cannot be used any more. */
export class TimePicture {
  private cells: TimeCells | null = null;
  private style = -1;

  constructor(
    private readonly model: MapModel,
    private readonly history: BlockHistory,
  ) {}

  /**
   * Cells that have everything in view: others when a level or the colours change, or the view leaves them. Merged cells
   * hold the share of each colour, so other colours need them anew; until they are there the former ones stand in, in
   * the colours of the blocks that had most of them, and nothing flashes.
   */
  of(wanted: TimeWindow): TimeCells {
    const { model, cells } = this;
    const fresh = this.style === model.styleVersion;
    if (cells !== null && fresh && covers(cells.window, wanted)) return cells;
    if (!fresh) cells?.recolour();
    this.style = model.styleVersion;
    this.cells = new TimeCells(model, this.history, withSlack(wanted, model.pageCount), cells);
    return this.cells;
  }
}

function covers(held: TimeWindow, wanted: TimeWindow): boolean {
  return (
    held.level === wanted.level &&
    held.rowLevel === wanted.rowLevel &&
    held.firstCell <= wanted.firstCell &&
    held.firstCell + held.cellCount >= wanted.firstCell + wanted.cellCount &&
    held.firstRow <= wanted.firstRow &&
    held.firstRow + held.rowCount >= wanted.firstRow + wanted.rowCount
  );
}

function withSlack(window: TimeWindow, pageCount: number): TimeWindow {
  const { firstCell, cellCount, firstRow, rowCount, rowLevel } = window;
  const across = Math.ceil(cellCount * SLACK);
  const down = Math.ceil(rowCount * SLACK);
  const first = Math.max(0, firstCell - across);
  const top = Math.max(0, firstRow - down);
  const end = Math.min(Math.ceil(pageCount / 2 ** rowLevel), firstRow + rowCount + down);
  return {
    ...window,
    firstCell: first,
    cellCount: firstCell + cellCount + across - first,
    firstRow: top,
    rowCount: end - top,
  };
}
