import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampCamera, FIT } from './camera.ts';
import { rectsOf } from './geometry.ts';
import { addressLayout, cellLevel, scaleAt, type MapLayout } from './layout.ts';
import { pageAt } from './picking.ts';
import { pagesOfRow, placeOfPage } from './rows.ts';

const memory = (pageCount: number, nodes = 1) => ({
  pageCount,
  nodeStarts: Array.from({ length: nodes + 1 }, (_, node) => Math.floor((pageCount * node) / nodes)),
});

const heightOf = (layout: MapLayout): number =>
  layout.bands.length * layout.headerPx + layout.rowCount * layout.fitRowPx;

const anyCanvas = fc.record({
  width: fc.integer({ min: 200, max: 2600 }),
  height: fc.integer({ min: 150, max: 1600 }),
});
const anyMemory = fc
  .tuple(fc.integer({ min: 1, max: 2 ** 24 }), fc.integer({ min: 1, max: 8 }))
  .map(([pages, nodes]) => memory(Math.max(pages, nodes), nodes));

describe('address layout', () => {
  it('shows 16 384 pages in readable rows that fill the canvas', () => {
    const layout = addressLayout(memory(16_384), { width: 780, height: 570 });
    expect(layout.pagesPerRow).toBe(256);
    expect(layout.fitRowPx).toBeGreaterThan(6);
    expect(layout.fitRowPx).toBeLessThan(12);
    expect(heightOf(layout)).toBeCloseTo(layout.area.height);
  });

  it('starts every NUMA node on a row of its own', () => {
    const layout = addressLayout(memory(1000, 3), { width: 900, height: 600 });
    for (const band of layout.bands) {
      expect(placeOfPage(layout, band.firstPage)).toEqual({ row: band.firstRow, column: 0 });
    }
    expect(layout.headerPx).toBeGreaterThan(0);
  });

  it('fits every memory into every canvas, in rows of a power of two', () => {
    fc.assert(
      fc.property(anyMemory, anyCanvas, (geometry, canvas) => {
        const layout = addressLayout(geometry, canvas);
        expect(Number.isInteger(Math.log2(layout.pagesPerRow))).toBe(true);
        expect(heightOf(layout)).toBeLessThan(layout.area.height + 0.001);
      }),
    );
  });

  it('gives every page one place', () => {
    fc.assert(
      fc.property(
        anyMemory,
        anyCanvas,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (geometry, canvas, at) => {
          const layout = addressLayout(geometry, canvas);
          const page = Math.floor(at * (geometry.pageCount - 1));
          const place = placeOfPage(layout, page)!;
          const row = pagesOfRow(layout, place.row);
          expect(row.firstPage + place.column).toBe(page);
          expect(place.column).toBeLessThan(row.pages);
        },
      ),
    );
  });

  it('has no place for what is not memory', () => {
    const layout = addressLayout(memory(100), { width: 600, height: 400 });
    expect(placeOfPage(layout, -1)).toBeNull();
    expect(placeOfPage(layout, 100)).toBeNull();
  });
});

describe('rectangles of a run', () => {
  const layout = addressLayout(memory(512, 2), { width: 866, height: 600 });

  it('wraps over rows, and over the border of a node', () => {
    expect(layout.pagesPerRow).toBe(16);
    const rects = rectsOf(layout, FIT, { firstPage: 250, pages: 12 });
    expect(rects.map(({ width }) => Math.round(width / layout.fitPagePx))).toEqual([6, 6]);
    expect(rects[1]!.y - rects[0]!.y).toBeGreaterThan(layout.fitRowPx + layout.headerPx - 1);
  });

  it('lead back to the page that they stand for, at any zoom', () => {
    const fraction = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(anyMemory, anyCanvas, fraction, fraction, fraction, (geometry, canvas, zoom, x, y) => {
        const map = addressLayout(geometry, canvas);
        const camera = clampCamera(map, {
          zoom: map.maxZoom ** zoom,
          scrollX: x * map.area.width * map.maxZoom ** zoom,
          scrollY: y * map.area.height * map.maxZoom ** zoom,
        });
        const page = pageAt(map, camera, map.area.x + map.area.width * x, map.area.y + map.area.height * y);
        if (page === null) return;
        const [rect] = rectsOf(map, camera, { firstPage: page, pages: 1 });
        expect(pageAt(map, camera, rect!.x + rect!.width / 2, rect!.y + rect!.height / 2)).toBe(page);
      }),
    );
  });
});

describe('cells', () => {
  it('merge just enough pages to be one to two device pixels wide', () => {
    fc.assert(
      fc.property(anyMemory, anyCanvas, fc.constantFrom(1, 1.25, 2), (geometry, canvas, ratio) => {
        const layout = addressLayout(geometry, canvas);
        const level = cellLevel(layout, 1, ratio);
        const devicePx = scaleAt(layout, 1).pagePx * 2 ** level * ratio;
        expect(devicePx).toBeGreaterThan(0.999);
        if (level > 0) expect(devicePx).toBeLessThan(2.001);
      }),
    );
  });

  it('are single pages where these are wide enough', () => {
    const layout = addressLayout(memory(2 ** 24), { width: 824, height: 622 });
    expect(cellLevel(layout, 1, 1)).toBe(9);
    expect(cellLevel(layout, layout.maxZoom, 1)).toBe(0);
  });
});
