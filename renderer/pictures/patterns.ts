import { PATTERN_SIDE, type PatternName, type PatternTile } from '../../electron/contract/core.ts';
import { CellPattern, isInked } from '../map/cell-patterns.ts';
import { DOT_STRENGTH, HATCH_GROUND, HATCH_LINE, HATCH_PERIOD, HATCH_STROKE } from '../map/looks.ts';

const tile = (strength: (x: number, y: number) => number): PatternTile =>
  Array.from({ length: PATTERN_SIDE ** 2 }, (_, at) =>
    strength(at % PATTERN_SIDE, Math.floor(at / PATTERN_SIDE)),
  );

const inked = (pattern: number): PatternTile => tile((x, y) => (isInked(pattern, x, y) ? DOT_STRENGTH : 0));

/** The patterns of the map's line painter, which repeat after four px both ways. */
export const PATTERNS: Readonly<Record<PatternName, PatternTile>> = {
  hatch: tile((x, y) => ((x + y) % HATCH_PERIOD < HATCH_LINE ? HATCH_STROKE : HATCH_GROUND)),
  dots: inked(CellPattern.dots),
  minus: inked(CellPattern.minus),
  plus: inked(CellPattern.plus),
  checks: inked(CellPattern.checks),
  falling: inked(CellPattern.falling),
  rising: inked(CellPattern.rising),
  dashes: inked(CellPattern.dashes),
};

const BY_CODE = new Map<number, PatternName>([
  [CellPattern.dots, 'dots'],
  [CellPattern.minus, 'minus'],
  [CellPattern.plus, 'plus'],
  [CellPattern.checks, 'checks'],
  [CellPattern.falling, 'falling'],
  [CellPattern.rising, 'rising'],
  [CellPattern.dashes, 'dashes'],
]);

/** The pattern that the map knows by this number. */
export const patternNamed = (code: number): PatternName => BY_CODE.get(code) ?? 'dots';
