import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Shape, svgOf } from '../../electron/contract/core.ts';
import { type Camera, FIT } from '../map/camera.ts';
import { CellWindow } from '../map/cell-window.ts';
import { Cells } from '../map/cells.ts';
import { drawnMemory } from '../map/drawn-memory.fixture.ts';
import { columnAt, rectsOf } from '../map/geometry.ts';
import { coloursOf } from '../map/looks.ts';
import { type MapModel, type MapTexts } from '../map/map-model.ts';
import { type MapScene } from '../map/map-scene.ts';
import { PageView } from '../map/page-view.ts';
import { cellOfColumn, NO_CELL } from '../map/pixel-grid.ts';
import { rgbOfTexel } from '../map/texels.ts';
import { mapPalette } from '../map/theme.ts';
import { PATTERNS } from './patterns.ts';
import { mapPicture } from './map-picture.ts';

const palette = mapPalette(() => '');
const looks = { background: '#000', text: '#fff', dim: '#888', line: '#444', font: 'sans', fontMono: 'mono' };
const words = { title: 'Map', subtitle: 'after event 3', legend: [{ text: 'free', colour: palette.free }] };
const measure = (text: string): number => text.length * 7;
/** Height of title and subtitle: what the map's canvas is moved down by. */
const HEAD = 60;

interface View {
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
  readonly camera: Camera;
}

/** A scene and what it was made of. */
type TestScene = MapScene & Pick<PageView, 'layout' | 'camera' | 'grid'> & { readonly model: MapModel };

function sceneOf(model: MapModel, { width, height, ratio, camera }: View): TestScene {
  const view = new PageView(model, { width, height }, ratio);
  view.moveTo(camera);
  const texts: MapTexts = {
    ...{ map: '', keys: '', cell: () => '', mergedCell: () => '', nodeName: () => '' },
    ...{ provider: () => '', event: () => '', timeCell: () => '', working: () => '' },
    node: (node: number) => `node ${node} & "more"`,
  };
  const { layout, camera: clamped, grid } = view;
  const { basePage } = model;
  return { view, model, layout, camera: clamped, grid, palette, texts, basePage, width, height };
}

const picture = (scene: TestScene) => mapPicture(scene, words, looks, measure);

