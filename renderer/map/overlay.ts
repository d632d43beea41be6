import { parseColour, toCss } from './css-colour.ts';
import { type MapPalette, type MapTexts, type PageRun, type Rect } from './map-model.ts';
import { type LabelStyle, type MapView, type MarkedBlock } from './map-view.ts';
import { resizeCanvas } from './map-renderer.ts';
import { type PixelGrid } from './pixel-grid.ts';
import { drawBands } from './overlay-bands.ts';

/** Outlines that are drawn at most; a block of more pieces in view is a texture to the eye anyway. */
const MAX_OUTLINES = 2000;
/** A piece narrower than this is marked at this width, so that it can be found. CSS px. */
const MIN_MARK_PX = 3;

/** What lies over the cells. */
export interface OverlayScene extends LabelStyle {
  readonly view: MapView;
  readonly selection: MarkedBlock | null;
  readonly hover: MarkedBlock | null;
  readonly highlights: readonly PageRun[];
}

interface DrawnLabels {
  readonly grid: PixelGrid;
  readonly palette: MapPalette;
  readonly texts: MapTexts;
}

interface MarkStyle {
  readonly lineWidth: number;
  /** Opacity of the veil over the pages, 0 to 1. */
  readonly veil: number;
  readonly dash: readonly number[];
  /** Dark line around the outline, so that it shows on every colour. CSS px. */
  readonly halo: number;
}

const SELECTION: MarkStyle = { lineWidth: 2, veil: 0.18, dash: [], halo: 4 };
const HOVER: MarkStyle = { lineWidth: 1, veil: 0.22, dash: [], halo: 2.5 };
const HIGHLIGHT: MarkStyle = { lineWidth: 2, veil: 0.4, dash: [5, 2], halo: 4 };

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
    const { palette } = scene;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    scene.view.drawLabels(context, scene);
    const highlights: Rect[] = [];
    for (const run of scene.highlights) {
      if (highlights.length >= MAX_OUTLINES) break;
      highlights.push(...scene.view.rectsOfRun(run, MAX_OUTLINES - highlights.length));
    }
    this.mark(scene, highlights, palette.highlight, HIGHLIGHT);
    this.mark(scene, rectsOfBlock(scene.view, scene.hover), palette.hover, HOVER);
    const selected = rectsOfBlock(scene.view, scene.selection);
    if (scene.selection !== null) drawBands(context, scene.view, palette, scene.selection, selected.length);
    this.mark(scene, selected, palette.selection, SELECTION);
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

  private mark(scene: OverlayScene, drawn: readonly Rect[], colour: string, style: MarkStyle): void {
    const rects = drawn.map(findable);
    if (rects.length === 0) return;
    const { context } = this;
    context.fillStyle = toCss(parseColour(colour), style.veil);
    for (const { x, y, width, height } of rects) context.fillRect(x, y, width, height);
    context.setLineDash([]);
    this.outline(rects, scene.palette.edge, style.halo);
    context.setLineDash([...style.dash]);
    this.outline(rects, colour, style.lineWidth);
    context.setLineDash([]);
  }

  private outline(rects: readonly Rect[], colour: string, lineWidth: number): void {
    const { context } = this;
    context.strokeStyle = colour;
    context.lineWidth = lineWidth;
    for (const { x, y, width, height } of rects) context.strokeRect(x, y, width, height);
  }
}

const rectsOfBlock = (view: MapView, marked: MarkedBlock | null): readonly Rect[] =>
  marked === null ? [] : view.rectsOfBlock(marked.block, marked.runs, MAX_OUTLINES);

function findable(rect: Rect): Rect {
  if (rect.width >= MIN_MARK_PX) return rect;
  return { ...rect, x: rect.x - (MIN_MARK_PX - rect.width) / 2, width: MIN_MARK_PX };
}
