import { CellWindow } from './cell-window.ts';
import { createRenderer } from './create-renderer.ts';
import { coloursOf } from './looks.ts';
import { type MapPalette, type Rgba } from './map-model.ts';
import { type MapRenderer } from './map-renderer.ts';
import { type MapView } from './map-view.ts';
import { Overlay } from './overlay.ts';
import { type OverlayScene } from './overlay-marks.ts';

/** The two canvases of one map, and the texels that stand between a view's cells and the renderer. */
export class MapSurface {
  renderer: MapRenderer;
  private readonly overlay: Overlay;
  private readonly window = new CellWindow();
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

  draw(view: MapView, scene: OverlayScene): void {
    const { grid, cells } = view;
    if (this.window.update(grid, cells) || this.repaint) {
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
