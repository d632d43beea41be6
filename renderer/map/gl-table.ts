interface TexelFormat {
  readonly internal: 'R32UI' | 'RGBA32I';
  readonly format: 'RED_INTEGER' | 'RGBA_INTEGER';
  readonly type: 'UNSIGNED_INT' | 'INT';
}

/** A cell a texel. */
export const CELL_TEXELS: TexelFormat = { internal: 'R32UI', format: 'RED_INTEGER', type: 'UNSIGNED_INT' };
/** An entry of a grid's table a texel. */
export const GRID_TEXELS: TexelFormat = { internal: 'RGBA32I', format: 'RGBA_INTEGER', type: 'INT' };

/** An array of integers that a shader reads by index: a texture that is allocated anew only when it grows. */
export class GlTable {
  private readonly texture: WebGLTexture;
  private width = 0;
  private height = 0;

  constructor(
    private readonly gl: WebGL2RenderingContext,
    private readonly unit: number,
    private readonly texels: TexelFormat,
  ) {
    this.texture = gl.createTexture();
    this.bind();
    for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) {
      gl.texParameteri(gl.TEXTURE_2D, name, gl.NEAREST);
    }
  }

  /** Makes room for at least this many texels; true when what was in there is gone. */
  reserve(width: number, height: number): boolean {
    if (width <= this.width && height <= this.height) return false;
    const { gl, texels } = this;
    this.width = Math.max(width, this.width);
    this.height = Math.max(height, this.height);
    this.bind();
    const { internal, format, type } = texels;
    gl.texImage2D(gl.TEXTURE_2D, 0, gl[internal], this.width, this.height, 0, gl[format], gl[type], null);
    return true;
  }

  /** Uploads `lines` lines of `width` texels from element `at` of `data`, to line `y` on. */
  upload(data: Int32Array | Uint32Array, at: number, y: number, width: number, lines: number): void {
    const { gl, texels } = this;
    this.bind();
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, y, width, lines, gl[texels.format], gl[texels.type], data, at);
  }

  dispose(): void {
    this.gl.deleteTexture(this.texture);
  }

  private bind(): void {
    this.gl.activeTexture(this.gl.TEXTURE0 + this.unit);
    this.gl.bindTexture(this.gl.TEXTURE_2D, this.texture);
  }
}
