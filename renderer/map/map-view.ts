import { type BlockHistory } from './block-history.ts';
import { type CellRows } from './cell-rows.ts';
import { type Point } from './camera.ts';
import { type PageMode, type Size } from './layout.ts';
import {
  type MapModel,
  type MapPalette,
  type MapTexts,
  type PageRun,
  type Pick,
  type Rect,
} from './map-model.ts';
import { type LabelContext } from './overlay-labels.ts';
import { type PixelGrid } from './pixel-grid.ts';

export type MapMode = PageMode | 'time';
export const MAP_MODES: readonly MapMode[] = ['address', 'time', 'nodes', 'lanes'];

/** Which sides a zoom acts on; modes of pages have one zoom for both. */
export type ZoomAxis = 'both' | 'x' | 'y';

/** A block and where its pages are at the cursor. */
export interface MarkedBlock {
  readonly block: number;
  readonly runs: readonly PageRun[];
}

/** What labels are drawn with. */
export interface LabelStyle {
  readonly palette: MapPalette;
  readonly texts: MapTexts;
  /** Absolute index of the memory's first page. */
  readonly basePage: number;
}

/**
 * One mode at work: where everything is on the canvas, which cells are there, and what part is looked at. Lengths are
 * CSS px. Renderers, overlay, picking, pictures and the overview know modes by this alone.
 */
export interface MapView {
  readonly mode: MapMode;
  readonly area: Rect;
  /** 1 shows everything. */
  readonly zoom: number;
  /** The same object until something moves. */
  readonly grid: PixelGrid;
  readonly cells: CellRows;
  /** Bytes that a cell stands for. */
  readonly cellBytes: number;
  /** Events that a cell stands for; 0 where events are no axis. */
  readonly cellEvents: number;
  /** How much of the picture is there: 1 when it is whole. */
  readonly progress: number;
  resize(canvas: Size, pixelRatio: number): void;
  fit(): void;
  /** Zooms at a place of the canvas, in its middle when none is given. */
  zoomBy(factor: number, point?: Point, axis?: ZoomAxis): void;
  panBy(dx: number, dy: number): void;
  /** Moves by a share of what is in view. */
  panByShare(horizontal: number, vertical: number): void;
  /** Brings a run to the centre, large enough to see its ends. */
  focusRun(run: PageRun): void;
  /** The same for the largest of a block's runs: a scattered block has no middle. */
  focusBlock(block: number, runs: readonly PageRun[]): void;
  /** Null in gaps, headers, margins and behind the end of a node. */
  pickAt(x: number, y: number): Pick | null;
  /** Where a page is drawn; null when it is out of view. */
  pageRect(page: number): Rect | null;
  /** The visible pieces of a run. */
  rectsOfRun(run: PageRun, limit: number): readonly Rect[];
  /** The visible pieces of a block that has these runs. */
  rectsOfBlock(block: number, runs: readonly PageRun[], limit: number): readonly Rect[];
  /** Where cells `from` to `to - 1` of a row of the grid's window are drawn; null when none of them is in view. */
  rectOfCells(lane: number, row: number, from: number, to: number): Rect | null;
  drawLabels(context: LabelContext, style: LabelStyle): void;
  /** These pages have another owner now. */
  invalidate(firstPage: number, pages: number): void;
  invalidateAll(): void;
  /** Takes over what the model says beside that and works on the cells until a time; true when more remains. */
  prepare(until: number): boolean;
  /** The same mode on a small canvas, with everything in view. */
  miniature(canvas: Size, pixelRatio: number): MapView;
  /** What this view shows, on its miniature: one rectangle a lane. */
  shownOn(miniature: MapView): readonly Rect[];
  /** Moves the middle of what is in view to a place of the miniature. */
  centreFrom(miniature: MapView, point: Point): void;
}

/** A model that has a past to show. */
export type TimedModel = MapModel & { readonly history: BlockHistory };
export const hasHistory = (model: MapModel): model is TimedModel => model.history !== null;
