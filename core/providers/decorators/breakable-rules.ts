/** Rules of the provider's side of the contract that can be broken on purpose. */
export const BREAKABLE_RULES = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8', 'P9'] as const;
export type BreakableRule = (typeof BREAKABLE_RULES)[number];
