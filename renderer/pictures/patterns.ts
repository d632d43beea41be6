import { PATTERN_SIDE, type Patterns, type PatternTile } from '../../electron/contract/core.ts';
import { DOT_STRENGTH, HATCH_GROUND, HATCH_LINE, HATCH_PERIOD, HATCH_STROKE } from '../map/looks.ts';

const tile = (strength: (x: number, y: number) => number): PatternTile =>
  Array.from({ length: PATTERN_SIDE ** 2 }, (_, at) =>
    strength(at % PATTERN_SIDE, Math.floor(at / PATTERN_SIDE)),
  );

/** The patterns of the map's line painter, which repeat after four px both ways. */
export const PATTERNS: Patterns = {
  hatch: tile((x, y) => ((x + y) % HATCH_PERIOD < HATCH_LINE ? HATCH_STROKE : HATCH_GROUND)),
  dots: tile((x, y) => ((y & 1) === 1 && ((x + y + 1) & 3) === 0 ? DOT_STRENGTH : 0)),
};
