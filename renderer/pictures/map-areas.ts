import { type Boxes, type Shape } from '../../electron/contract/core.ts';
import { CellKind, kindOfCell } from '../map/cell-code.ts';
import { Cells } from '../map/cells.ts';
import { rectsOf } from '../map/geometry.ts';
import { coloursOf, linesAt } from '../map/looks.ts';
import { type Rect } from '../map/map-model.ts';
import { type MapScene } from '../map/map-scene.ts';
import { pagesOfRow } from '../map/rows.ts';
import { CellInk, inkOfTexel, paddingOfTexel, rgbOfTexel, TexelColours } from '../map/texels.ts';
import { PADDING_STEPS } from '../map/cell-code.ts';

/** What the cells in view are, in px of the map's canvas. */
class Areas {
  /** By colour (`rgbOfTexel`): a box for every run of neighbouring cells of that colour. */
  readonly fills = new Map<number, number[]>();
  readonly edges: number[] = [];
  readonly pageLines: number[] = [];
  readonly padding: number[] = [];
  readonly merged: number[] = [];

  fill(rgb: number, rect: Rect): void {
    let boxes = this.fills.get(rgb);
    if (boxes === undefined) this.fills.set(rgb, (boxes = []));
    push(boxes, rect);
  }
}

/**
 * The map's cells as shapes: the same cells, colours and lines that its renderers draw. Cells of one colour that stand
 * side by side in a row become one box.
 */
export function mapAreas(scene: MapScene): readonly Shape[] {
  const { model, layout, grid, palette } = scene;
  const areas = new Areas();
  const cells = new Cells(model, layout, grid.level);
  const colours = new TexelColours(coloursOf(palette));
  const texels = new Uint32Array(grid.cellCount);
  for (let row = grid.firstRow; row < grid.firstRow + grid.rowCount; row++) {
    cells.copyRow(row, grid.firstCell, grid.cellCount, texels, 0);
    const count = texels.findIndex((cell) => kindOfCell(cell) === CellKind.outside);
    colours.resolve(texels);
    addRow(scene, areas, row, count < 0 ? texels : texels.subarray(0, count));
  }
  const lines = linesAt(grid);
  const overlay = (boxes: Boxes, fill: string, opacity: number, pattern: 'hatch' | 'dots' | null): Shape[] =>
    boxes.length === 0 ? [] : [{ kind: 'overlay', fill, opacity, pattern, boxes }];
  return [
    ...[...areas.fills].map(([rgb, boxes]): Shape => ({ kind: 'boxes', fill: hexOf(rgb), boxes })),
    ...overlay(areas.padding, palette.padding, 1, 'hatch'),
    ...overlay(areas.merged, palette.edge, 1, 'dots'),
    ...overlay(areas.pageLines, palette.edge, lines.pageStrength, null),
    ...overlay(areas.edges, palette.edge, lines.edgeStrength, null),
  ];
}

function addRow(scene: MapScene, areas: Areas, row: number, texels: Uint32Array): void {
  const lines = linesAt(scene.grid);
  const linePx = lines.edgePx / scene.grid.pixelRatio;
  const pageLinePx = 1 / scene.grid.pixelRatio;
  let start = 0;
  for (let cell = 0; cell < texels.length; cell++) {
    const texel = texels[cell] ?? 0;
    const next = texels[cell + 1];
    if (next === undefined || rgbOfTexel(next) !== rgbOfTexel(texel)) {
      const rect = rectOfCells(scene, row, start, cell + 1);
      if (rect !== null) areas.fill(rgbOfTexel(texel), rect);
      start = cell + 1;
    }
    const ink = inkOfTexel(texel);
    const padding = paddingOfTexel(texel);
    if (ink === CellInk.none && padding === 0) continue;
    const rect = rectOfCells(scene, row, cell, cell + 1);
    if (rect === null) continue;
    const cut = isCutOnTheLeft(scene, cell);
    if (ink === CellInk.merged) push(areas.merged, rect);
    if (ink === CellInk.block && lines.edgeStrength > 0 && !cut)
      push(areas.edges, { ...rect, width: Math.min(linePx, rect.width) });
    if (ink === CellInk.page && lines.pageStrength > 0 && !cut)
      push(areas.pageLines, { ...rect, width: Math.min(pageLinePx, rect.width) });
    if (padding > 0) push(areas.padding, lastPart(scene, rect, padding));
  }
}

/** Cells `from` to `to - 1` of the window's row; null when none of them is in view. */
function rectOfCells({ layout, camera, grid }: MapScene, row: number, from: number, to: number): Rect | null {
  const { firstPage, pages } = pagesOfRow(layout, row);
  const perCell = 2 ** grid.level;
  const first = (grid.firstCell + from) * perCell;
  const end = Math.min(pages, (grid.firstCell + to) * perCell);
  return rectsOf(layout, camera, { firstPage: firstPage + first, pages: end - first })[0] ?? null;
}

/** Whether the cell's left side, where its line would be, is out of view. */
function isCutOnTheLeft({ grid, camera }: MapScene, cell: number): boolean {
  return ((grid.firstCell + cell) * grid.cellPx) / grid.pixelRatio < camera.scrollX;
}

/** The part of a cell that padding takes; `steps` are 64ths of the cell's whole width. */
function lastPart({ grid }: MapScene, rect: Rect, steps: number): Rect {
  const width = Math.min(rect.width, (grid.cellPx / grid.pixelRatio) * (steps / PADDING_STEPS));
  return { ...rect, x: rect.x + rect.width - width, width };
}

const push = (boxes: number[], { x, y, width, height }: Rect): void => void boxes.push(x, y, width, height);

/** `rgbOfTexel` has red in the low byte. */
const hexOf = (rgb: number): string =>
  `#${[rgb & 0xff, (rgb >>> 8) & 0xff, (rgb >>> 16) & 0xff].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