interface Rect {
  readonly fill: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The rectangles of an SVG, with the colour of their group. */
function rectsOfSvg(svg: string): Rect[] {
  return [...svg.matchAll(/<g fill="(#[0-9a-f]{6})"[^>]*>(.*?)<\/g>/g)].flatMap(([, fill = '', inner = '']) =>
    [...inner.matchAll(/<rect x="([^"]+)" y="([^"]+)" width="([^"]+)" height="([^"]+)"\/>/g)].map((match) => {
      const [x = NaN, y = NaN, width = NaN, height = NaN] = match.slice(1).map(Number);
      return { fill, x, y: y - HEAD, width, height };
    }),
  );
}

const overlays = (scene: TestScene, pattern: 'hatch' | 'dots' | 'dashes' | null, fill: string) =>
  picture(scene).shapes.filter(
    (shape): shape is Extract<Shape, { kind: 'overlay' }> =>
      shape.kind === 'overlay' && shape.pattern === pattern && shape.fill === fill,
  );

/** What the renderers colour each pixel in, lines and patterns aside; -1 where no memory is. */
function drawnColours(scene: TestScene): { colours: Int32Array; runs: number } {
  const { grid, model, layout } = scene;
  const window = new CellWindow();
  window.setColours(coloursOf(palette));
  window.update(grid, new Cells(model, layout, grid.level));
  const colours = new Int32Array(grid.width * grid.height).fill(-1);
  const seenRows = new Set<number>();
  let runs = 0;
  for (let y = 0; y < grid.height; y++) {
    const row = grid.lines[y] ?? NO_CELL;
    if (row === NO_CELL) continue;
    let before = -1;
    for (let x = 0; x < grid.width; x++) {
      const column = grid.columns[x] ?? NO_CELL;
      if (column === NO_CELL) continue;
      // The map's last cell of a node may reach beyond its last page by less than its own width.
      const page = columnAt(layout, scene.camera, (x + 0.5) / grid.pixelRatio) ?? Infinity;
      const inRow = pagesInRow(scene, grid.firstRow + row);
      const colour =
        page < inRow ? rgbOfTexel(window.data[row * window.width + cellOfColumn(column)] ?? 0) : -1;
      colours[y * grid.width + x] = colour;
      if (colour !== before && colour !== -1 && !seenRows.has(row)) runs++;
      before = colour;
    }
    seenRows.add(row);
  }
  return { colours, runs };
}

function pagesInRow({ layout }: TestScene, row: number): number {
  const band = layout.bands.find(({ firstRow, rows }) => row >= firstRow && row < firstRow + rows);
  if (band === undefined) return 0;
  return Math.min(layout.pagesPerRow, band.pages - (row - band.firstRow) * layout.pagesPerRow);
}

const rgbOf = (hex: string): number => {
  const value = Number.parseInt(hex.slice(1), 16);
  return (value >> 16) | (value & 0xff00) | ((value & 0xff) << 16);
};

/** A pixel whose middle lies on the edge of a rectangle, where rounding decides. */
const ON_EDGE = -2;

/** Paints the rectangles into pixels; a pixel that two of them cover is a mistake. */
function painted({ grid }: TestScene, rects: readonly Rect[]): Int32Array {
  const pixels = new Int32Array(grid.width * grid.height).fill(-1);
  const near = 0.01;
  for (const { fill, x, y, width, height } of rects) {
    const [left, right, top, bottom] = [x, x + width, y, y + height].map((at) => at * grid.pixelRatio - 0.5);
    const onEdge = (at: number, from = 0, to = 0): boolean =>
      Math.abs(at - from) < near || Math.abs(at - to) < near;
    for (let row = Math.ceil((top ?? 0) - near); row < (bottom ?? 0) + near; row++) {
      for (let column = Math.ceil((left ?? 0) - near); column < (right ?? 0) + near; column++) {
        const at = row * grid.width + column;
        if (onEdge(row, top, bottom) || onEdge(column, left, right)) pixels[at] = ON_EDGE;
        else if (pixels[at] === -1) pixels[at] = rgbOf(fill);
        else if (pixels[at] !== ON_EDGE) throw new Error(`two rectangles at ${column}, ${row}`);
      }
    }
  }
  return pixels;
}

const memory = fc
  .tuple(
    fc.integer({ min: 1, max: 3000 }),
    fc.array(fc.tuple(fc.nat(2999), fc.integer({ min: 1, max: 200 }), fc.nat(12)), { maxLength: 40 }),
    fc.boolean(),
  )
  .map(([pages, blocks, twoNodes]) => {
    const text = '.'.repeat(pages);
    const half = Math.ceil(pages / 2);
    const drawn = drawnMemory(twoNodes && pages > 1 ? `${text.slice(0, half)}|${text.slice(half)}` : text);
    for (const [first, count, block] of blocks) drawn.owners.fill(block, first, first + count);
    return drawn;
  });
const view = fc.record({
  width: fc.integer({ min: 140, max: 420 }),
  height: fc.integer({ min: 60, max: 200 }),
  ratio: fc.constantFrom(1, 2),
  camera: fc.record({
    zoom: fc.constantFrom(1, 1, 1.7, 8),
    scrollX: fc.nat(900),
    scrollY: fc.nat(300),
  }),
});

describe('the SVG of the map', () => {
  it('has a rectangle for every run of cells of one colour, where the map draws them', () => {
    fc.assert(
      fc.property(memory, view, (model, wanted) => {
        const scene = sceneOf(model, wanted);
        const rects = rectsOfSvg(svgOf(picture(scene), PATTERNS));
        const { colours, runs } = drawnColours(scene);
        const pixels = painted(scene, rects);
        const different = pixels.findIndex((pixel, at) => pixel !== ON_EDGE && pixel !== colours[at]);
        expect(different).toBe(-1);
        // A cell that is cut by the edge of the map or by the end of a node may be too narrow for a pixel.
        const cut = wanted.camera.zoom === 1 ? scene.layout.bands.length : 2 * scene.grid.rowCount;
        expect(rects.length).toBeGreaterThanOrEqual(runs);
        expect(rects.length).toBeLessThanOrEqual(runs + cut);
      }),
      { numRuns: 60 },
    );
  });

  it('merges cells of one colour and keeps the line between their blocks', () => {
    const model = drawnMemory('aabb....');
    const same = { ...model, styleOf: () => 1 };
    const scene = sceneOf(same, { width: 600, height: 120, ratio: 1, camera: FIT });
    const rects = rectsOfSvg(svgOf(picture(scene), PATTERNS));
    expect(rects.map(({ fill }) => fill).sort()).toEqual([palette.free, palette.categories[0]].sort());
    const [rect] = rectsOf(scene.layout, scene.camera, { firstPage: 2, pages: 1 });
    const edges = overlays(scene, null, palette.edge).flatMap(({ boxes }) => boxes);
    expect(edges.some((value, at) => at % 4 === 0 && value === rect?.x)).toBe(true);
  });

  it('hatches the share of a page that was granted beyond Length', () => {
    const scene = sceneOf(drawnMemory('aaa.', { a: 1024 }), {
      width: 600,
      height: 80,
      ratio: 1,
      camera: FIT,
    });
    const [page] = rectsOf(scene.layout, scene.camera, { firstPage: 2, pages: 1 });
    const [hatch, ...more] = overlays(scene, 'hatch', palette.padding);
    expect(more).toEqual([]);
    const [x = 0, , width = 0] = hatch?.boxes ?? [];
    expect(width).toBeCloseTo((page?.width ?? 0) / 4);
    expect(x + width).toBeCloseTo((page?.x ?? 0) + (page?.width ?? 0));
    expect(svgOf(picture(scene), PATTERNS)).toContain('<pattern id="hatch-');
  });

  it('dashes reserved pages, and those alone', () => {
    const scene = sceneOf(drawnMemory('aa__....'), { width: 600, height: 120, ratio: 1, camera: FIT });
    const [first, last] = [2, 3].map(
      (page) => rectsOf(scene.layout, scene.camera, { firstPage: page, pages: 1 })[0],
    );
    const [dashes, ...more] = overlays(scene, 'dashes', palette.reserved);
    expect(more).toEqual([]);
    expect(dashes?.boxes.length).toBe(8);
    expect([dashes?.boxes[0], dashes?.boxes[4]]).toEqual([first?.x, last?.x]);
    expect(overlays(scene, 'dots', palette.edge)).toEqual([]);
  });

  it('dots cells that stand for pages of several owners', () => {
    const model = drawnMemory('a.'.repeat(2000));
    const scene = sceneOf(model, { width: 200, height: 60, ratio: 1, camera: FIT });
    expect(scene.grid.level).toBeGreaterThan(0);
    expect(overlays(scene, 'dots', palette.edge)[0]?.boxes.length).toBeGreaterThan(0);
    expect(overlays(scene, 'hatch', palette.padding)).toEqual([]);
  });

  it('writes addresses and nodes as text, escaped', () => {
    const scene = sceneOf(drawnMemory('aa..|bb..'), { width: 600, height: 300, ratio: 1, camera: FIT });
    const svg = svgOf(picture(scene), PATTERNS);
    expect(svg).toContain('>1_0000_0000</text>');
    expect(svg).toContain('>node 1 &amp; &quot;more&quot;</text>');
    expect(svg).toContain('>after event 3</text>');
  });
});
