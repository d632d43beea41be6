import { toPixel } from './css-colour.ts';
import { paintLine } from './line-painter.ts';
import { coloursOf, linesAt, type Lines, type MapColours } from './looks.ts';
import { type MapPalette, type Rgba } from './map-model.ts';
import { resizeCanvas, type MapFrame, type MapRenderer } from './map-renderer.ts';
import { NO_CELL, type PixelGrid } from './pixel-grid.ts';

/** Patterns repeat after so many lines of theirs. */
const PATTERN_LINES = 4;

/** The map without WebGL: the same grid and cells, coloured on the CPU, a line of pixels at a time. */
export class Canvas2dRenderer implements MapRenderer {
  readonly kind = 'canvas2d';
  private readonly context: CanvasRenderingContext2D;
  private colours: MapColours | null = null;
  private image: ImageData | null = null;
  private pixels = new Uint32Array(0);
  private drawnGrid: PixelGrid | null = null;

  /** @throws Error when the canvas has no 2D context. */
  constructor(readonly canvas: HTMLCanvasElement) {
    // Pixels come from memory and go to memory: a canvas on the graphics card would only copy them there and back.
    const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
    if (context === null) throw new Error('The canvas offers no 2D context.');
    this.context = context;
  }

  resize(cssWidth: number, cssHeight: number, devicePixelRatio: number): void {
    resizeCanvas(this.canvas, cssWidth, cssHeight, devicePixelRatio);
    this.drawnGrid = null;
  }

  setPalette(palette: MapPalette): void {
    this.colours = coloursOf(palette);
    this.drawnGrid = null;
  }

  draw(frame: MapFrame): void {
    if (this.colours === null) return;
    const { grid } = frame;
    const image = this.imageFor(grid);
    const painted = this.paint(frame, this.colours, linesAt(grid));
    this.drawnGrid = grid;
    if (painted !== null) {
      this.context.putImageData(image, 0, 0, 0, painted.from, grid.width, painted.to - painted.from + 1);
    }
  }

  readPixel(x: number, y: number): Rgba {
    const ratio = this.drawnGrid?.pixelRatio ?? 1;
    const { data } = this.context.getImageData(Math.floor(x * ratio), Math.floor(y * ratio), 1, 1);
    return [data[0] ?? 0, data[1] ?? 0, data[2] ?? 0, data[3] ?? 0];
  }

  dispose(): void {
    this.canvas.remove();
  }

  private imageFor(grid: PixelGrid): ImageData {
    if (this.image?.width !== grid.width || this.image.height !== grid.height) {
      this.image = this.context.createImageData(grid.width, grid.height);
      this.pixels = new Uint32Array(this.image.data.buffer);
      this.drawnGrid = null;
    }
    return this.image;
  }

  /** Colours the lines of dirty rows, or all when the view moved; the first and last line touched. */
  private paint(frame: MapFrame, colours: MapColours, lines: Lines): { from: number; to: number } | null {
    const { grid, window } = frame;
    const everything = this.drawnGrid !== grid;
    /** Start of a line painted already, by pattern line, for the row at hand: patterns repeat, so copy them. */
    const twins = new Uint32Array(PATTERN_LINES);
    let from = NO_CELL;
    let to = NO_CELL;
    let row = NO_CELL;
    for (let y = 0; y < grid.height; y++) {
      const lineRow = grid.lines[y]!;
      if (lineRow !== row) twins.fill(NO_CELL);
      row = lineRow;
      if (!everything && (row === NO_CELL || window.dirty[row] !== 1)) continue;
      this.paintPixelLine(frame, y, row, twins, colours, lines);
      if (from === NO_CELL) from = y;
      to = y;
    }
    return from === NO_CELL ? null : { from, to };
  }

  private paintPixelLine(
    { grid, window }: MapFrame,
    y: number,
    row: number,
    twins: Uint32Array,
    colours: MapColours,
    lines: Lines,
  ): void {
    const at = y * grid.width;
    if (row === NO_CELL) {
      this.pixels.fill(toPixel(colours.background), at, at + grid.width);
      return;
    }
    const patternY = Math.floor(y / lines.patternPx);
    const twin = twins[patternY % PATTERN_LINES]!;
    if (twin !== NO_CELL) {
      this.pixels.copyWithin(at, twin, twin + grid.width);
      return;
    }
    const texels = window.data.subarray(row * window.width, (row + 1) * window.width);
    paintLine({ texels, pixels: this.pixels, at, patternY }, grid, colours, lines);
    twins[patternY % PATTERN_LINES] = at;
  }
}
