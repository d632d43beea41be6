import {
  CellKind,
  blockBitsOfCell,
  kindOfCell,
  OUTSIDE_CELL,
  paddingOfCell,
  STYLES,
  styleOfCell,
} from './cell-code.ts';
import { mix, toPixel, type Rgb } from './css-colour.ts';
import { HATCH_GROUND, HATCH_LINE, HATCH_PERIOD, HATCH_STROKE, type Lines, type MapColours } from './looks.ts';
import { MixedPixels } from './mixed-pixels.ts';
import { CELL_FRACTIONS, GRID_STRIDE, type PixelGrid } from './pixel-grid.ts';

/** Every colour that a pixel can have, mixed once a palette instead of once a pixel. Values are ImageData pixels. */
export interface PixelColours {
  readonly background: number;
  readonly free: number;
  readonly freeTick: number;
  readonly base: Uint32Array;
  readonly blockEdge: Uint32Array;
  readonly pageEdge: Uint32Array;
  readonly hatchGround: Uint32Array;
  readonly hatchStroke: Uint32Array;
  readonly mixed: MixedPixels;
}

export function pixelColours(colours: MapColours, lines: Lines): PixelColours {
  const { background, edge, free, padding, styles } = colours;
  const table = (colour: (style: Rgb) => Rgb): Uint32Array => {
    const pixels = new Uint32Array(STYLES);
    styles.forEach((style, index) => (pixels[index] = toPixel(colour(style))));
    return pixels;
  };
  return {
    background: toPixel(background),
    free: toPixel(free),
    freeTick: toPixel(mix(free, background, lines.pageStrength * 2)),
    base: table((style) => style),
    blockEdge: table((style) => mix(style, edge, lines.edgeStrength)),
    pageEdge: table((style) => mix(style, edge, lines.pageStrength)),
    hatchGround: table((style) => mix(style, padding, HATCH_GROUND)),
    hatchStroke: table((style) => mix(style, padding, HATCH_STROKE)),
    mixed: new MixedPixels(colours),
  };
}

/** One line of the window and where its pixels go. */
export interface LineTarget {
  readonly cells: Uint32Array;
  readonly pixels: Uint32Array;
  /** Index of the pixel at x = 0. */
  readonly at: number;
  /** Line of the patterns, in pattern px from the top of the canvas. */
  readonly patternY: number;
}

/** Colours one line of device pixels: what the fragment shader does, in TypeScript. */
export function paintLine(target: LineTarget, grid: PixelGrid, colours: PixelColours, lines: Lines): void {
  const { cells, pixels, at, patternY } = target;
  const { columns, width } = grid;
  for (let x = 0; x < width; x++) {
    const column = columns[x * GRID_STRIDE]!;
    if (column < 0) {
      pixels[at + x] = colours.background;
      continue;
    }
    const cell = cells[column]!;
    const left = column > 0 ? cells[column - 1]! : OUTSIDE_CELL;
    const patternX = Math.floor(x / lines.patternPx);
    const fromLeft = columns[x * GRID_STRIDE + 1]!;
    const kind = kindOfCell(cell);
    if (kind === CellKind.free) {
      pixels[at + x] = fromLeft < 1 && kindOfCell(left) === kind ? colours.freeTick : colours.free;
    } else if (kind === CellKind.used) {
      const padded = columns[x * GRID_STRIDE + 2]! >= CELL_FRACTIONS - paddingOfCell(cell);
      const isEdge = fromLeft < lines.edgePx && kindOfCell(left) === CellKind.used;
      pixels[at + x] = isEdge
        ? edgePixel(cell, left, fromLeft, padded, patternX + patternY, colours)
        : usedPixel(cell, padded, patternX + patternY, colours);
    } else {
      pixels[at + x] = kind === CellKind.mixed ? colours.mixed.at(cell, patternX, patternY) : colours.background;
    }
  }
}

function usedPixel(cell: number, padded: boolean, diagonal: number, colours: PixelColours): number {
  const style = styleOfCell(cell);
  if (!padded) return colours.base[style]!;
  return diagonal % HATCH_PERIOD < HATCH_LINE ? colours.hatchStroke[style]! : colours.hatchGround[style]!;
}

function edgePixel(
  cell: number,
  left: number,
  fromLeft: number,
  padded: boolean,
  diagonal: number,
  colours: PixelColours,
): number {
  const style = styleOfCell(cell);
  if (blockBitsOfCell(left) !== blockBitsOfCell(cell)) return colours.blockEdge[style]!;
  return fromLeft < 1 && !padded ? colours.pageEdge[style]! : usedPixel(cell, padded, diagonal, colours);
}
