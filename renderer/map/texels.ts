import {
  blockBitsOfCell,
  CellKind,
  kindOfCell,
  OUTSIDE_CELL,
  paddingOfCell,
  secondShareOfCell,
  secondStyleOfCell,
  SHARE_STEPS,
  shareOfCell,
  styleOfCell,
} from './cell-code.ts';
import { mix, toRgb24, type Rgb } from './css-colour.ts';
import { type MapColours } from './looks.ts';
import { STYLE_PATTERNS } from './theme.ts';

/**
 * A cell as the renderers want it: bits 0-7 red, 8-15 green, 16-23 blue, 24-29 padding in 64ths of the page, 30-31
 * what is drawn over it. Resolved once a cell, so that a pixel costs next to nothing where there is no GPU.
 */
export const CellInk = {
  none: 0,
  /** A faint line on the left: the same block, or free memory, goes on there. */
  page: 1,
  /** A clear line on the left: another block begins. */
  block: 2,
  /** A pattern, whose number stands in place of the padding: dots where the pages of the cell have several owners. */
  merged: 3,
} as const;

export const rgbOfTexel = (texel: number): number => texel & 0xff_ffff;
export const paddingOfTexel = (texel: number): number => (texel >>> 24) & 63;
export const inkOfTexel = (texel: number): number => texel >>> 30;

/** The colours of a palette, ready to be put into texels. */
export class TexelColours {
  private readonly background: number;
  private readonly free: number;
  private readonly styles: readonly number[];
  /** Pattern of each style; 0 where it has none. */
  private readonly patterns: Uint8Array;

  constructor(private readonly colours: MapColours) {
    this.background = toRgb24(colours.background);
    this.free = toRgb24(colours.free);
    this.styles = colours.styles.map(toRgb24);
    this.patterns = Uint8Array.from(this.styles, (_colour, style) => STYLE_PATTERNS.get(style) ?? 0);
  }

  /** Turns a row of cells into texels in place. The first has no neighbour on its left. */
  resolve(cells: Uint32Array): void {
    let left: number = OUTSIDE_CELL;
    for (let index = 0; index < cells.length; index++) {
      const cell = cells[index]!;
      cells[index] = this.texelOf(cell, left);
      left = cell;
    }
  }

  private texelOf(cell: number, left: number): number {
    const kind = kindOfCell(cell);
    if (kind === CellKind.free) return withInk(this.free, left === cell ? CellInk.page : CellInk.none);
    if (kind === CellKind.outside) return this.background;
    if (kind === CellKind.mixed) return withInk(toRgb24(this.meanOf(cell)), CellInk.merged);
    const style = styleOfCell(cell);
    const pattern = this.patterns[style]!;
    if (pattern !== 0) return withInk(this.styles[style]! | (pattern << 24), CellInk.merged);
    const colour = this.styles[style]! | (paddingOfCell(cell) << 24);
    if (kindOfCell(left) !== CellKind.used) return colour;
    const same = blockBitsOfCell(left) === blockBitsOfCell(cell);
    return withInk(colour, same ? CellInk.page : CellInk.block);
  }

  /** Squared shares: the larger part sets the hue, or every mix of colours would end as the same grey. */
  private meanOf(cell: number): Rgb {
    const { styles, free } = this.colours;
    const share = shareOfCell(cell);
    const second = secondShareOfCell(cell);
    const used = mix(
      styles[styleOfCell(cell)] ?? free,
      styles[secondStyleOfCell(cell)] ?? free,
      second ** 2 / (share ** 2 + second ** 2),
    );
    return mix(free, used, (share + second) / SHARE_STEPS);
  }
}

const withInk = (texel: number, ink: number): number => (texel | (ink << 30)) >>> 0;
