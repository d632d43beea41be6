import { Canvas2dRenderer } from './canvas2d-renderer.ts';
import { CellWindow } from './cell-window.ts';
import { parseColour, toCss } from './css-colour.ts';
import { type Point } from './camera.ts';
import { type Size } from './layout.ts';
import { coloursOf } from './looks.ts';
import { type MapPalette } from './map-model.ts';
import { resizeCanvas } from './map-renderer.ts';
import { type MapView } from './map-view.ts';
import { type PixelGrid } from './pixel-grid.ts';

/** Largest size, and the share of the map that it takes at most. CSS px. */
const MAX_WIDTH_PX = 176;
const MAX_HEIGHT_PX = 116;
const MAX_SHARE = 0.3;
/** From here on there is something that is not in view. */
const SHOWN_FROM_ZOOM = 1.02;
/** While memory changes, the overview follows this often: it is read at a glance, and costs a pass over all cells. */
const REFRESH_MS = 200;
/** What a frame may spend on lines of the overview that are not filled yet. */
const FILL_MS = 3;
/** Distance from the corner of the area that shows memory. CSS px. */
const INSET_PX = 8;
/** The frame is at least this large, so that it can be seen and taken hold of. CSS px. */
const MIN_FRAME_PX = 5;

/**
 * The whole memory, small, in a corner of the map while a part of it is looked at: the same mode, the same cells and the
 * same 2D renderer on a small canvas. A frame shows what is in view; pressing or dragging moves it.
 */
export class MapOverview {
  private readonly box: HTMLElement;
  private readonly cells: HTMLCanvasElement;
  private readonly frame: HTMLCanvasElement;
  private readonly renderer: Canvas2dRenderer;
  private readonly window = new CellWindow();
  private readonly listening = new AbortController();
  private view: MapView | null = null;
  private of: MapView | null = null;
  private size: Size = { width: 0, height: 0 };
  private ratio = 1;
  private drawnMs = 0;
  private drawnGrid: PixelGrid | null = null;
  private stale = true;
  private palette: MapPalette | null = null;
  private shape = '';

  constructor(
    host: HTMLElement,
    private readonly onMove: (point: Point, miniature: MapView) => void,
  ) {
    const document = host.ownerDocument;
    this.box = document.createElement('div');
    this.box.className = 'memory-map-overview';
    this.box.hidden = true;
    this.box.setAttribute('aria-hidden', 'true');
    this.box.dataset['testid'] = 'map-overview';
    this.cells = document.createElement('canvas');
    this.frame = document.createElement('canvas');
    this.box.append(this.cells, this.frame);
    host.append(this.box);
    this.renderer = new Canvas2dRenderer(this.cells);
    this.listen();
  }

  setPalette(palette: MapPalette): void {
    this.palette = palette;
    this.renderer.setPalette(palette);
    this.window.setColours(coloursOf(palette));
    this.refresh();
  }

  invalidate(firstPage: number, pages: number): void {
    this.stale = true;
    this.view?.invalidate(firstPage, pages);
  }

  invalidateAll(): void {
    this.stale = true;
    this.view?.invalidateAll();
  }

  /** Follows the map; true when it has more to draw than this frame had time for. */
  draw(of: MapView, { width, height, ratio }: Size & { readonly ratio: number }): boolean {
    const shown = of.zoom >= SHOWN_FROM_ZOOM;
    if (this.box.hidden === shown) this.box.hidden = !shown;
    if (!shown) return false;
    this.fitTo(of, { width, height }, ratio);
    const more = this.drawCells(performance.now());
    this.drawFrame(of);
    return more;
  }

  dispose(): void {
    this.listening.abort();
    this.renderer.dispose();
    this.box.remove();
  }

  private refresh(): void {
    this.stale = true;
    this.drawnMs = 0;
  }

  private fitTo(of: MapView, canvas: Size, ratio: number): void {
    const { width, height } = of.area;
    const shape = `${canvas.width} ${canvas.height} ${width} ${height} ${ratio}`;
    if (of === this.of && shape === this.shape) return;
    this.of = of;
    this.shape = shape;
    this.ratio = ratio;
    const scale = Math.min(MAX_WIDTH_PX / width, MAX_HEIGHT_PX / height, MAX_SHARE);
    this.size = { width: Math.round(width * scale), height: Math.round(height * scale) };
    const { x, y } = of.area;
    this.box.style.right = `${canvas.width - x - width + INSET_PX}px`;
    this.box.style.bottom = `${canvas.height - y - height + INSET_PX}px`;
    this.box.style.width = `${this.size.width}px`;
    this.box.style.height = `${this.size.height}px`;
    this.renderer.resize(this.size.width, this.size.height, ratio);
    resizeCanvas(this.frame, this.size.width, this.size.height, ratio);
    this.view = of.miniature(this.size, ratio);
    this.refresh();
  }

  private drawCells(now: number): boolean {
    const { view } = this;
    if (view === null) return false;
    this.stale ||= view.grid !== this.drawnGrid;
    if (!this.stale) return false;
    if (now - this.drawnMs < REFRESH_MS) return true;
    const more = view.prepare(now + FILL_MS);
    const { grid } = view;
    const changed = this.window.update(grid, view.cells, now + FILL_MS);
    if (changed) {
      this.renderer.draw({ grid, window: this.window });
      this.window.clearDirty();
    }
    this.drawnGrid = grid;
    this.stale = more || !this.window.complete;
    if (!this.stale) this.drawnMs = now;
    return this.stale;
  }

  private drawFrame(of: MapView): void {
    const context = this.frame.getContext('2d');
    if (context === null || this.view === null || this.palette === null) return;
    const { width, height } = this.size;
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.fillStyle = toCss(parseColour(this.palette.background), 0.5);
    context.fillRect(0, 0, width, height);
    for (const rect of of.shownOn(this.view)) {
      const [x, w] = atLeast(rect.x, rect.width, width);
      const [y, h] = atLeast(rect.y, rect.height, height);
      context.clearRect(x, y, w, h);
      context.lineWidth = 3;
      context.strokeStyle = this.palette.edge;
      context.strokeRect(x + 0.5, y + 0.5, w - 1, h - 1);
      context.lineWidth = 1.5;
      context.strokeStyle = this.palette.selection;
      context.strokeRect(x + 0.5, y + 0.5, w - 1, h - 1);
    }
  }

  private listen(): void {
    const { signal } = this.listening;
    const move = (event: PointerEvent): void => {
      event.stopPropagation();
      if (event.buttons !== 1 || this.view === null) return;
      const { left, top } = this.box.getBoundingClientRect();
      this.onMove({ x: event.clientX - left, y: event.clientY - top }, this.view);
    };
    this.box.addEventListener(
      'pointerdown',
      (event) => {
        this.box.setPointerCapture(event.pointerId);
        move(event);
      },
      { signal },
    );
    this.box.addEventListener('pointermove', move, { signal });
    this.box.addEventListener('pointerup', (event) => event.stopPropagation(), { signal });
  }
}

/** A stretch that is at least so long, inside 0 to `end`. */
function atLeast(start: number, length: number, end: number): readonly [start: number, length: number] {
  const long = Math.min(end, Math.max(MIN_FRAME_PX, length));
  return [Math.max(0, Math.min(end - long, start - (long - length) / 2)), long];
}
