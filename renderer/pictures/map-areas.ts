import { type Boxes, type PatternName, type Shape } from '../../electron/contract/core.ts';
import { CellKind, kindOfCell } from '../map/cell-code.ts';
import { CellPattern } from '../map/cell-patterns.ts';
import { coloursOf, linesAt } from '../map/looks.ts';
import { type Rect } from '../map/map-model.ts';
import { type MapScene } from '../map/map-scene.ts';
import { type MapView } from '../map/map-view.ts';
import { type PixelGrid } from '../map/pixel-grid.ts';
import { CellInk, inkOfTexel, paddingOfTexel, rgbOfTexel, TexelColours } from '../map/texels.ts';
import { PADDING_STEPS } from '../map/cell-code.ts';
import { patternNamed } from './patterns.ts';

/** More than sums of lengths are off by, less than anyone sees. */
const ROUNDING_PX = 0.01;

/** What the cells in view are, in px of the map's canvas. */
class Areas {
  /** By colour (`rgbOfTexel`): a box for every run of neighbouring cells of that colour. */
  readonly fills = new Map<number, number[]>();
  readonly edges: number[] = [];
  readonly pageLines: number[] = [];
  readonly padding: number[] = [];
  /** By number of the pattern that is laid over them: dots for merged cells, dashes for reserved pages. */
  readonly patterned = new Map<number, number[]>();

  fill(rgb: number, rect: Rect): void {
    addTo(this.fills, rgb, rect);
  }

  pattern(pattern: number, rect: Rect): void {
    addTo(this.patterned, pattern, rect);
  }
}

function addTo(byKey: Map<number, number[]>, key: number, rect: Rect): void {
  let boxes = byKey.get(key);
  if (boxes === undefined) byKey.set(key, (boxes = []));
  push(boxes, rect);
}

/**
 * The map's cells as shapes: the same cells, colours and lines that its renderers draw. Cells of one colour that stand
 * side by side in a row become one box.
 */
export function mapAreas({ view, palette }: MapScene): readonly Shape[] {
  const { grid, cells } = view;
  const areas = new Areas();
  const colours = new TexelColours(coloursOf(palette));
  const texels = new Uint32Array(grid.cellCount);
  for (let lane = 0; lane < grid.laneCount; lane++) {
    for (let row = grid.firstRow; row < grid.firstRow + grid.rowCount; row++) {
      cells.copyRow(row, grid.firstCell, grid.cellCount, texels, 0, lane);
      const count = texels.findIndex((cell) => kindOfCell(cell) === CellKind.outside);
      colours.resolve(texels);
      addRow(view, areas, lane, row, count < 0 ? texels : texels.subarray(0, count));
    }
  }
  const lines = linesAt(grid);
  const overlay = (boxes: Boxes, fill: string, opacity: number, pattern: PatternName | null): Shape[] =>
    boxes.length === 0 ? [] : [{ kind: 'overlay', fill, opacity, pattern, boxes }];
  return [
    ...[...areas.fills].map(([rgb, boxes]): Shape => ({ kind: 'boxes', fill: hexOf(rgb), boxes })),
    ...overlay(areas.padding, palette.padding, 1, 'hatch'),
    ...[...areas.patterned].flatMap(([pattern, boxes]) =>
      overlay(
        boxes,
        pattern === CellPattern.dashes ? palette.reserved : palette.edge,
        1,
        patternNamed(pattern),
      ),
    ),
    ...overlay(areas.pageLines, palette.edge, lines.pageStrength, null),
    ...overlay(areas.edges, palette.edge, lines.edgeStrength, null),
  ];
}

function addRow(view: MapView, areas: Areas, lane: number, row: number, texels: Uint32Array): void {
  const { grid } = view;
  const lines = linesAt(grid);
  const linePx = lines.edgePx / grid.pixelRatio;
  const pageLinePx = 1 / grid.pixelRatio;
  let start = 0;
  for (let cell = 0; cell < texels.length; cell++) {
    const texel = texels[cell] ?? 0;
    const next = texels[cell + 1];
    if (next === undefined || rgbOfTexel(next) !== rgbOfTexel(texel)) {
      const rect = view.rectOfCells(lane, row, start, cell + 1);
      if (rect !== null) areas.fill(rgbOfTexel(texel), rect);
      start = cell + 1;
    }
    const ink = inkOfTexel(texel);
    const padding = ink === CellInk.merged ? 0 : paddingOfTexel(texel);
    if (ink === CellInk.none && padding === 0) continue;
    const rect = view.rectOfCells(lane, row, cell, cell + 1);
    if (rect === null) continue;
    const cut = isCutOnTheLeft(grid, cell, rect);
    if (ink === CellInk.merged) areas.pattern(paddingOfTexel(texel), rect);
    if (ink === CellInk.block && lines.edgeStrength > 0 && !cut)
      push(areas.edges, { ...rect, width: Math.min(linePx, rect.width) });
    if (ink === CellInk.page && lines.pageStrength > 0 && !cut)
      push(areas.pageLines, { ...rect, width: Math.min(pageLinePx, rect.width) });
    if (padding > 0) push(areas.padding, lastPart(grid, rect, padding));
  }
}

/** Whether the cell's left side, where its line would be, is out of view: only the first cells can be cut there. */
const isCutOnTheLeft = ({ cellPx, pixelRatio }: PixelGrid, cell: number, { width }: Rect): boolean =>
  cell <= 1 && width < cellPx / pixelRatio - ROUNDING_PX;

/** The part of a cell that padding takes; `steps` are 64ths of the cell's whole width. */
function lastPart({ cellPx, pixelRatio }: PixelGrid, rect: Rect, steps: number): Rect {
  const width = Math.min(rect.width, (cellPx / pixelRatio) * (steps / PADDING_STEPS));
  return { ...rect, x: rect.x + rect.width - width, width };
}

const push = (boxes: number[], { x, y, width, height }: Rect): void => void boxes.push(x, y, width, height);

/** `rgbOfTexel` has red in the low byte. */
const hexOf = (rgb: number): string =>
  `#${[rgb & 0xff, (rgb >>> 8) & 0xff, (rgb >>> 16) & 0xff].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
