import { type Point } from './camera.ts';
import { rectsOf } from './geometry.ts';
import { HoverStore } from './hover-store.ts';
import { cellBytes } from './layout.ts';
import { listenToInput, type MapActions } from './map-input.ts';
import {
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
import { MapSurface } from './map-surface.ts';
import { MapView } from './map-view.ts';
import { pickAt } from './picking.ts';

const STEP_ZOOM = 1.5;

/** What the map shows and whom it tells; comes from the component's properties. */
export interface MapInputs {
  readonly model: MapModel;
  readonly palette: MapPalette;
  readonly texts: MapTexts;
  readonly selectedBlock: number | null;
  readonly highlightedPages: readonly PageRun[];
  readonly runsOf: (block: number) => readonly PageRun[];
  readonly onSelect: (block: number | null, page: number | null) => void;
  readonly onHover?: ((pick: Pick | null) => void) | undefined;
  readonly onView?: ((info: MapViewInfo) => void) | undefined;
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
  private view: MapView | null = null;
  private frameRequest = 0;
  private pointer: Point | null = null;
  private reported = '';
  private size = { width: 0, height: 0, ratio: 1 };

  constructor(inputs: MapInputs) {
    this.inputs = inputs;
  }

  /** Shows the map in an element until the function returned is called. */
  attach(host: HTMLElement, forceCanvas2d: boolean): () => void {
    const surface = new MapSurface(host, forceCanvas2d, () => this.requestFrame());
    surface.setPalette(this.inputs.palette);
    this.host = host;
    this.surface = surface;
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
      this.surface = null;
      this.host = null;
      surface.dispose();
    };
  }

  /** Takes over new properties. */
  update(inputs: MapInputs): void {
    const before = this.inputs;
    this.inputs = inputs;
    if (inputs.palette !== before.palette) this.surface?.setPalette(inputs.palette);
    if (inputs.model !== before.model) {
      this.view = null;
      this.surface?.forgetCells();
    }
    this.takeChanges();
    this.requestFrame();
  }

  /** The model may have changed: draws in the next frame if it did. */
  takeChanges(): void {
    if (this.surface?.takeChanges(this.inputs.model) === true) this.requestFrame();
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

  zoomBy(factor: number, point?: Point): void {
    this.move((view) => view.zoomBy(factor, point));
  }

  panBy(dx: number, dy: number): void {
    this.move((view) => view.panBy(dx, dy));
  }

  panByShare(horizontal: number, vertical: number): void {
    this.move((view) => view.panByShare(horizontal, vertical));
  }

  focusRun(run: PageRun): void {
    this.move((view) => view.focus(run));
  }

  /** Looks at the block's largest piece: a scattered block has no middle. */
  focusBlock(block: number): void {
    const [first, ...rest] = this.inputs.runsOf(block);
    if (first !== undefined)
      this.focusRun(rest.reduce((best, run) => (run.pages > best.pages ? run : best), first));
  }

  focusSelection(): void {
    if (this.inputs.selectedBlock !== null) this.focusBlock(this.inputs.selectedBlock);
  }

  clearSelection(): void {
    this.inputs.onSelect(null, null);
  }

  click(point: Point): void {
    const pick = this.pickAt(point.x, point.y);
    this.inputs.onSelect(pick === null || pick.block === 0 ? null : pick.block, pick?.page ?? null);
  }

  hover(point: Point | null, inWindow: Point): void {
    this.pointer = point;
    this.showHover(inWindow);
  }

  pickAt(x: number, y: number): Pick | null {
    if (this.view === null) return null;
    return pickAt(this.view.layout, this.view.camera, this.inputs.model.owners, x, y);
  }

  pageRect(page: number): Rect | null {
    if (this.view === null) return null;
    return rectsOf(this.view.layout, this.view.camera, { firstPage: page, pages: 1 })[0] ?? null;
  }

  readPixel(x: number, y: number): Rgba | null {
    return this.view === null || this.surface === null ? null : this.surface.readPixel(x, y);
  }

  scene(): MapScene | null {
    const { view, size, inputs } = this;
    if (view === null) return null;
    const { layout, camera, grid } = view;
    const { model, palette, texts } = inputs;
    return { model, layout, camera, grid, palette, texts, width: size.width, height: size.height };
  }

  private move(how: (view: MapView) => void): void {
    if (this.view === null) return;
    how(this.view);
    this.requestFrame();
  }

  private showHover(inWindow?: Point): void {
    const pick = this.pointer === null ? null : this.pickAt(this.pointer.x, this.pointer.y);
    if (!this.hovered.set(pick, inWindow)) return;
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
    const { model, palette, texts } = inputs;
    const view = (this.view ??= new MapView(model, this.size, this.size.ratio));
    // The memory may have moved below a resting pointer.
    this.showHover();
    const hovered = this.hovered.getPick()?.block ?? 0;
    surface.draw(model, view, {
      layout: view.layout,
      camera: view.camera,
      palette,
      texts,
      basePage: model.basePage,
      selection: inputs.selectedBlock === null ? [] : inputs.runsOf(inputs.selectedBlock),
      hover: hovered === 0 || hovered === inputs.selectedBlock ? [] : inputs.runsOf(hovered),
      highlights: inputs.highlightedPages,
    });
    this.report(view, surface);
  }

  /** Follows the element's size and the screen's pixel ratio; false while there is nothing to draw on. */
  private fitSize(surface: MapSurface): boolean {
    const { clientWidth: width = 0, clientHeight: height = 0 } = this.host ?? {};
    const ratio = window.devicePixelRatio;
    if (width === 0 || height === 0) return false;
    const before = this.size;
    if (width === before.width && height === before.height && ratio === before.ratio) return true;
    this.size = { width, height, ratio };
    surface.resize(width, height, ratio);
    this.view?.resize(this.size, ratio);
    return true;
  }

  private report(view: MapView, surface: MapSurface): void {
    const { texts, onView } = this.inputs;
    const { level } = view.grid;
    const cellLabel = level === 0 ? texts.cell(cellBytes(0)) : texts.mergedCell(cellBytes(level));
    const info: MapViewInfo = { zoom: view.camera.zoom, cellLabel, rendererKind: surface.renderer.kind };
    const key = `${info.zoom} ${info.cellLabel} ${info.rendererKind}`;
    if (key === this.reported) return;
    this.reported = key;
    onView?.(info);
  }
}
