import { CellWindow } from './cell-window.ts';
import { Cells } from './cells.ts';
import { createRenderer } from './create-renderer.ts';
import { coloursOf } from './looks.ts';
import { type MapModel, type MapPalette, type Rgba } from './map-model.ts';
import { type MapRenderer } from './map-renderer.ts';
import { type MapView } from './map-view.ts';
import { Overlay, type OverlayScene } from './overlay.ts';

/** The two canvases of one map, and the cells that stand between the model and the renderer. */
export class MapSurface {
  renderer: MapRenderer;
  private readonly overlay: Overlay;
  private readonly window = new CellWindow();
  private cells: Cells | null = null;
  private palette: MapPalette | null = null;
  private repaint = true;
  private disposed = false;

  /** @throws Error when the browser offers no canvas at all. */
  constructor(
    private readonly host: HTMLElement,
    forceCanvas2d: boolean,
    private readonly onRedraw: () => void,
  ) {
    const canvas = host.ownerDocument.createElement('canvas');
    canvas.className = 'memory-map-overlay';
    canvas.setAttribute('aria-hidden', 'true');
    this.overlay = new Overlay(canvas);
    host.append(canvas);
    this.renderer = this.create(forceCanvas2d);
  }

  /** Lengths in CSS px. */
  resize(width: number, height: number, devicePixelRatio: number): void {
    this.renderer.resize(width, height, devicePixelRatio);
    this.overlay.resize(width, height, devicePixelRatio);
    this.repaint = true;
  }

  setPalette(palette: MapPalette): void {
    this.renderer.setPalette(palette);
    this.window.setColours(coloursOf(palette));
    this.palette = palette;
    this.repaint = true;
  }

  /** Takes over what changed in the model; true when there is anything to draw. */
  takeChanges(model: MapModel): boolean {
    const seen = { any: false };
    const everything = model.drainChanges((firstPage, pages) => {
      this.cells?.invalidate(firstPage, pages);
      seen.any = true;
    });
    if (everything) this.cells?.invalidateAll();
    return seen.any || everything;
  }

  /** Another model, or other words for what the same one holds: nothing packed so far counts. */
  forgetCells(): void {
    this.cells = null;
  }

  draw(model: MapModel, view: MapView, scene: OverlayScene): void {
    const { grid, layout } = view;
    if (this.cells?.layout !== layout || this.cells.level !== grid.level) {
      this.cells = new Cells(model, layout, grid.level);
    }
    if (this.window.update(grid, this.cells) || this.repaint) {
      this.renderer.draw({ grid, window: this.window });
      this.window.clearDirty();
      this.repaint = false;
    }
    this.overlay.draw(scene);
  }

  readPixel(x: number, y: number): Rgba {
    return this.renderer.readPixel(x, y);
  }

  dispose(): void {
    this.disposed = true;
    this.renderer.dispose();
    this.overlay.canvas.remove();
  }

  private create(forceCanvas2d: boolean): MapRenderer {
    return createRenderer(this.host, {
      forceCanvas2d,
      onRedraw: () => this.redraw(),
      onGone: () => this.fallBack(),
    });
  }

  /** WebGL was taken away for good: go on without it. */
  private fallBack(): void {
    if (this.disposed) return;
    const { canvas } = this.overlay;
    this.renderer.dispose();
    this.renderer = this.create(true);
    this.renderer.resize(canvas.clientWidth, canvas.clientHeight, window.devicePixelRatio);
    if (this.palette !== null) this.renderer.setPalette(this.palette);
    this.redraw();
  }

  private redraw(): void {
    if (this.disposed) return;
    this.window.markAllDirty();
    this.repaint = true;
    this.onRedraw();
  }
}
