import { type Camera } from './camera.ts';
import { columnAt, lineAt, visibleRows } from './geometry.ts';
import { cellLevel, scaleAt, type MapLayout, type Size } from './layout.ts';

/** Numbers a device column and a device line have each in the tables below. */
export const GRID_STRIDE = 4;
/** Stands in the tables where a column or line shows no memory. */
export const NO_CELL = -1;
/** Position inside a cell, in these fractions of its width. */
export const CELL_FRACTIONS = 64;

/**
 * Which cell each device pixel shows, as one table for the columns and one for the lines. Both renderers read it, so
 * they cannot disagree about a pixel; it says nothing about how the layout came about.
 */
export interface PixelGrid {
  /** Device px. */
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
  /** 2^level pages a cell. */
  readonly level: number;
  /** Device px a cell. */
  readonly cellPx: number;
  /** The window of cells in view: rows of the layout and cells of a row. */
  readonly firstRow: number;
  readonly rowCount: number;
  readonly firstCell: number;
  readonly cellCount: number;
  /** A column: cell in the window or NO_CELL, device px from the cell's left, place in the cell in 64ths, 0. */
  readonly columns: Int32Array;
  /** A line: row in the window or NO_CELL, device px from the row's top, 0, 0. */
  readonly lines: Int32Array;
}

export function buildGrid(layout: MapLayout, camera: Camera, canvas: Size, pixelRatio: number): PixelGrid {
  const width = Math.max(1, Math.round(canvas.width * pixelRatio));
  const height = Math.max(1, Math.round(canvas.height * pixelRatio));
  const level = cellLevel(layout, camera.zoom, pixelRatio);
  const rows = visibleRows(layout, camera);
  const columns = columnTable(layout, camera, width, pixelRatio, level);
  return {
    width,
    height,
    pixelRatio,
    level,
    cellPx: scaleAt(layout, camera.zoom).pagePx * 2 ** level * pixelRatio,
    firstRow: rows.first,
    rowCount: Math.max(1, rows.end - rows.first),
    firstCell: columns.first,
    cellCount: columns.count,
    columns: columns.table,
    lines: lineTable(layout, camera, height, pixelRatio, rows.first),
  };
}

function columnTable(layout: MapLayout, camera: Camera, width: number, pixelRatio: number, level: number) {
  const table = new Int32Array(width * GRID_STRIDE).fill(NO_CELL);
  // One cell more on the left: an edge is found by looking at the neighbour there.
  const seen = Math.floor((columnAt(layout, camera, layout.area.x) ?? 0) / 2 ** level);
  const first = Math.max(0, seen - 1);
  let last = first;
  let since = 0;
  let previous = NO_CELL;
  for (let x = 0; x < width; x++) {
    const column = columnAt(layout, camera, (x + 0.5) / pixelRatio);
    if (column === null) continue;
    const position = column / 2 ** level;
    const cell = Math.floor(position);
    since = cell === previous || previous === NO_CELL ? since : 0;
    if (previous === NO_CELL) since = pixelsIntoCell(layout, camera, pixelRatio, level, position);
    table[x * GRID_STRIDE] = cell - first;
    table[x * GRID_STRIDE + 1] = since++;
    table[x * GRID_STRIDE + 2] = Math.floor((position - cell) * CELL_FRACTIONS);
    previous = last = cell;
  }
  return { table, first, count: last - first + 1 };
}

/** The first visible cell may begin left of the area. */
const pixelsIntoCell = (
  layout: MapLayout,
  camera: Camera,
  pixelRatio: number,
  level: number,
  position: number,
): number =>
  Math.floor((position - Math.floor(position)) * scaleAt(layout, camera.zoom).pagePx * 2 ** level * pixelRatio);

function lineTable(layout: MapLayout, camera: Camera, height: number, pixelRatio: number, firstRow: number) {
  const table = new Int32Array(height * GRID_STRIDE).fill(NO_CELL);
  for (let y = 0; y < height; y++) {
    const line = lineAt(layout, camera, (y + 0.5) / pixelRatio);
    if (line === null) continue;
    table[y * GRID_STRIDE] = line.row - firstRow;
    table[y * GRID_STRIDE + 1] = Math.floor(line.offsetPx * pixelRatio);
  }
  return table;
}
