/** Red, green and blue, 0 to 255, with fraction. */
export type Rgb = readonly [number, number, number];

const HEX = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i;
const FUNCTION = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)/i;

/** @throws RangeError for a colour that is neither #rgb, #rrggbb nor rgb(): a theme's mistake, best found early. */
export function parseColour(css: string): Rgb {
  const text = css.trim();
  const hex = HEX.exec(text)?.[1];
  if (hex !== undefined) {
    const digits = hex.length === 3 ? hex.replace(/./g, '$&$&') : hex;
    const value = parseInt(digits, 16);
    return [value >> 16, (value >> 8) & 0xff, value & 0xff];
  }
  const parts = FUNCTION.exec(text);
  if (parts !== null) return [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  throw new RangeError(`map palette: expected #rgb, #rrggbb or rgb(), got "${css}"`);
}

/** `share` 0 gives `from`, 1 gives `to`. */
export const mix = (from: Rgb, to: Rgb, share: number): Rgb => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
];

/** Red in bits 0-7, green in 8-15, blue in 16-23. */
export const toRgb24 = ([red, green, blue]: Rgb): number =>
  (Math.round(blue) << 16) | (Math.round(green) << 8) | Math.round(red);

/** The same colour as one opaque pixel of ImageData, seen through a Uint32Array (little-endian). */
export const toPixel = (colour: Rgb): number => (0xff00_0000 | toRgb24(colour)) >>> 0;

export const toCss = ([red, green, blue]: Rgb, alpha = 1): string =>
  `rgb(${Math.round(red)} ${Math.round(green)} ${Math.round(blue)} / ${alpha})`;
