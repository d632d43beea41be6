import { type BlockCarrier, canBeGrabbed } from './block-drag.ts';
import { type Point } from './camera.ts';
import { createView } from './create-view.ts';
import { HoverStore } from './hover-store.ts';
import { listenToInput, type MapActions } from './map-input.ts';
import {
  PAGE_BYTES,
  type MapModel,
  type MapPalette,
  type MapTexts,
  type MapViewInfo,
  type PageRun,
  type Pick,
  type Rect,
  type Rgba,
} from './map-model.ts';
import { type DrawableMap, type MapScene } from './map-scene.ts';
import { type MapMarks } from './overlay-marks.ts';
import { MapOverview } from './map-overview.ts';
import { MapSurface } from './map-surface.ts';
import { type MapMode, type MapView, type MarkedBlock, type ZoomAxis } from './map-view.ts';

const STEP_ZOOM = 1.5;
/** What a mode may spend on its cells in a frame: the rest of the frame is for drawing and for the panels. */
const PREPARE_MS = 10;
/** A picture that is whole within this long needs no word about it. */
const PATIENCE_MS = 150;

/** Runs of a block that are looked at to see how large it is on the map. */
const MOST_GRABBED_RUNS = 64;

/** What a view was reported by. */
interface Reported {
  readonly texts: MapTexts;
  readonly zoom: number;
  readonly cellBytes: number;
  readonly cellEvents: number;
  readonly rendererKind: string;
}

/** What the map shows and whom it tells; comes from the component's properties. */
export interface MapInputs {
  readonly model: MapModel;
  readonly mode: MapMode;
  readonly palette: MapPalette;
  readonly texts: MapTexts;
  readonly selectedBlock: number | null;
  readonly highlightedPages: readonly PageRun[];
  readonly runsOf: (block: number) => readonly PageRun[];
  readonly onSelect: (pick: Pick | null) => void;
  readonly onHover?: ((pick: Pick | null) => void) | undefined;
  readonly onView?: ((info: MapViewInfo) => void) | undefined;
  /** Who takes the selected block when it is dragged; without, every drag moves the map. */
  readonly carrier?: BlockCarrier | undefined;
}

/**
 * Joins model, view and surface, outside React. Whatever happens only asks for a frame; the frame takes all changes
 * over at once, so any number of events costs one drawing.
 */
export class MapController implements DrawableMap, MapActions {
  readonly hovered = new HoverStore();
  private inputs: MapInputs;
  private host: HTMLElement | null = null;
  private surface: MapSurface | null = null;
  private overview: MapOverview | null = null;
  private view: MapView | null = null;
  /** Asked for before there was a view to show it on. */
  private awaitedBlock: number | null = null;
  private frameRequest = 0;
  private pointer: Point | null = null;
  private carried: number | null = null;
  private reported: Reported | null = null;
  /** What of the session is no change of pages, but is seen all the same. */
  private moment = '';
  private size = { width: 0, height: 0, ratio: 1 };
  /** Since when the picture in view has been unfinished; null while it is whole. */
  private unfinishedSince: number | null = null;

  constructor(inputs: MapInputs) {
    this.inputs = inputs;
  }

  /** Shows the map in an element until the function returned is called. */
  attach(host: HTMLElement, forceCanvas2d: boolean): () => void {
    const surface = new MapSurface(host, forceCanvas2d, () => this.requestFrame());
    surface.setPalette(this.inputs.palette);
    this.host = host;
    this.surface = surface;
    this.overview = new MapOverview(host, (point, miniature) =>
      this.move((view) => view.centreFrom(miniature, point)),
    );
    this.overview.setPalette(this.inputs.palette);
    const stopInput = listenToInput(host, this);
    const observer = new ResizeObserver(() => this.requestFrame());
    observer.observe(host);
    this.requestFrame();
    return () => {
      observer.disconnect();
      stopInput();
      cancelAnimationFrame(this.frameRequest);
      this.frameRequest = 0;
      this.size = { width: 0, height: 0, ratio: 1 };
      this.overview?.dispose();
      this.overview = null;
      this.surface = null;
      this.host = null;
      surface.dispose();
    };
  }

