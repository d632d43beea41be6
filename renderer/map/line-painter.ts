import { CellPattern, isInked } from './cell-patterns.ts';
import { toPixel, type Rgb } from './css-colour.ts';
import { DOT_STRENGTH, HATCH_GROUND, HATCH_LINE, HATCH_PERIOD, HATCH_STROKE, type Lines } from './looks.ts';
import {
  CELL_FRACTIONS,
  cellOfColumn,
  fractionOfColumn,
  fromLeftOfColumn,
  NO_CELL,
  type PixelGrid,
} from './pixel-grid.ts';
import { CellInk, inkOfTexel, paddingOfTexel, rgbOfTexel } from './texels.ts';

const OPAQUE = 0xff00_0000;

/** What a line of pixels is painted with. */
export interface Inks {
  readonly background: Rgb;
  readonly edge: Rgb;
  readonly padding: Rgb;
  readonly reserved: Rgb;
}

/** One line of texels and where its pixels go. */
export interface LineTarget {
  readonly texels: Uint32Array;
  /** ImageData pixels; `at` is the one at x = 0. */
  readonly pixels: Uint32Array;
  readonly at: number;
  /** Line of the patterns, in pattern px from the top of the canvas. */
  readonly patternY: number;
}

/** Colours one line of device pixels: what the fragment shader does, in TypeScript. */
export function paintLine(target: LineTarget, { columns }: PixelGrid, inks: Inks, lines: Lines): void {
  const { texels, pixels, at, patternY } = target;
  const background = toPixel(inks.background);
  for (let x = 0; x < columns.length; x++) {
    const column = columns[x]!;
    if (column === NO_CELL) {
      pixels[at + x] = background;
      continue;
    }
    const texel = texels[cellOfColumn(column)]!;
    const plain = texel >>> 24 === 0;
    const patternX = Math.floor(x / lines.patternPx);
    pixels[at + x] = plain ? texel | OPAQUE : inkedPixel(texel, column, patternX, patternY, inks, lines);
  }
}

function inkedPixel(
  texel: number,
  column: number,
  patternX: number,
  patternY: number,
  inks: Inks,
  lines: Lines,
): number {
  const ink = inkOfTexel(texel);
  if (ink === CellInk.merged) {
    const pattern = paddingOfTexel(texel);
    if (!isInked(pattern, patternX, patternY)) return rgbOfTexel(texel) | OPAQUE;
    return mixPixel(texel, pattern === CellPattern.dashes ? inks.reserved : inks.edge, DOT_STRENGTH);
  }
  const edge = edgeShare(ink, fromLeftOfColumn(column), lines);
  if (edge > 0) return mixPixel(texel, inks.edge, edge);
  const padded = fractionOfColumn(column) >= CELL_FRACTIONS - paddingOfTexel(texel);
  if (!padded) return rgbOfTexel(texel) | OPAQUE;
  const stroke = (patternX + patternY) % HATCH_PERIOD < HATCH_LINE;
  return mixPixel(texel, inks.padding, stroke ? HATCH_STROKE : HATCH_GROUND);
}

/** How much of the edge colour covers a pixel, 0 to 1. */
function edgeShare(ink: number, fromLeft: number, lines: Lines): number {
  if (ink === CellInk.block) return fromLeft < lines.edgePx ? lines.edgeStrength : 0;
  return ink === CellInk.page && fromLeft < 1 ? lines.pageStrength : 0;
}

function mixPixel(texel: number, [red, green, blue]: Rgb, share: number): number {
  const part = (from: number, to: number): number => Math.round(from + (to - from) * share);
  const r = part(texel & 0xff, red);
  const g = part((texel >>> 8) & 0xff, green);
  const b = part((texel >>> 16) & 0xff, blue);
  return r | (g << 8) | (b << 16) | OPAQUE;
}
