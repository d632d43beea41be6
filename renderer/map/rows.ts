import { type Band, type MapLayout } from './layout.ts';
import { type PageRun } from './map-model.ts';

/** The row of a lane that holds a page and the page's place in it; null where the lane does not have it. */
export function placeOfPage(
  layout: MapLayout,
  page: number,
  lane = 0,
): { row: number; column: number } | null {
  const band = layout.lanes[lane]?.bands.find(({ firstPage, pages }) => page < firstPage + pages);
  if (band === undefined || page < band.firstPage) return null;
  const offset = page - band.firstPage;
  const row = Math.floor(offset / layout.pagesPerRow);
  return { row: band.firstRow + row, column: offset - row * layout.pagesPerRow };
}

/** The pages of a lane's row; a node's last row may be short, and a shorter node has empty rows. */
export function pagesOfRow(layout: MapLayout, row: number, lane = 0): PageRun {
  const band = row < 0 ? undefined : findBand(layout.lanes[lane]?.bands ?? [], row);
  if (band === undefined) return { firstPage: 0, pages: 0 };
  const before = (row - band.firstRow) * layout.pagesPerRow;
  return { firstPage: band.firstPage + before, pages: Math.min(layout.pagesPerRow, band.pages - before) };
}

/** What the row belongs to, of the bands that stand below each other. */
export const bandOfRow = (layout: MapLayout, row: number): Band | undefined =>
  row < 0 ? undefined : findBand(layout.bands, row);

/** The first lane that has the page. */
export function laneOfPage(layout: MapLayout, page: number): number {
  if (layout.mode !== 'nodes') return 0;
  return Math.max(
    0,
    layout.lanes.findIndex((_lane, index) => placeOfPage(layout, page, index) !== null),
  );
}

const findBand = (bands: readonly Band[], row: number): Band | undefined =>
  bands.find(({ firstRow, rows }) => row < firstRow + rows);
