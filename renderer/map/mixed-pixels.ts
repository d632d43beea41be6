import { secondShareOfCell, secondStyleOfCell, SHARE_STEPS, shareOfCell, styleOfCell } from './cell-code.ts';
import { mix, toPixel, type Rgb } from './css-colour.ts';
import { DITHER, DITHER_STRENGTH, MARK_FROM, MARK_STRENGTH, type MapColours } from './looks.ts';

/** Mixes repeat: few pairs of colours in sixteenths. More than this many are another palette's leftovers. */
const MAX_TILES = 4096;

/** The 4x4 tiles that merged cells are filled with, made when a mix is first met. Values are ImageData pixels. */
export class MixedPixels {
  private readonly tiles = new Map<number, Uint32Array>();

  constructor(private readonly colours: MapColours) {}

  at(cell: number, patternX: number, patternY: number): number {
    let tile = this.tiles.get(cell);
    if (tile === undefined) {
      if (this.tiles.size >= MAX_TILES) this.tiles.clear();
      tile = this.makeTile(cell);
      this.tiles.set(cell, tile);
    }
    return tile[(patternY & 3) * 4 + (patternX & 3)]!;
  }

  private makeTile(cell: number): Uint32Array {
    const { styles, free, edge } = this.colours;
    const first = styles[styleOfCell(cell)] ?? free;
    const second = styles[secondStyleOfCell(cell)] ?? free;
    const share = shareOfCell(cell);
    const both = share + secondShareOfCell(cell);
    const mean = weighted(first, share, second, both - share, free, SHARE_STEPS - both);
    return Uint32Array.from(DITHER, (step) => {
      if (step >= MARK_FROM) return toPixel(mix(mean, edge, MARK_STRENGTH));
      return toPixel(mix(mean, step < share ? first : step < both ? second : free, DITHER_STRENGTH));
    });
  }
}

function weighted(a: Rgb, ofA: number, b: Rgb, ofB: number, c: Rgb, ofC: number): Rgb {
  const part = (index: 0 | 1 | 2): number => (a[index] * ofA + b[index] * ofB + c[index] * ofC) / SHARE_STEPS;
  return [part(0), part(1), part(2)];
}
