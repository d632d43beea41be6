/** Patterns that are laid over a cell; dots mark cells that stand for pages of several owners, dashes reserved ones. */
export const CellPattern = {
  dots: 0,
  minus: 1,
  plus: 2,
  checks: 3,
  falling: 4,
  rising: 5,
  dashes: 6,
} as const;

/** Which of 4 x 4 pattern pixels are inked, by pattern: bit 4 * y + x. */
export const PATTERN_MASKS: readonly number[] = [0x1040, 0x0070, 0x0272, 0xcc33, 0x8421, 0x1248, 0x0c03];

export const isInked = (pattern: number, x: number, y: number): boolean =>
  ((PATTERN_MASKS[pattern]! >>> (((y & 3) << 2) | (x & 3))) & 1) === 1;
