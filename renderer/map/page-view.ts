import {
  centreOn,
  clampCamera,
  FIT,
  focusOn,
  laneX,
  panBy,
  placeSpot,
  pointOf,
  spotAt,
  zoomAt,
  type Camera,
  type Point,
} from './camera.ts';
import { type CellRows } from './cell-rows.ts';
import { Cells } from './cells.ts';
import { rectsInLane, rectsOf } from './geometry.ts';
import {
  addressLayout,
  cellBytes,
  lanesLayout,
  miniatureOf,
  nodesLayout,
  type MapLayout,
  type PageMode,
  type Size,
} from './layout.ts';
import { type MapModel, type PageRun, type Pick, type Rect } from './map-model.ts';
import { type LabelStyle, type MapView } from './map-view.ts';
import { drawAddresses, drawLaneHeaders, drawNodeHeaders, type LabelContext } from './overlay-labels.ts';
import { type CellSource } from './pack-cells.ts';
import { pageAt, pickAt } from './picking.ts';
import { buildGrid, type PixelGrid } from './pixel-grid.ts';
import { pagesOfRow } from './rows.ts';

type LayoutFunction = (model: MapModel, canvas: Size) => MapLayout;

const LAYOUTS: Readonly<Record<PageMode, LayoutFunction>> = {
  address: addressLayout,
  nodes: nodesLayout,
  lanes: (model, canvas) => lanesLayout(model, canvas, model.providers),
};

/** A mode of pages: a layout, the camera over it, and the grid of pixels and the cells that follow from both. */
export class PageView implements MapView {
  layout: MapLayout;
  camera: Camera = FIT;
  private builtGrid: PixelGrid | null = null;
  private builtCells: Cells | null = null;

  constructor(
    private readonly model: MapModel,
    private canvas: Size,
    private pixelRatio: number,
    readonly mode: PageMode = 'address',
    private readonly layOut: LayoutFunction = LAYOUTS[mode],
  ) {
    this.layout = layOut(model, canvas);
  }

  get area(): Rect {
    return this.layout.area;
  }

  get zoom(): number {
    return this.camera.zoom;
  }

  get grid(): PixelGrid {
    this.builtGrid ??= buildGrid(this.layout, this.camera, this.canvas, this.pixelRatio);
    return this.builtGrid;
  }

  get cells(): CellRows {
    const { model, layout, grid } = this;
    if (this.builtCells?.layout !== layout || this.builtCells.level !== grid.level) {
      this.builtCells = new Cells(model, layout, grid.level, laneSources(model, layout));
    }
    return this.builtCells;
  }

  get cellBytes(): number {
    return cellBytes(this.grid.level);
  }

  readonly cellEvents = 0;
  /** What is in view is packed within a frame or a few. */
  readonly progress = 1;

  /** Keeps the page in the middle of the canvas there. */
  resize(canvas: Size, pixelRatio: number): void {
    this.canvas = canvas;
    this.pixelRatio = pixelRatio;
    this.layOutAgain();
  }

  fit(): void {
    this.moveTo(FIT);
  }

  zoomBy(factor: number, point: Point = this.middle): void {
    this.moveTo(zoomAt(this.layout, this.camera, point, factor));
  }

  panBy(dx: number, dy: number): void {
    this.moveTo(panBy(this.layout, this.camera, dx, dy));
  }

  panByShare(horizontal: number, vertical: number): void {
    this.panBy(-horizontal * this.layout.laneWidth, -vertical * this.area.height);
  }

  focusRun(run: PageRun): void {
    this.moveTo(focusOn(this.layout, run));
  }

  focusBlock(_block: number, runs: readonly PageRun[]): void {
    const largest = largestOf(runs);
    if (largest !== null) this.focusRun(largest);
  }

  pickAt(x: number, y: number): Pick | null {
    return pickAt(this.layout, this.camera, this.model.owners, x, y);
  }

  pageRect(page: number): Rect | null {
    return this.rectsOfRun({ firstPage: page, pages: 1 }, 1)[0] ?? null;
  }

  rectsOfRun(run: PageRun, limit: number): readonly Rect[] {
    return rectsOf(this.layout, this.camera, run, limit);
  }

  rectsOfBlock(block: number, runs: readonly PageRun[], limit: number): readonly Rect[] {
    const { layout, camera, model } = this;
    const provider = model.providerOf(block);
    const lanes = layout.lanes.flatMap(({ key }, lane) =>
      layout.mode === 'lanes' && key !== provider ? [] : [lane],
    );
    const rects: Rect[] = [];
    for (const run of runs) {
      for (const lane of lanes) {
        if (rects.length >= limit) return rects;
        rects.push(...rectsInLane(layout, camera, run, lane, limit - rects.length));
      }
    }
    return rects;
  }