  /** Takes over new properties. */
  update(inputs: MapInputs): void {
    const before = this.inputs;
    this.inputs = inputs;
    if (inputs.palette !== before.palette) {
      this.surface?.setPalette(inputs.palette);
      this.overview?.setPalette(inputs.palette);
    }
    if (inputs.model !== before.model || inputs.mode !== before.mode) this.view = null;
    this.takeChanges();
    this.requestFrame();
  }

  /** The model may have changed: draws in the next frame if it did. */
  takeChanges(): void {
    const { view, overview, inputs } = this;
    const { model } = inputs;
    const seen = { any: false };
    const everything = model.drainChanges((firstPage, pages) => {
      view?.invalidate(firstPage, pages);
      overview?.invalidate(firstPage, pages);
      seen.any = true;
    });
    if (everything) {
      view?.invalidateAll();
      overview?.invalidateAll();
    }
    const { events = 0, cursor = 0 } = model.history ?? {};
    const moment = `${events} ${cursor} ${model.providers.length}`;
    if (seen.any || everything || (inputs.mode !== 'address' && moment !== this.moment)) this.requestFrame();
    this.moment = moment;
  }

  fit(): void {
    this.move((view) => view.fit());
  }

  zoomIn(): void {
    this.zoomBy(STEP_ZOOM);
  }

  zoomOut(): void {
    this.zoomBy(1 / STEP_ZOOM);
  }

  zoomBy(factor: number, point?: Point, axis?: ZoomAxis): void {
    this.move((view) => view.zoomBy(factor, point, axis));
  }

  panBy(dx: number, dy: number): void {
    this.move((view) => view.panBy(dx, dy));
  }

  panByShare(horizontal: number, vertical: number): void {
    this.move((view) => view.panByShare(horizontal, vertical));
  }

  focusRun(run: PageRun): void {
    this.move((view) => view.focusRun(run));
  }

  focusBlock(block: number): void {
    if (this.view === null) this.awaitedBlock = block;
    this.move((view) => view.focusBlock(block, this.inputs.runsOf(block)));
  }

  focusSelection(): void {
    if (this.inputs.selectedBlock !== null) this.focusBlock(this.inputs.selectedBlock);
  }

  clearSelection(): void {
    this.inputs.onSelect(null);
  }

  click(point: Point): void {
    this.inputs.onSelect(this.pickAt(point.x, point.y));
  }

  grab(point: Point): boolean {
    const block = this.pickAt(point.x, point.y)?.block ?? 0;
    this.carried = this.canGrab(block) ? block : null;
    return this.carried !== null;
  }

  carry(inWindow: Point): void {
    if (this.carried !== null) this.inputs.carrier?.carry(this.carried, inWindow);
  }

  drop(inWindow: Point | null): void {
    const { carrier } = this.inputs;
    if (inWindow === null) carrier?.letGo();
    else if (this.carried !== null) carrier?.drop(this.carried, inWindow);
    this.carried = null;
  }

  hover(point: Point | null, inWindow: Point): void {
    this.pointer = point;
    this.showHover(inWindow);
  }

  pickAt(x: number, y: number): Pick | null {
    return this.view?.pickAt(x, y) ?? null;
  }

  pageRect(page: number): Rect | null {
    return this.view?.pageRect(page) ?? null;
  }

  readPixel(x: number, y: number): Rgba | null {
    return this.view === null || this.surface === null ? null : this.surface.readPixel(x, y);
  }

  scene(): MapScene | null {
    const { view, size, inputs } = this;
    if (view === null) return null;
    const { model, palette, texts } = inputs;
    const { width, height } = size;
    return { view, palette, texts, basePage: model.basePage, width, height };
  }

  marks(): MapMarks {
    const { selectedBlock, highlightedPages } = this.inputs;
    const hovered = this.hovered.getPick()?.block ?? 0;
    return {
      selection: selectedBlock === null ? null : this.marked(selectedBlock),
      hover: hovered === 0 || hovered === selectedBlock ? null : this.marked(hovered),
      highlights: highlightedPages,
    };
  }

  isSettled(): boolean {
    return this.frameRequest === 0;
  }

  private move(how: (view: MapView) => void): void {
    if (this.view === null) return;
    how(this.view);
    this.requestFrame();
  }

