import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownerAt } from './block-history.ts';
import { CellWindow } from './cell-window.ts';
import { createView } from './create-view.ts';
import { anyHistory } from './drawn-history.fixture.ts';
import { coloursOf } from './looks.ts';
import { MAP_MODES, type MapView } from './map-view.ts';
import { cellOfColumn, NO_CELL } from './pixel-grid.ts';
import { rgbOfTexel, inkOfTexel, CellInk } from './texels.ts';
import { mapPalette } from './theme.ts';
import { toRgb24 } from './css-colour.ts';

const palette = mapPalette(() => '');
const colours = coloursOf(palette);

const share = fc.double({ min: 0, max: 1, noNaN: true });
const anyMove = fc.record({ x: share, y: share, factor: fc.double({ min: 0.5, max: 6, noNaN: true }) });
const anyCanvas = fc.record({
  width: fc.integer({ min: 200, max: 420 }),
  height: fc.integer({ min: 120, max: 260 }),
});

function moved(view: MapView, moves: readonly { x: number; y: number; factor: number }[]): void {
  const { area } = view;
  for (const { x, y, factor } of moves) {
    view.zoomBy(factor, { x: area.x + x * area.width, y: area.y + y * area.height });
    view.panBy((x - 0.5) * 80, (y - 0.5) * 80);
  }
}

describe.each(MAP_MODES)('the mode %s', (mode) => {
  it('picks what it draws, pixel by pixel', () => {
    const ratios = fc.constantFrom(1, 1.5, 2);
    const spots = fc.array(fc.tuple(share, share), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(anyHistory, anyCanvas, ratios, fc.array(anyMove, { maxLength: 3 }), spots, (...drawn) => {
        const [memory, canvas, ratio, moves, places] = drawn;
        const view = createView(mode, memory, canvas, ratio);
        moved(view, moves);
        while (view.prepare(0));
        const window = new CellWindow();
        window.setColours(colours);
        window.update(view.grid, view.cells);
        const { grid } = view;
        for (const [right, down] of places) {
          const x = Math.floor(right * (grid.width - 1));
          const y = Math.floor(down * (grid.height - 1));
          const pick = view.pickAt((x + 0.5) / ratio, (y + 0.5) / ratio);
          const [column, line] = [grid.columns[x]!, grid.lines[y]!];
          if (column === NO_CELL || line === NO_CELL) {
            expect(pick).toBeNull();
            continue;
          }
          const texel = window.data[line * window.width + cellOfColumn(column)]!;
          if (pick === null) continue;
          const owner =
            pick.event === undefined
              ? memory.owners[pick.page]
              : ownerAt(memory.history, pick.event, pick.page);
          expect(pick.block).toBe(owner);
          if (inkOfTexel(texel) === CellInk.merged) continue;
          const style = pick.block === 0 ? null : memory.styleOf(pick.block);
          const own = style === null ? colours.free : colours.styles[style]!;
          const expected = [
            toRgb24(own),
            ...(mode === 'lanes' && style !== null ? [toRgb24(colours.styles[0]!)] : []),
          ];
          expect(expected).toContain(rgbOfTexel(texel));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('finds every page that it draws again, and marks a block where its pages are', () => {
    fc.assert(
      fc.property(anyHistory, anyCanvas, share, (memory, canvas, at) => {
        const view = createView(mode, memory, canvas, 1);
        const page = Math.floor(at * (memory.pageCount - 1));
        const rect = view.pageRect(page);
        expect(rect).not.toBeNull();
        if (rect === null) return;
        const pick = view.pickAt(rect.x + rect.width / 2, rect.y + rect.height / 2);
        expect(pick?.page).toBe(page);
        const block = pick?.block ?? 0;
        if (block === 0) return;
        const { history } = memory;
        const runs = Array.from({ length: history.runCount(block) }, (_, index) => {
          const from = 2 * (history.runAt(block) + index);
          return { firstPage: history.runs[from]!, pages: history.runs[from + 1]! };
        });
        const marks = view.rectsOfBlock(block, runs, 1000);
        expect(marks.length).toBeGreaterThanOrEqual(1);
        // In a provider's lane a page of another one is picked as well; it is marked in its own lane.
        if (mode === 'lanes') return;
        const [x, y] = [rect.x + rect.width / 2, rect.y + rect.height / 2];
        const inside = marks.some(
          (mark) => x >= mark.x && x <= mark.x + mark.width && y >= mark.y && y <= mark.y + mark.height,
        );
        expect(inside).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('shows on its miniature what is in view, and goes where the miniature is pressed', () => {
    fc.assert(
      fc.property(anyHistory, anyCanvas, anyMove, share, share, (memory, canvas, move, right, down) => {
        const view = createView(mode, memory, canvas, 1);
        moved(view, [{ ...move, factor: 4 }]);
        const small = view.miniature({ width: 100, height: 60 }, 1);
        for (const rect of view.shownOn(small)) {
          expect(rect.x).toBeGreaterThanOrEqual(-0.01);
          expect(rect.y).toBeGreaterThanOrEqual(-0.01);
          expect(rect.x + rect.width).toBeLessThanOrEqual(100.01);
          expect(rect.y + rect.height).toBeLessThanOrEqual(60.01);
        }
        const { zoom } = view;
        view.centreFrom(small, { x: right * 100, y: down * 60 });
        expect(view.zoom).toBeCloseTo(zoom, 6);
      }),
      { numRuns: 60 },
    );
  });
});