  rectOfCells(lane: number, row: number, from: number, to: number): Rect | null {
    const { layout, camera, grid } = this;
    const { firstPage, pages } = pagesOfRow(layout, row, lane);
    const first = (grid.firstCell + from) * 2 ** grid.level;
    const end = Math.min(pages, (grid.firstCell + to) * 2 ** grid.level);
    const run = { firstPage: firstPage + first, pages: end - first };
    return run.pages <= 0 ? null : (rectsInLane(layout, camera, run, lane)[0] ?? null);
  }

  drawLabels(context: LabelContext, style: LabelStyle): void {
    const scene = { ...style, layout: this.layout, camera: this.camera };
    drawAddresses(context, scene);
    drawNodeHeaders(context, scene);
    drawLaneHeaders(context, scene);
  }

  invalidate(firstPage: number, pages: number): void {
    this.builtCells?.invalidate(firstPage, pages);
  }

  invalidateAll(): void {
    this.builtCells?.invalidateAll();
  }

  /** A provider that had no block before gets its lane. */
  prepare(): boolean {
    const { mode, model, layout } = this;
    const lanes = Math.max(1, model.providers.length);
    if (mode === 'lanes' && lanes !== layout.lanes.length) this.layOutAgain();
    else if (mode === 'lanes' && model.providers.length > 0 && layout.lanes[0]?.key === 0) this.layOutAgain();
    return false;
  }

  miniature(canvas: Size, pixelRatio: number): PageView {
    return new PageView(this.model, canvas, pixelRatio, this.mode, (_model, size) =>
      miniatureOf(this.layout, size),
    );
  }

  shownOn(miniature: MapView): readonly Rect[] {
    if (!(miniature instanceof PageView)) return [];
    const { layout, camera, area } = this;
    const to = miniature.layout;
    return layout.lanes.map(({ x }) => {
      const corner = (right: number, down: number): Point =>
        pointOf(to, miniature.camera, spotAt(layout, camera, { x: right, y: down }));
      const from = corner(x, area.y);
      // A point on the right side belongs to the next lane.
      const width = (to.laneWidth / layout.laneWidth) * (layout.laneWidth / camera.zoom);
      const end = corner(x, area.y + area.height);
      return { x: from.x, y: from.y, width, height: Math.min(to.area.height, end.y) - from.y };
    });
  }

  centreFrom(miniature: MapView, point: Point): void {
    if (!(miniature instanceof PageView)) return;
    const spot = spotAt(miniature.layout, miniature.camera, point);
    const { layout, camera } = this;
    const centre = { x: laneX(layout, spot.lane) + layout.laneWidth / 2, y: this.middle.y };
    this.moveTo(placeSpot(layout, camera.zoom, spot, centre));
  }

  moveTo(camera: Camera): void {
    this.camera = clampCamera(this.layout, camera);
    this.builtGrid = null;
  }

  private get middle(): Point {
    const { x, y, width, height } = this.area;
    return { x: x + width / 2, y: y + height / 2 };
  }

  private layOutAgain(): void {
    const { zoom } = this.camera;
    const page = pageAt(this.layout, this.camera, this.middle.x, this.middle.y);
    this.layout = this.layOut(this.model, this.canvas);
    this.moveTo(zoom === 1 || page === null ? this.camera : centreOn(this.layout, zoom, page));
  }
}

export const largestOf = (runs: readonly PageRun[]): PageRun | null =>
  runs.reduce<PageRun | null>((best, run) => (best === null || run.pages > best.pages ? run : best), null);

const NO_PAGES: readonly PageRun[] = [];

/** A provider's lane shows its own blocks in their colours and dims those of others. */
function laneSources(model: MapModel, layout: MapLayout): (lane: number) => CellSource {
  if (layout.mode !== 'lanes') return () => model;
  const sources = layout.lanes.map(({ key }): CellSource => ({
    owners: model.owners,
    get reserved() {
      return model.reserved;
    },
    reservedStyleOf: (holder) => (model.providerOfHolder(holder) === key ? model.reservedStyleOf(holder) : 0),
    styleOf: (block) => (model.providerOf(block) === key ? model.styleOf(block) : 0),
    paddingOf: (block) => (model.providerOf(block) === key ? model.paddingOf(block) : 0),
    lastPageOf: (block) => model.lastPageOf(block),
    sparePagesOf: (block) => (model.providerOf(block) === key ? model.sparePagesOf(block) : NO_PAGES),
  }));
  return (lane) => sources[lane] ?? model;
}
