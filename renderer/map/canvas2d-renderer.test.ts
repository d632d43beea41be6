import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIT } from './camera.ts';
import { RESERVED_STYLE } from './cell-code.ts';
import { Canvas2dRenderer } from './canvas2d-renderer.ts';
import { CellWindow } from './cell-window.ts';
import { Cells } from './cells.ts';
import { mix, parseColour, toRgb24, type Rgb } from './css-colour.ts';
import { drawnMemory } from './drawn-memory.fixture.ts';
import { rectsOf } from './geometry.ts';
import { addressLayout } from './layout.ts';
import { coloursOf, DOT_STRENGTH, HATCH_GROUND, HATCH_STROKE } from './looks.ts';
import { type MapModel } from './map-model.ts';
import { buildGrid } from './pixel-grid.ts';
import { mapPalette } from './theme.ts';

const CANVAS = { width: 866, height: 200 };
const palette = mapPalette(() => '');
const colour = (css: string): number => toRgb24(parseColour(css));
const category = (style: number): Rgb => parseColour(palette.categories[style - 1]!);

/** A canvas that keeps what is put into it; pixels that nobody put there are 0. */
class FakeCanvas {
  width = 1;
  height = 1;
  readonly shown = new Uint32Array(CANVAS.width * CANVAS.height);

  getContext() {
    return {
      createImageData: (width: number, height: number) => ({
        width,
        height,
        data: new Uint8ClampedArray(width * height * 4),
      }),
      putImageData: (image: ImageData, ...place: number[]) => {
        const [, , , top = 0, width = 0, height = 0] = place;
        const pixels = new Uint32Array(image.data.buffer);
        this.shown.set(pixels.subarray(top * width, (top + height) * width), top * width);
      },
    };
  }

  remove(): void {
    this.shown.fill(0);
  }
}

function mapOf(memory: MapModel) {
  const canvas = new FakeCanvas();
  const renderer = new Canvas2dRenderer(canvas as unknown as HTMLCanvasElement);
  const layout = addressLayout(memory, CANVAS);
  const grid = buildGrid(layout, FIT, CANVAS, 1);
  const cells = new Cells(memory, layout, grid.level);
  const window = new CellWindow();
  renderer.resize(CANVAS.width, CANVAS.height, 1);
  renderer.setPalette(palette);
  window.setColours(coloursOf(palette));
  const draw = (): Uint32Array => {
    window.update(grid, cells);
    renderer.draw({ grid, window });
    window.clearDirty();
    return canvas.shown;
  };
  /** Red, green and blue at a share of a page's width. */
  const pixelOf = (page: number, share: number): number => {
    const [rect] = rectsOf(layout, FIT, { firstPage: page, pages: 1 });
    const x = Math.floor(rect!.x + rect!.width * share);
    const y = Math.floor(rect!.y + rect!.height / 2);
    return canvas.shown[y * CANVAS.width + x]! & 0xff_ffff;
  };
  /** All pixels of a page, its left side aside, where lines are. */
  const pixelsOf = (page: number): readonly number[] => {
    const [rect] = rectsOf(layout, FIT, { firstPage: page, pages: 1 });
    const pixels: number[] = [];
    for (let y = Math.ceil(rect!.y); y < Math.floor(rect!.y + rect!.height); y++) {
      for (let x = Math.ceil(rect!.x) + 2; x < Math.floor(rect!.x + rect!.width); x++)
        pixels.push(canvas.shown[y * CANVAS.width + x]! & 0xff_ffff);
    }
    return pixels;
  };
  return { cells, draw, pixelOf, pixelsOf };
}

describe('the map without WebGL', () => {
  const map = mapOf(drawnMemory(`aaaabbbb....____ ccc`, { b: 2048 }));
  map.draw();

  it('gives free memory, blocks and the surroundings their colours', () => {
    expect(map.pixelOf(0, 0.5)).toBe(toRgb24(category(1)));
    expect(map.pixelOf(4, 0.5)).toBe(toRgb24(category(2)));
    expect(map.pixelOf(9, 0.5)).toBe(colour(palette.free));
    expect(map.draw()[0]! & 0xff_ffff).toBe(colour(palette.background));
  });

  it('draws a line where another block begins, and a faint one between pages', () => {
    const edge = parseColour(palette.edge);
    expect(map.pixelOf(4, 0.01)).toBe(toRgb24(mix(category(2), edge, 0.85)));
    expect(map.pixelOf(5, 0.01)).toBe(toRgb24(mix(category(2), edge, 0.24)));
  });

  it('hatches what was granted beyond the requested length', () => {
    const padding = parseColour(palette.padding);
    const hatch = [HATCH_STROKE, HATCH_GROUND].map((share) => toRgb24(mix(category(2), padding, share)));
    expect(map.pixelOf(7, 0.25)).toBe(toRgb24(category(2)));
    expect(hatch).toContain(map.pixelOf(7, 0.75));
    expect(map.pixelOf(6, 0.75)).toBe(toRgb24(category(2)));
  });

  it('dashes pages that somebody holds back, lighter than free ones, and nothing else', () => {
    const { reserved } = coloursOf(palette);
    const ground = coloursOf(palette).styles[RESERVED_STYLE]!;
    const looks = (page: number): readonly number[] => [...new Set(map.pixelsOf(page))].sort((a, b) => a - b);
    const dashed = [toRgb24(ground), toRgb24(mix(ground, reserved, DOT_STRENGTH))].sort((a, b) => a - b);
    expect(looks(13)).toEqual(dashed);
    expect(looks(9)).not.toContain(toRgb24(ground));
    expect(toRgb24(ground)).not.toBe(colour(palette.free));
  });

  it('shows the same after repainting changed rows as after painting all', () => {
    const change = fc.tuple(fc.nat(159), fc.integer({ min: 1, max: 40 }), fc.nat(8));
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 3 }), { maxLength: 5 }), (frames) => {
        const memory = drawnMemory('.'.repeat(160));
        const live = mapOf(memory);
        live.draw();
        for (const changes of frames) {
          for (const [page, pages, block] of changes) {
            memory.owners.fill(block, page, page + pages);
            live.cells.invalidate(page, Math.min(pages, 160 - page));
          }
          live.draw();
        }
        const whole = mapOf(memory).draw();
        // Compared by hand: a message that prints a picture of pixels would take seconds to make.
        expect(live.draw().every((pixel, index) => pixel === whole[index])).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});
