import { RESERVED_STYLE, STYLES } from './cell-code.ts';
import { mix, parseColour, type Rgb } from './css-colour.ts';
import { type MapPalette } from './map-model.ts';
import { type PixelGrid } from './pixel-grid.ts';

/** How far the dots that mark a merged cell go towards the edge colour. */
export const DOT_STRENGTH = 0.42;
/** How far the ground of reserved pages stands out from free ones: what tells them apart is the dashes. */
const RESERVED_LIFT = 0.12;
/** Diagonal hatch of padding: period and line width in pattern px, and how much of the padding ink each gets. */
export const HATCH_PERIOD = 4;
export const HATCH_LINE = 2;
export const HATCH_GROUND = 0.72;
export const HATCH_STROKE = 0.3;

/** The palette as numbers; style 0 is "dimmed". */
export interface MapColours {
  readonly background: Rgb;
  readonly free: Rgb;
  readonly edge: Rgb;
  readonly padding: Rgb;
  readonly reserved: Rgb;
  readonly styles: readonly Rgb[];
}

/** @throws RangeError for a colour that cannot be read. */
export function coloursOf(palette: MapPalette): MapColours {
  const categories = palette.categories.map(parseColour);
  const dimmed = parseColour(palette.dimmed);
  const free = parseColour(palette.free);
  const reserved = parseColour(palette.reserved);
  const styleColour = (style: number): Rgb => {
    if (style === RESERVED_STYLE) return mix(free, reserved, RESERVED_LIFT);
    return style === 0 ? dimmed : (categories[(style - 1) % categories.length] ?? dimmed);
  };
  return {
    background: parseColour(palette.background),
    free,
    edge: parseColour(palette.edge),
    padding: parseColour(palette.padding),
    reserved,
    styles: Array.from({ length: STYLES }, (_, style) => styleColour(style)),
  };
}

/** How strongly lines are drawn at the size that cells have now. */
export interface Lines {
  /** Width of an edge between blocks, device px. */
  readonly edgePx: number;
  /** Share of the edge colour: between blocks, and between pages of one block. */
  readonly edgeStrength: number;
  readonly pageStrength: number;
  /** Device px of one step of a pattern. */
  readonly patternPx: number;
}

/** Edges would eat cells of one or two pixels: they fade in as cells get wider. */
export function linesAt({ cellPx, pixelRatio, level }: PixelGrid): Lines {
  const css = cellPx / pixelRatio;
  const merged = level > 0;
  return {
    edgePx: Math.max(1, Math.round(css >= 24 ? 2 * pixelRatio : pixelRatio)),
    edgeStrength: merged || css < 2 ? 0 : css < 3 ? 0.45 : 0.85,
    pageStrength: merged || css < 5 ? 0 : css < 10 ? 0.16 : 0.24,
    patternPx: Math.max(1, Math.round(pixelRatio)),
  };
}
