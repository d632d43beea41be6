import { type CellWindow } from './cell-window.ts';
import { type MapPalette, type RendererKind, type Rgba } from './map-model.ts';
import { type PixelGrid } from './pixel-grid.ts';

/** What one picture is made of: which pixel shows which cell, and what the cells hold. */
export interface MapFrame {
  readonly grid: PixelGrid;
  readonly window: CellWindow;
}

/** Draws cells. Whoever calls decides when; a renderer keeps no clock and asks for no frames. */
export interface MapRenderer {
  readonly kind: RendererKind;
  readonly canvas: HTMLCanvasElement;
  resize(cssWidth: number, cssHeight: number, devicePixelRatio: number): void;
  /** @throws RangeError for a colour that cannot be read. */
  setPalette(palette: MapPalette): void;
  /** Draws the whole picture; uploads or repaints only the window's dirty lines where the view did not move. */
  draw(frame: MapFrame): void;
  /** The colour last drawn at a place in CSS px. */
  readPixel(x: number, y: number): Rgba;
  dispose(): void;
}

/** Sets the size of the drawing buffer; writing it clears a canvas, so only when it differs. */
export function resizeCanvas(
  canvas: HTMLCanvasElement,
  cssWidth: number,
  cssHeight: number,
  ratio: number,
): void {
  const width = Math.max(1, Math.round(cssWidth * ratio));
  const height = Math.max(1, Math.round(cssHeight * ratio));
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
