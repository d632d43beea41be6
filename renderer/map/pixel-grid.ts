import { type Camera } from './camera.ts';
import { columnAt, laneAt, lineAt, visibleRows } from './geometry.ts';
import { cellLevel, scaleAt, type MapLayout, type Size } from './layout.ts';

/** Stands in the tables where a column or line shows no memory. */
export const NO_CELL = 0xffff_ffff;
/** Position inside a cell, in these fractions of its width. */
export const CELL_FRACTIONS = 64;
const MAX_FROM_LEFT = 255;

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
  /** Parts that stand side by side in the window, each with `cellCount` cells from `firstCell` on. */
  readonly laneCount: number;
  /** A column: bits 0-15 cell in the window, 16-23 device px from its left side, 24-29 the same in 64ths of it. */
  readonly columns: Uint32Array;
  /** A line: row in the window. */
  readonly lines: Uint32Array;
}

export const cellOfColumn = (column: number): number => column & 0xffff;
export const fromLeftOfColumn = (column: number): number => (column >>> 16) & 0xff;
export const fractionOfColumn = (column: number): number => column >>> 24;

/** @param canvas CSS px */
export function buildGrid(layout: MapLayout, camera: Camera, canvas: Size, pixelRatio: number): PixelGrid {
  const width = Math.max(1, Math.round(canvas.width * pixelRatio));
  const height = Math.max(1, Math.round(canvas.height * pixelRatio));
  const level = cellLevel(layout, camera.zoom, pixelRatio);
  const cellPx = scaleAt(layout, camera.zoom).pagePx * 2 ** level * pixelRatio;
  const rows = visibleRows(layout, camera);
  const { columns, first, count } = columnTable(layout, camera, width, pixelRatio, level, cellPx);
  return {
    width,
    height,
    pixelRatio,
    level,
    cellPx,
    firstRow: rows.first,
    rowCount: Math.max(1, rows.end - rows.first),
    firstCell: first,
    cellCount: count,
    laneCount: layout.lanes.length,
    columns,
    lines: lineTable(layout, camera, height, pixelRatio, rows.first),
  };
}

function columnTable(
  layout: MapLayout,
  camera: Camera,
  width: number,
  pixelRatio: number,
  level: number,
  cellPx: number,
): { columns: Uint32Array; first: number; count: number } {
  const columns = new Uint32Array(width).fill(NO_CELL);
  // One cell more on the left: an edge is found by looking at the neighbour there.
  const cellsInRow = layout.pagesPerRow / 2 ** level;
  const seen = Math.floor((columnAt(layout, camera, layout.area.x) ?? 0) / 2 ** level);
  const first = Math.max(0, seen - 1);
  const end = (camera.scrollX + layout.laneWidth) / scaleAt(layout, camera.zoom).pagePx;
  const last = Math.min(cellsInRow - 1, Math.floor(end / 2 ** level));
  const count = Math.max(1, last - first + 1);
  for (let x = 0; x < width; x++) {
    const page = columnAt(layout, camera, (x + 0.5) / pixelRatio);
    if (page === null) continue;
    const position = page / 2 ** level;
    const cell = Math.min(last, Math.floor(position));
    const fraction = position - cell;
    const fromLeft = Math.min(MAX_FROM_LEFT, Math.floor(fraction * cellPx));
    const inWindow = laneAt(layout, (x + 0.5) / pixelRatio) * count + cell - first;
    columns[x] = inWindow | (fromLeft << 16) | (Math.floor(fraction * CELL_FRACTIONS) << 24);
  }
  return { columns, first, count };
}

function lineTable(
  layout: MapLayout,
  camera: Camera,
  height: number,
  pixelRatio: number,
  firstRow: number,
): Uint32Array {
  return Uint32Array.from({ length: height }, (_, y) => {
    const line = lineAt(layout, camera, (y + 0.5) / pixelRatio);
    return line === null ? NO_CELL : line.row - firstRow;
  });
}
