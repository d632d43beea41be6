import { type MapPalette, type MapTexts } from './map-model.ts';
import { resizeCanvas } from './map-renderer.ts';
import { type PixelGrid } from './pixel-grid.ts';
import { drawMarks, type OverlayScene } from './overlay-marks.ts';

interface DrawnLabels {
  readonly grid: PixelGrid;
  readonly palette: MapPalette;
  readonly texts: MapTexts;
}

/** Addresses, node headers and outlines, on a 2D canvas above the cells, whichever renderer draws those. */
export class Overlay {
  private readonly context: CanvasRenderingContext2D;
  private ratio = 1;
  /** What is on the canvas, where that is labels alone; null otherwise. */
  private drawn: DrawnLabels | null = null;

  /** @throws Error when the canvas has no 2D context. */
  constructor(readonly canvas: HTMLCanvasElement) {
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('The canvas offers no 2D context.');
    this.context = context;
  }

  resize(cssWidth: number, cssHeight: number, devicePixelRatio: number): void {
    resizeCanvas(this.canvas, cssWidth, cssHeight, devicePixelRatio);
    this.ratio = devicePixelRatio;
    this.drawn = null;
  }

  draw(scene: OverlayScene): void {
    if (this.isDrawn(scene)) return;
    const { context, canvas, ratio } = this;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    scene.view.drawLabels(context, scene);
    drawMarks(context, scene);
  }

  /**
   * Whether the canvas shows the scene already. While memory changes under a map at rest the labels stay as they are,
   * and a canvas that is not touched costs the window nothing.
   */
  private isDrawn({ view, palette, texts, selection, hover, highlights }: OverlayScene): boolean {
    // The labels of time follow the cursor.
    const plain = view.mode !== 'time' && selection === null && hover === null && highlights.length === 0;
    const { grid } = view;
    const before = this.drawn;
    this.drawn = plain ? { grid, palette, texts } : null;
    return plain && before?.grid === grid && before.palette === palette && before.texts === texts;
  }
}
