import { type CellRows } from './cell-rows.ts';
import { toRgb24 } from './css-colour.ts';
import { type MapColours } from './looks.ts';
import { type PixelGrid } from './pixel-grid.ts';
import { TexelColours } from './texels.ts';

const NEVER_FILLED = -1;

/**
 * The cells in view as texels, one line of the array for each visible row of the layout: what becomes the texture.
 * Its size follows the screen, never the memory. Knows which lines changed since the renderer last took them.
 */
export class CellWindow {
  width = 1;
  height = 1;
  data = new Uint32Array(1);
  /** 1 where the line has to be drawn again. */
  dirty = new Uint8Array(1);
  /** Whether the last update has come to its end. */
  complete = false;
  private empty = 0;
  private versions = new Float64Array(1);
  private grid: PixelGrid | null = null;
  private cells: CellRows | null = null;
  private colours: TexelColours | null = null;

  setColours(colours: MapColours): void {
    this.colours = new TexelColours(colours);
    this.empty = toRgb24(colours.background);
    this.grid = null;
  }

  /**
   * Takes over what changed in the cells or in the part in view; true when there is anything to draw. Stops at a time
   * (of `performance.now`), and goes on there with the next call.
   */
  update(grid: PixelGrid, cells: CellRows, until = Infinity): boolean {
    const moved = grid !== this.grid || cells !== this.cells;
    if (moved) this.reset(grid);
    this.grid = grid;
    this.cells = cells;
    let changed = moved;
    this.complete = true;
    for (let line = 0; line < this.height; line++) {
      const row = grid.firstRow + line;
      const version = cells.versionOf(row);
      if (this.versions[line] === version) continue;
      if (changed && until < Infinity && performance.now() >= until) {
        this.complete = false;
        break;
      }
      this.versions[line] = version;
      this.fill(grid, cells, line);
      changed = true;
    }
    return changed;
  }

  /** The renderer has everything. */
  clearDirty(): void {
    this.dirty.fill(0);
  }

  markAllDirty(): void {
    this.dirty.fill(1);
  }

  private fill(grid: PixelGrid, cells: CellRows, line: number): void {
    const { firstRow, firstCell, cellCount, laneCount } = grid;
    for (let lane = 0; lane < laneCount; lane++) {
      const at = line * this.width + lane * cellCount;
      cells.copyRow(firstRow + line, firstCell, cellCount, this.data, at, lane);
      this.colours?.resolve(this.data.subarray(at, at + cellCount));
    }
    this.dirty[line] = 1;
  }

  private reset(grid: PixelGrid): void {
    this.width = grid.cellCount * grid.laneCount;
    this.height = grid.rowCount;
    const size = this.width * this.height;
    if (this.data.length < size) this.data = new Uint32Array(size);
    if (this.dirty.length !== this.height) {
      this.dirty = new Uint8Array(this.height);
      this.versions = new Float64Array(this.height);
    }
    this.versions.fill(NEVER_FILLED);
    // What a line held before belongs to another place.
    this.data.fill(this.empty);
  }
}
