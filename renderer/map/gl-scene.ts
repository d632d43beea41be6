import { type CellWindow } from './cell-window.ts';
import { type Rgb } from './css-colour.ts';
import { linkProgram, uniform } from './gl-program.ts';
import { GlTable } from './gl-table.ts';
import { linesAt, type MapColours } from './looks.ts';
import { type MapFrame } from './map-renderer.ts';
import { FRAGMENT_SHADER, VERTEX_SHADER } from './map-shader.ts';
import { type PixelGrid } from './pixel-grid.ts';

const CELLS_UNIT = 0;
const COLUMNS_UNIT = 1;
const LINES_UNIT = 2;

/** Everything that lives in one WebGL context and dies with it. */
export class GlScene {
  private readonly program: WebGLProgram;
  private readonly cells: GlTable;
  private readonly columns: GlTable;
  private readonly lines: GlTable;
  private readonly uniforms = new Map<string, WebGLUniformLocation>();
  private grid: PixelGrid | null = null;

  /** @throws Error when the shaders are refused. */
  constructor(private readonly gl: WebGL2RenderingContext) {
    this.program = linkProgram(gl, VERTEX_SHADER, FRAGMENT_SHADER);
    gl.useProgram(this.program);
    gl.bindVertexArray(gl.createVertexArray());
    this.cells = new GlTable(gl, CELLS_UNIT);
    this.columns = new GlTable(gl, COLUMNS_UNIT);
    this.lines = new GlTable(gl, LINES_UNIT);
    gl.uniform1i(this.at('uCells'), CELLS_UNIT);
    gl.uniform1i(this.at('uColumns'), COLUMNS_UNIT);
    gl.uniform1i(this.at('uLines'), LINES_UNIT);
  }

  setColours(colours: MapColours): void {
    const { gl } = this;
    const flat = (colour: Rgb): number[] => colour.map((part) => part / 255);
    gl.uniform3fv(this.at('uBackground'), flat(colours.background));
    gl.uniform3fv(this.at('uEdge'), flat(colours.edge));
    gl.uniform3fv(this.at('uPadding'), flat(colours.padding));
    gl.uniform3fv(this.at('uReserved'), flat(colours.reserved));
  }

  draw({ grid, window }: MapFrame): void {
    if (grid !== this.grid) this.setGrid(grid);
    this.uploadCells(window);
    this.gl.viewport(0, 0, grid.width, grid.height);
    this.gl.drawArrays(this.gl.TRIANGLES, 0, 3);
    // Begins now, beside what else this frame does; else it would begin at the frame's end, which waits for it.
    this.gl.flush();
  }

  dispose(): void {
    for (const table of [this.cells, this.columns, this.lines]) table.dispose();
    this.gl.deleteProgram(this.program);
  }

  private setGrid(grid: PixelGrid): void {
    const { gl } = this;
    const lines = linesAt(grid);
    this.grid = grid;
    this.columns.reserve(grid.width, 1);
    this.columns.upload(grid.columns, 0, 0, grid.width, 1);
    this.lines.reserve(grid.height, 1);
    this.lines.upload(grid.lines, 0, 0, grid.height, 1);
    gl.uniform1i(this.at('uHeight'), grid.height);
    gl.uniform1f(this.at('uPatternScale'), 1 / lines.patternPx);
    gl.uniform1i(this.at('uEdgePx'), lines.edgePx);
    gl.uniform1f(this.at('uEdgeStrength'), lines.edgeStrength);
    gl.uniform1f(this.at('uPageStrength'), lines.pageStrength);
  }

  /** Neighbouring dirty lines go up in one call. */
  private uploadCells(window: CellWindow): void {
    const { width, height, data } = window;
    if (this.cells.reserve(width, height)) window.markAllDirty();
    for (let line = 0; line < height; line++) {
      if (window.dirty[line] !== 1) continue;
      const from = line;
      while (line < height && window.dirty[line] === 1) line++;
      this.cells.upload(data, from * width, from, width, line - from);
    }
  }

  private at(name: string): WebGLUniformLocation {
    let location = this.uniforms.get(name);
    if (location === undefined) {
      location = uniform(this.gl, this.program, name);
      this.uniforms.set(name, location);
    }
    return location;
  }
}
