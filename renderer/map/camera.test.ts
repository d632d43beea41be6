import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  centreOn,
  clampCamera,
  FIT,
  focusOn,
  panBy,
  pointOf,
  spotAt,
  zoomAt,
  type Camera,
} from './camera.ts';
import { rectsOf } from './geometry.ts';
import { addressLayout, type MapLayout } from './layout.ts';

const layouts: MapLayout[] = [
  addressLayout({ pageCount: 16_384, nodeStarts: [0, 8192, 16_384] }, { width: 824, height: 622 }),
  addressLayout({ pageCount: 450_000, nodeStarts: [0, 450_000] }, { width: 824, height: 622 }),
  addressLayout(
    { pageCount: 2 ** 24, nodeStarts: [0, 5_592_405, 11_184_810, 2 ** 24] },
    { width: 1400, height: 900 },
  ),
  addressLayout({ pageCount: 40, nodeStarts: [0, 40] }, { width: 500, height: 300 }),
];

const share = fc.double({ min: 0, max: 1, noNaN: true });
const anyView = fc
  .tuple(fc.constantFrom(...layouts), share, share, share, share, share)
  .map(([layout, zoom, left, top, x, y]) => ({
    layout,
    camera: cameraAt(layout, layout.maxZoom ** zoom, left, top),
    point: { x: layout.area.x + x * layout.area.width, y: layout.area.y + y * layout.area.height },
  }));

/** A camera inside the limits, from shares of what can be scrolled. */
function cameraAt(layout: MapLayout, zoom: number, left: number, top: number): Camera {
  const far = clampCamera(layout, { zoom, scrollX: Infinity, scrollY: Infinity });
  return { zoom: far.zoom, scrollX: far.scrollX * left, scrollY: far.scrollY * top };
}

const closeTo = (actual: number, expected: number): void =>
  expect(Math.abs(actual - expected)).toBeLessThan(1e-6 * Math.max(1, Math.abs(expected)));

describe('camera', () => {
  it('finds the point of every spot again', () => {
    fc.assert(
      fc.property(anyView, ({ layout, camera, point }) => {
        const again = pointOf(layout, camera, spotAt(layout, camera, point));
        closeTo(again.x, point.x);
        closeTo(again.y, point.y);
      }),
    );
  });

  it('keeps what is under the pointer there when zooming in', () => {
    fc.assert(
      fc.property(
        anyView,
        fc.double({ min: 1, max: 8, noNaN: true }),
        ({ layout, camera, point }, factor) => {
          const before = spotAt(layout, camera, point);
          const after = pointOf(layout, zoomAt(layout, camera, point, factor), before);
          closeTo(after.x, point.x);
          // A picture that is lower than the canvas stays at the top instead.
          if (layout.fitRowPx < 40) closeTo(after.y, point.y);
        },
      ),
    );
  });

  it('comes back when zooming in and out at the same point', () => {
    fc.assert(
      fc.property(
        anyView,
        fc.double({ min: 1, max: 8, noNaN: true }),
        ({ layout, camera, point }, factor) => {
          fc.pre(camera.zoom * factor <= layout.maxZoom);
          const back = zoomAt(layout, zoomAt(layout, camera, point, factor), point, 1 / factor);
          closeTo(back.zoom, camera.zoom);
          closeTo(back.scrollX, camera.scrollX);
          if (layout.fitRowPx < 40) closeTo(back.scrollY, camera.scrollY);
        },
      ),
    );
  });

  it('stays inside the memory whatever is done to it', () => {
    fc.assert(
      fc.property(anyView, fc.integer(), fc.integer(), ({ layout, camera }, dx, dy) => {
        const moved = panBy(layout, camera, dx, dy);
        expect(clampCamera(layout, moved)).toEqual(moved);
        expect(moved.scrollX).toBeGreaterThanOrEqual(0);
        expect(moved.scrollY).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('has nowhere to go at zoom 1', () => {
    for (const layout of layouts) expect(panBy(layout, FIT, -500, -500)).toEqual(FIT);
  });

  it('brings any page into view, and the start of any run', () => {
    fc.assert(
      fc.property(anyView, share, fc.integer({ min: 1, max: 5000 }), ({ layout, camera }, at, pages) => {
        const last = layout.bands.at(-1)!;
        const page = Math.floor(at * (last.firstPage + last.pages - 1));
        const centred = centreOn(layout, camera.zoom, page);
        expect(rectsOf(layout, centred, { firstPage: page, pages: 1 })).toHaveLength(1);
        const run = { firstPage: page, pages: Math.min(pages, last.firstPage + last.pages - page) };
        expect(rectsOf(layout, focusOn(layout, run), run).length).toBeGreaterThan(0);
      }),
    );
  });

  it('shows a small block in a large memory at a size that can be read', () => {
    const layout = layouts[2]!;
    const run = { firstPage: 9_000_000, pages: 3 };
    const [rect] = rectsOf(layout, focusOn(layout, run), run);
    expect(rect!.width).toBeGreaterThan(100);
  });
});
