import { bandTop, laneX, spotAt, type Camera } from './camera.ts';
import { scaleAt, type MapLayout } from './layout.ts';
import { type PageRun, type Rect } from './map-model.ts';
import { pagesOfRow, placeOfPage } from './rows.ts';

/** A horizontal line of the canvas that shows memory. */
export interface Line {
  readonly row: number;
  /** CSS px from the top of the row. */
  readonly offsetPx: number;
}

/** The row drawn at a height of the canvas; null in gaps, headers and margins. */
export function lineAt(layout: MapLayout, camera: Camera, y: number): Line | null {
  const { area } = layout;
  if (y < area.y || y >= area.y + area.height) return null;
  const spot = spotAt(layout, camera, { x: area.x, y });
  const band = layout.bands[spot.band];
  if (band === undefined || spot.header < 1 || spot.row < 0 || spot.row >= band.rows) return null;
  const { rowPx, gapPx } = scaleAt(layout, camera.zoom);
  const row = Math.floor(spot.row);
  const offsetPx = (spot.row - row) * rowPx;
  return offsetPx >= rowPx - gapPx ? null : { row: band.firstRow + row, offsetPx };
}

/** The lane drawn at a distance from the canvas's left side; -1 in margins and gaps. */
export function laneAt({ lanes, laneWidth }: MapLayout, x: number): number {
  for (let lane = lanes.length - 1; lane >= 0; lane--) {
    const left = lanes[lane]?.x ?? 0;
    if (x >= left) return x < left + laneWidth ? lane : -1;
  }
  return -1;
}

/** Pages from the row's start, with fraction, drawn at a distance from the canvas's left side; null in margins. */
export function columnAt(layout: MapLayout, camera: Camera, x: number): number | null {
  const lane = laneAt(layout, x);
  if (lane < 0) return null;
  const column = (x - laneX(layout, lane) + camera.scrollX) / scaleAt(layout, camera.zoom).pagePx;
  return column < layout.pagesPerRow ? column : null;
}

/** Rows that are at least partly in view: from `first` up to, not including, `end`. */
export function visibleRows(layout: MapLayout, camera: Camera): { first: number; end: number } {
  const { x, y, height } = layout.area;
  const from = spotAt(layout, camera, { x, y });
  const to = spotAt(layout, camera, { x, y: y + height });
  const rowOf = (spot: typeof from, round: (row: number) => number): number =>
    (layout.bands[spot.band]?.firstRow ?? 0) + round(Math.max(0, spot.row));
  return { first: rowOf(from, Math.floor), end: Math.min(layout.rowCount, rowOf(to, Math.ceil)) };
}

/** Height of a row's top on the canvas, in CSS px; may be outside of the area. */
export function rowTop(layout: MapLayout, camera: Camera, row: number): number {
  const { rowPx, headerPx } = scaleAt(layout, camera.zoom);
  const band = layout.bands.findIndex(({ firstRow, rows }) => row < firstRow + rows);
  const inBand = row - (layout.bands[band]?.firstRow ?? 0);
  return layout.area.y + bandTop(layout, camera.zoom, band) + headerPx + inBand * rowPx - camera.scrollY;
}

/** The visible pieces of a run in every lane that has it. At most `limit` of them. */
export function rectsOf(layout: MapLayout, camera: Camera, run: PageRun, limit = 4096): Rect[] {
  const rects: Rect[] = [];
  for (let lane = 0; lane < layout.lanes.length; lane++) {
    rects.push(...rectsInLane(layout, camera, run, lane, limit - rects.length));
  }
  return rects;
}

/** The visible pieces of a run in a lane: one rectangle a row, cut at the edges of the lane. */
export function rectsInLane(
  layout: MapLayout,
  camera: Camera,
  run: PageRun,
  lane: number,
  limit = 4096,
): Rect[] {
  const rects: Rect[] = [];
  const bands = layout.lanes[lane]?.bands ?? [];
  const last = bands.at(-1);
  if (last === undefined) return rects;
  // A run may reach over the end of a node, whose lane then has a part of it.
  const first = Math.max(run.firstPage, bands[0]?.firstPage ?? 0);
  const end = Math.min(run.firstPage + run.pages, last.firstPage + last.pages);
  if (end <= first) return rects;
  const from = placeOfPage(layout, first, lane);
  const to = placeOfPage(layout, end - 1, lane);
  if (from === null || to === null) return rects;
  const visible = visibleRows(layout, camera);
  const lastRow = Math.min(to.row, visible.end - 1);
  for (let row = Math.max(from.row, visible.first); row <= lastRow && rects.length < limit; row++) {
    const start = row === from.row ? from.column : 0;
    const stop = row === to.row ? to.column + 1 : pagesOfRow(layout, row, lane).pages;
    const rect = pieceOfRow(layout, camera, lane, row, start, stop);
    if (rect !== null) rects.push(rect);
  }
  return rects;
}

function pieceOfRow(
  layout: MapLayout,
  camera: Camera,
  lane: number,
  row: number,
  start: number,
  end: number,
): Rect | null {
  const { area } = layout;
  const x = laneX(layout, lane);
  const { pagePx, rowPx, gapPx } = scaleAt(layout, camera.zoom);
  const top = rowTop(layout, camera, row);
  const left = Math.max(x, x + start * pagePx - camera.scrollX);
  const right = Math.min(x + layout.laneWidth, x + end * pagePx - camera.scrollX);
  const upper = Math.max(area.y, top);
  const lower = Math.min(area.y + area.height, top + rowPx - gapPx);
  if (right <= left || lower <= upper) return null;
  return { x: left, y: upper, width: right - left, height: lower - upper };
}
