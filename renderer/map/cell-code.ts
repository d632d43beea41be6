/**
 * One cell of the map in 32 bits, as the shader and the 2D renderer read it.
 *
 * | kind    | bits 0-1 | 2-7   | 8-13                        | 14-31                                              |
 * |---------|----------|-------|-----------------------------|----------------------------------------------------|
 * | free    | 0        |       |                             |                                                    |
 * | used    | 1        | style | padding, 64ths of the page  | low bits of the block's ordinal, to find edges     |
 * | mixed   | 2        | style | second most frequent style  | 14-18, 19-23: 16ths of the cell that each one has  |
 * | outside | 3        |       |                             |                                                    |
 */
export const CellKind = { free: 0, used: 1, mixed: 2, outside: 3 } as const;

export const STYLES = 64;
/** The style of pages that somebody holds back and no block has; no palette reaches it. */
export const RESERVED_STYLE = STYLES - 1;
export const PADDING_STEPS = 64;
export const SHARE_STEPS = 16;
export const FREE_CELL = CellKind.free;
export const OUTSIDE_CELL = CellKind.outside;

/** @param padding in 64ths of the page, 0 to 63 */
export const usedCell = (style: number, block: number, padding: number): number =>
  (CellKind.used | (fold(style) << 2) | (padding << 8) | (block << 14)) >>> 0;

/** @param share 16ths of the cell that `style` has; `secondShare` likewise; the rest is free */
export const mixedCell = (style: number, share: number, second: number, secondShare: number): number =>
  (CellKind.mixed | (fold(style) << 2) | (fold(second) << 8) | (share << 14) | (secondShare << 19)) >>> 0;

export const kindOfCell = (cell: number): number => cell & 3;
export const styleOfCell = (cell: number): number => (cell >>> 2) & 63;
export const paddingOfCell = (cell: number): number => (cell >>> 8) & 63;
export const secondStyleOfCell = (cell: number): number => (cell >>> 8) & 63;
export const blockBitsOfCell = (cell: number): number => cell >>> 14;
export const shareOfCell = (cell: number): number => (cell >>> 14) & 31;
export const secondShareOfCell = (cell: number): number => (cell >>> 19) & 31;

/** More styles than the palette holds begin again at 1; 0 stays "dimmed". */
export const fold = (style: number): number => (style < STYLES ? style : ((style - 1) % (STYLES - 1)) + 1);

/** How much of a whole is padding, in 64ths, rounded up so that no padding goes unseen. */
export const paddingSteps = (amount: number, whole: number): number =>
  Math.min(PADDING_STEPS - 1, Math.ceil((amount * PADDING_STEPS) / whole));