  private marked(block: number): MarkedBlock {
    return { block, runs: this.inputs.runsOf(block) };
  }

  private canGrab(block: number): boolean {
    const { carrier, selectedBlock, runsOf } = this.inputs;
    if (carrier === undefined || this.view === null || block === 0 || block !== selectedBlock) return false;
    return canBeGrabbed(this.view.rectsOfBlock(block, runsOf(block), MOST_GRABBED_RUNS), this.size);
  }

  private showHover(inWindow?: Point): void {
    const pick = this.pointer === null ? null : this.pickAt(this.pointer.x, this.pointer.y);
    if (!this.hovered.set(pick, inWindow)) return;
    this.host?.toggleAttribute('data-grab', pick !== null && this.canGrab(pick.block));
    this.inputs.onHover?.(pick);
    this.requestFrame();
  }

  private requestFrame(): void {
    if (this.surface === null || this.frameRequest !== 0) return;
    this.frameRequest = requestAnimationFrame(() => {
      this.frameRequest = 0;
      this.frame();
    });
  }

  private frame(): void {
    const { surface, inputs } = this;
    if (surface === null || !this.fitSize(surface)) return;
    const { model, palette, texts, mode } = inputs;
    const view = (this.view ??= createView(mode, model, this.size, this.size.ratio));
    if (this.awaitedBlock !== null) view.focusBlock(this.awaitedBlock, inputs.runsOf(this.awaitedBlock));
    this.awaitedBlock = null;
    const more = view.prepare(performance.now() + PREPARE_MS);
    // The memory may have moved below a resting pointer.
    this.showHover();
    surface.draw(view, { view, palette, texts, basePage: model.basePage, ...this.marks() });
    const overviewMore = this.overview?.draw(view, this.size) ?? false;
    this.report(view, surface);
    this.showProgress(more ? view.progress : 1);
    if (more || overviewMore) this.requestFrame();
  }

  /** Follows the element's size and the screen's pixel ratio; false while there is nothing to draw on. */
  private fitSize(surface: MapSurface): boolean {
    const { clientWidth: width = 0, clientHeight: height = 0 } = this.host ?? {};
    const ratio = window.devicePixelRatio;
    if (width === 0 || height === 0) return false;
    const before = this.size;
    if (width === before.width && height === before.height && ratio === before.ratio) return true;
    // Zoomed, the window has another place under a pointer at rest, which tells of it when it moves next.
    if (ratio !== before.ratio) this.pointer = null;
    this.size = { width, height, ratio };
    surface.resize(width, height, ratio);
    this.view?.resize(this.size, ratio);
    return true;
  }

  /** Says how far a picture is that takes longer than a moment: what stands in for it has other colours perhaps. */
  private showProgress(share: number): void {
    const { host, unfinishedSince, inputs } = this;
    if (share >= 1) {
      if (unfinishedSince === null) return;
      this.unfinishedSince = null;
      host?.removeAttribute('data-working');
      host?.removeAttribute('aria-busy');
      return;
    }
    const now = performance.now();
    this.unfinishedSince ??= now;
    if (now - this.unfinishedSince < PATIENCE_MS) return;
    const words = inputs.texts.working(share);
    if (host === null || host.dataset['working'] === words) return;
    host.dataset['working'] = words;
    host.setAttribute('aria-busy', 'true');
  }

  private report(view: MapView, surface: MapSurface): void {
    const { texts, onView } = this.inputs;
    const { cellBytes, cellEvents, zoom } = view;
    const { kind: rendererKind } = surface.renderer;
    const before = this.reported;
    // Before any words are made: nearly every frame has nothing to report.
    if (
      before?.texts === texts &&
      before.zoom === zoom &&
      before.cellBytes === cellBytes &&
      before.cellEvents === cellEvents &&
      before.rendererKind === rendererKind
    )
      return;
    this.reported = { texts, zoom, cellBytes, cellEvents, rendererKind };
    const pages = cellBytes === PAGE_BYTES ? texts.cell(cellBytes) : texts.mergedCell(cellBytes);
    const cellLabel = cellEvents === 0 ? pages : texts.timeCell(cellEvents, cellBytes);
    onView?.({ zoom, cellLabel, rendererKind });
  }
}
