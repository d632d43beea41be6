import { type Camera } from './camera.ts';
import { columnAt, laneAt, lineAt } from './geometry.ts';
import { type MapLayout } from './layout.ts';
import { type Pick } from './map-model.ts';
import { pagesOfRow } from './rows.ts';

/** The page at a place of the canvas (CSS px); null in gaps, headers, margins and behind the end of a node. */
export function pageAt(layout: MapLayout, camera: Camera, x: number, y: number): number | null {
  const line = lineAt(layout, camera, y);
  const column = columnAt(layout, camera, x);
  if (line === null || column === null) return null;
  const { firstPage, pages } = pagesOfRow(layout, line.row, laneAt(layout, x));
  const offset = Math.floor(column);
  return offset < pages ? firstPage + offset : null;
}

/** The page at a place of the canvas and who owns it: computed, never read back from the picture. */
export function pickAt(
  layout: MapLayout,
  camera: Camera,
  owners: Uint32Array,
  x: number,
  y: number,
): Pick | null {
  const page = pageAt(layout, camera, x, y);
  return page === null ? null : { page, block: owners[page] ?? 0 };
}
