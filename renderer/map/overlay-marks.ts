import { parseColour, toCss } from './css-colour.ts';
import { type PageRun, type Rect } from './map-model.ts';
import { type LabelStyle, type MapView, type MarkedBlock } from './map-view.ts';
import { drawBands } from './overlay-bands.ts';

/** Outlines that are drawn at most; a block of more pieces in view is a texture to the eye anyway. */
const MAX_OUTLINES = 2000;
/** A piece narrower than this is marked at this width, so that it can be found. CSS px. */
const MIN_MARK_PX = 3;

/** What is marked on the map. */
export interface MapMarks {
  readonly selection: MarkedBlock | null;
  readonly hover: MarkedBlock | null;
  readonly highlights: readonly PageRun[];
}

/** What lies over the cells. */
export interface OverlayScene extends LabelStyle, MapMarks {
  readonly view: MapView;
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

/** Outlines and veils over what is lit, pointed at and selected, with the bands of a scattered selection. */
export function drawMarks(context: CanvasRenderingContext2D, scene: OverlayScene): void {
  const { palette } = scene;
  const highlights: Rect[] = [];
  for (const run of scene.highlights) {
    if (highlights.length >= MAX_OUTLINES) break;
    highlights.push(...scene.view.rectsOfRun(run, MAX_OUTLINES - highlights.length));
  }
  mark(context, scene, highlights, palette.highlight, HIGHLIGHT);
  mark(context, scene, rectsOfBlock(scene.view, scene.hover), palette.hover, HOVER);
  const selected = rectsOfBlock(scene.view, scene.selection);
  if (scene.selection !== null) drawBands(context, scene.view, palette, scene.selection, selected.length);
  mark(context, scene, selected, palette.selection, SELECTION);
}

function mark(
  context: CanvasRenderingContext2D,
  scene: OverlayScene,
  drawn: readonly Rect[],
  colour: string,
  style: MarkStyle,
): void {
  const rects = drawn.map(findable);
  if (rects.length === 0) return;
  context.fillStyle = toCss(parseColour(colour), style.veil);
  for (const { x, y, width, height } of rects) context.fillRect(x, y, width, height);
  context.setLineDash([]);
  outline(context, rects, scene.palette.edge, style.halo);
  context.setLineDash([...style.dash]);
  outline(context, rects, colour, style.lineWidth);
  context.setLineDash([]);
}

function outline(
  context: CanvasRenderingContext2D,
  rects: readonly Rect[],
  colour: string,
  lineWidth: number,
): void {
  context.strokeStyle = colour;
  context.lineWidth = lineWidth;
  for (const { x, y, width, height } of rects) context.strokeRect(x, y, width, height);
}

const rectsOfBlock = (view: MapView, marked: MarkedBlock | null): readonly Rect[] =>
  marked === null ? [] : view.rectsOfBlock(marked.block, marked.runs, MAX_OUTLINES);

function findable(rect: Rect): Rect {
  if (rect.width >= MIN_MARK_PX) return rect;
  return { ...rect, x: rect.x - (MIN_MARK_PX - rect.width) / 2, width: MIN_MARK_PX };
}
