import { type Cells } from './cells.ts';
import { type MapColours } from './looks.ts';
import { type PixelGrid } from './pixel-grid.ts';
import { TexelColours } from './texels.ts';

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
  private versions = new Uint32Array(1);
  private grid: PixelGrid | null = null;
  private cells: Cells | null = null;
  private colours: TexelColours | null = null;

  setColours(colours: MapColours): void {
    this.colours = new TexelColours(colours);
    this.grid = null;
  }

  /** Takes over what changed in the cells or in the part in view; true when there is anything to draw. */
  update(grid: PixelGrid, cells: Cells): boolean {
    const moved = grid !== this.grid || cells !== this.cells;
    if (moved) this.reset(grid);
    this.grid = grid;
    this.cells = cells;
    let changed = moved;
    for (let line = 0; line < this.height; line++) {
      const row = grid.firstRow + line;
      const version = cells.rowVersions[row] ?? 0;
      if (!moved && this.versions[line] === version) continue;
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

  private fill(grid: PixelGrid, cells: Cells, line: number): void {
    const at = line * this.width;
    cells.copyRow(grid.firstRow + line, grid.firstCell, this.width, this.data, at);
    this.colours?.resolve(this.data.subarray(at, at + this.width));
    this.dirty[line] = 1;
  }

  private reset(grid: PixelGrid): void {
    this.width = grid.cellCount;
    this.height = grid.rowCount;
    const size = this.width * this.height;
    if (this.data.length < size) this.data = new Uint32Array(size);
    if (this.dirty.length !== this.height) {
      this.dirty = new Uint8Array(this.height);
      this.versions = new Uint32Array(this.height);
    }
  }
}
