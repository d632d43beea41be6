/** An array of 32-bit integers that a shader reads by index: a texture that is allocated anew only when it grows. */
export class GlTable {
  private readonly texture: WebGLTexture;
  private width = 0;
  private height = 0;

  constructor(
    private readonly gl: WebGL2RenderingContext,
    private readonly unit: number,
  ) {
    this.texture = gl.createTexture();
    this.bind();
    for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) {
      gl.texParameteri(gl.TEXTURE_2D, name, gl.NEAREST);
    }
  }

  /** Makes room for at least this many numbers; true when what was in there is gone. */
  reserve(width: number, height: number): boolean {
    if (width <= this.width && height <= this.height) return false;
    const { gl } = this;
    this.width = Math.max(width, this.width);
    this.height = Math.max(height, this.height);
    this.bind();
    const { R32UI, RED_INTEGER, UNSIGNED_INT } = gl;
    gl.texImage2D(gl.TEXTURE_2D, 0, R32UI, this.width, this.height, 0, RED_INTEGER, UNSIGNED_INT, null);
    return true;
  }

  /** Uploads `lines` lines of `width` numbers from element `at` of `data`, to line `y` on. */
  upload(data: Uint32Array, at: number, y: number, width: number, lines: number): void {
    const { gl } = this;
    this.bind();
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, y, width, lines, gl.RED_INTEGER, gl.UNSIGNED_INT, data, at);
  }

  dispose(): void {
    this.gl.deleteTexture(this.texture);
  }

  private bind(): void {
    this.gl.activeTexture(this.gl.TEXTURE0 + this.unit);
    this.gl.bindTexture(this.gl.TEXTURE_2D, this.texture);
  }
}
