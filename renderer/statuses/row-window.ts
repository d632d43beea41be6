/** Browsers stop laying out elements somewhere above 16 million px; half of that is safe everywhere. */
const MOST_SPACE_PX = 8_000_000;

/** A list of rows of one height behind a window of some height. */
export interface RowGeometry {
  readonly count: number;
  readonly rowPx: number;
  readonly viewPx: number;
}

/** Height of what is scrolled; for long lists less than that of their rows, so that a px stands for more than one. */
export const spacePx = ({ count, rowPx, viewPx }: RowGeometry): number =>
  Math.max(viewPx, Math.min(count * rowPx, MOST_SPACE_PX));

/** Whether a px of scrolling is more than a px of rows. */
export const isScaled = ({ count, rowPx }: RowGeometry): boolean => count * rowPx > MOST_SPACE_PX;

/** The row at the top of the window, in rows and parts of them, when the list is scrolled to its end. */
const lastTop = ({ count, rowPx, viewPx }: RowGeometry): number => Math.max(0, count - viewPx / rowPx);

export const clampTop = (geometry: RowGeometry, top: number): number =>
  Math.max(0, Math.min(lastTop(geometry), top));

/** The row at the top of the window when the element is scrolled by so many px. */
export function topAtScroll(geometry: RowGeometry, scrollPx: number): number {
  const range = spacePx(geometry) - geometry.viewPx;
  return range <= 0 ? 0 : clampTop(geometry, (scrollPx / range) * lastTop(geometry));
}

/** How far the element is scrolled when that row is at the top. */
export function scrollAtTop(geometry: RowGeometry, top: number): number {
  const last = lastTop(geometry);
  return last === 0 ? 0 : (clampTop(geometry, top) / last) * (spacePx(geometry) - geometry.viewPx);
}

/** Where the top has to be so that a row is wholly in the window; where it is, if it already is. */
export function topShowing(geometry: RowGeometry, top: number, row: number): number {
  const rows = geometry.viewPx / geometry.rowPx;
  if (row >= top && row + 1 <= top + rows) return top;
  return clampTop(geometry, row < top ? row : row + 1 - rows);
}
