import { scaleAt, type MapLayout } from './layout.ts';
import { type PageRun } from './map-model.ts';
import { laneOfPage, placeOfPage } from './rows.ts';

/** What part of the memory is looked at. Scroll offsets are CSS px of the content at this zoom. */
export interface Camera {
  /** 1 shows everything; n shows a page n times as wide. */
  readonly zoom: number;
  readonly scrollX: number;
  readonly scrollY: number;
}

/** A place on the canvas, in CSS px. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A place in the memory's picture that does not depend on the zoom. */
export interface Spot {
  readonly lane: number;
  /** Pages from the start of the row, with fraction. */
  readonly column: number;
  readonly band: number;
  /** Share of the band's header above the spot: 0 to 1, 1 when the spot is among the rows. */
  readonly header: number;
  /** Rows from the start of the band, with fraction. */
  readonly row: number;
}

/** Share of the width that a run takes after focusing on it. */
const FOCUS_SHARE = 0.3;

export const FIT: Camera = { zoom: 1, scrollX: 0, scrollY: 0 };

/** Content height before a band's header, in CSS px at a zoom. */
export function bandTop(layout: MapLayout, zoom: number, band: number): number {
  const { rowPx, headerPx } = scaleAt(layout, zoom);
  return band * headerPx + (layout.bands[band]?.firstRow ?? layout.rowCount) * rowPx;
}

export function spotAt(layout: MapLayout, camera: Camera, point: Point): Spot {
  const { pagePx, rowPx, headerPx } = scaleAt(layout, camera.zoom);
  const y = point.y - layout.area.y + camera.scrollY;
  let band = layout.bands.length - 1;
  while (band > 0 && bandTop(layout, camera.zoom, band) > y) band--;
  const below = y - bandTop(layout, camera.zoom, band);
  const lane = nearestLane(layout, point.x);
  const column = (point.x - laneX(layout, lane) + camera.scrollX) / pagePx;
  if (below < headerPx) return { lane, column, band, header: below / headerPx, row: 0 };
  return { lane, column, band, header: 1, row: (below - headerPx) / rowPx };
}

export const laneX = (layout: MapLayout, lane: number): number => layout.lanes[lane]?.x ?? layout.area.x;

/** The lane at a distance from the canvas's left side; in a gap the one on its left. */
function nearestLane({ lanes }: MapLayout, x: number): number {
  let lane = lanes.length - 1;
  while (lane > 0 && (lanes[lane]?.x ?? 0) > x) lane--;
  return lane;
}

/** Where a spot is on the canvas: the inverse of `spotAt`. */
export function pointOf(layout: MapLayout, camera: Camera, spot: Spot): Point {
  const { pagePx, rowPx, headerPx } = scaleAt(layout, camera.zoom);
  const top = bandTop(layout, camera.zoom, spot.band) + spot.header * headerPx + spot.row * rowPx;
  return {
    x: laneX(layout, spot.lane) + spot.column * pagePx - camera.scrollX,
    y: layout.area.y + top - camera.scrollY,
  };
}

/** Keeps the camera inside the memory and its zoom inside the limits. */
export function clampCamera(layout: MapLayout, camera: Camera): Camera {
  const zoom = Math.min(layout.maxZoom, Math.max(1, camera.zoom));
  const hiddenWidth = Math.max(0, layout.laneWidth * (zoom - 1));
  const height = bandTop(layout, zoom, layout.bands.length);
  // Half a pixel is less than anyone scrolls by, and more than the sums above can be off.
  const hiddenHeight = height - layout.area.height < 0.5 ? 0 : height - layout.area.height;
  return {
    zoom,
    scrollX: Math.min(hiddenWidth, Math.max(0, camera.scrollX)),
    scrollY: Math.min(hiddenHeight, Math.max(0, camera.scrollY)),
  };
}

/** Moves the picture by a number of CSS px, as a drag does. */
export const panBy = (layout: MapLayout, camera: Camera, dx: number, dy: number): Camera =>
  clampCamera(layout, { ...camera, scrollX: camera.scrollX - dx, scrollY: camera.scrollY - dy });

/** Zooms so that what is under the point stays there, unless that would show what is outside of the memory. */
export function zoomAt(layout: MapLayout, camera: Camera, point: Point, factor: number): Camera {
  const zoom = Math.min(layout.maxZoom, Math.max(1, camera.zoom * factor));
  return placeSpot(layout, zoom, spotAt(layout, camera, point), point);
}

/** Brings a spot to a point of the canvas. */
export function placeSpot(layout: MapLayout, zoom: number, spot: Spot, point: Point): Camera {
  const at = pointOf(layout, { zoom, scrollX: 0, scrollY: 0 }, spot);
  return clampCamera(layout, { zoom, scrollX: at.x - point.x, scrollY: at.y - point.y });
}

/** Brings a page to the centre without changing the zoom. */
export function centreOn(layout: MapLayout, zoom: number, page: number): Camera {
  const lane = laneOfPage(layout, page);
  const place = placeOfPage(layout, page, lane);
  if (place === null) return clampCamera(layout, { ...FIT, zoom });
  const band = layout.bands.findIndex(({ firstRow, rows }) => place.row < firstRow + rows);
  const row = place.row - (layout.bands[band]?.firstRow ?? 0) + 0.5;
  const { y, height } = layout.area;
  const centre = { x: laneX(layout, lane) + layout.laneWidth / 2, y: y + height / 2 };
  return placeSpot(layout, zoom, { lane, column: place.column + 0.5, band, header: 1, row }, centre);
}

/** Brings a run of pages to the centre, large enough to see its ends. A run of several rows is seen from its start. */
export function focusOn(layout: MapLayout, run: PageRun): Camera {
  const wanted = (layout.laneWidth * FOCUS_SHARE) / (run.pages * layout.fitPagePx);
  const zoom = Math.min(layout.maxZoom, Math.max(1, wanted));
  const inFirstRow = Math.min(
    run.pages,
    layout.pagesPerRow - (placeOfPage(layout, run.firstPage, laneOfPage(layout, run.firstPage))?.column ?? 0),
  );
  return centreOn(layout, zoom, run.firstPage + Math.floor((inFirstRow - 1) / 2));
}
