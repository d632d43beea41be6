import { type Band, type MapLayout } from './layout.ts';
import { type PageRun } from './map-model.ts';

/** The row that holds a page and the page's place in it; null outside of the memory. */
export function placeOfPage(layout: MapLayout, page: number): { row: number; column: number } | null {
  const band = findBand(layout, (candidate) => page < candidate.firstPage + candidate.pages);
  if (band === undefined || page < band.firstPage) return null;
  const offset = page - band.firstPage;
  const row = Math.floor(offset / layout.pagesPerRow);
  return { row: band.firstRow + row, column: offset - row * layout.pagesPerRow };
}

/** The pages of a row; a node's last row may be short. */
export function pagesOfRow(layout: MapLayout, row: number): PageRun {
  const band = bandOfRow(layout, row);
  if (band === undefined) return { firstPage: 0, pages: 0 };
  const before = (row - band.firstRow) * layout.pagesPerRow;
  return { firstPage: band.firstPage + before, pages: Math.min(layout.pagesPerRow, band.pages - before) };
}

export const bandOfRow = (layout: MapLayout, row: number): Band | undefined =>
  row < 0 ? undefined : findBand(layout, (candidate) => row < candidate.firstRow + candidate.rows);

function findBand(layout: MapLayout, matches: (band: Band) => boolean): Band | undefined {
  for (const band of layout.bands) if (matches(band)) return band;
  return undefined;
}
