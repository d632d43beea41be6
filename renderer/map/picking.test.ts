import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampCamera, FIT } from './camera.ts';
import { blockOf, drawnMemory } from './drawn-memory.fixture.ts';
import { rowTop } from './geometry.ts';
import { addressLayout, scaleAt } from './layout.ts';
import { pageAt, pickAt } from './picking.ts';
import { buildGrid, cellOfColumn, NO_CELL } from './pixel-grid.ts';
import { pagesOfRow } from './rows.ts';

/** Rows of 16 pages. */
const CANVAS = { width: 866, height: 400 };

describe('picking', () => {
  const memory = drawnMemory(`
    aaaabbbb........
    ....ccccccaaa... |
    ddddddddd.......
    eee`);
  const layout = addressLayout(memory, CANVAS);
  const at = (row: number, column: number) => ({
    x: layout.area.x + (column + 0.5) * layout.fitPagePx,
    y: rowTop(layout, FIT, row) + layout.fitRowPx / 2,
  });
  const pick = (row: number, column: number) => {
    const { x, y } = at(row, column);
    return pickAt(layout, FIT, memory.owners, x, y);
  };

  it('answers with the page and its owner', () => {
    expect(pick(0, 3)).toEqual({ page: 3, block: blockOf('a') });
    expect(pick(0, 4)).toEqual({ page: 4, block: blockOf('b') });
    expect(pick(0, 15)).toEqual({ page: 15, block: 0 });
    expect(pick(1, 10)).toEqual({ page: 26, block: blockOf('a') });
    expect(pick(2, 0)).toEqual({ page: 32, block: blockOf('d') });
    expect(pick(3, 2)).toEqual({ page: 50, block: blockOf('e') });
  });

  it('answers nothing behind the end of a node, in gaps, headers and margins', () => {
    expect(pick(3, 3)).toBeNull();
    const { x } = at(0, 0);
    const nextRow = rowTop(layout, FIT, 1);
    expect(pageAt(layout, FIT, x, nextRow - 0.5)).toBeNull();
    expect(pageAt(layout, FIT, x, nextRow + 0.5)).toBe(16);
    expect(pageAt(layout, FIT, x, rowTop(layout, FIT, 2) - layout.headerPx / 2)).toBeNull();
    expect(pageAt(layout, FIT, layout.area.x - 1, nextRow + 2)).toBeNull();
    expect(pageAt(layout, FIT, layout.area.x + layout.area.width, nextRow + 2)).toBeNull();
    expect(pageAt(layout, FIT, x, 0)).toBeNull();
  });

  it('agrees with what is drawn, pixel by pixel', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const pageCounts = fc.constantFrom(50, 16_384, 450_000, 2 ** 24);
    const ratios = fc.constantFrom(1, 1.25, 2);
    fc.assert(
      fc.property(
        pageCounts,
        ratios,
        share,
        share,
        share,
        share,
        (pages, ratio, zoom, left, across, down) => {
          const geometry = { pageCount: pages, nodeStarts: [0, Math.floor(pages / 3), pages] };
          const map = addressLayout(geometry, { width: 824, height: 622 });
          const width = map.area.width * map.maxZoom ** zoom;
          const camera = clampCamera(map, {
            zoom: map.maxZoom ** zoom,
            scrollX: left * width,
            scrollY: 77.7,
          });
          const grid = buildGrid(map, camera, { width: 824, height: 622 }, ratio);
          const x = Math.floor(across * (grid.width - 1));
          const y = Math.floor(down * (grid.height - 1));
          const page = pageAt(map, camera, (x + 0.5) / ratio, (y + 0.5) / ratio);
          const [column, line] = [grid.columns[x]!, grid.lines[y]!];
          if (column === NO_CELL || line === NO_CELL) {
            expect(page).toBeNull();
            return;
          }
          const row = pagesOfRow(map, grid.firstRow + line);
          const from = row.firstPage + (grid.firstCell + cellOfColumn(column)) * 2 ** grid.level;
          if (page === null) {
            expect(from + 2 ** grid.level).toBeGreaterThan(row.firstPage + row.pages);
          } else {
            expect(Math.floor((page - from) / 2 ** grid.level)).toBe(0);
          }
          expect(line).toBeLessThan(grid.rowCount);
          expect(cellOfColumn(column)).toBeLessThan(grid.cellCount);
          expect(scaleAt(map, camera.zoom).gapPx).toBeLessThanOrEqual(2);
        },
      ),
      { numRuns: 300 },
    );
  });
});
