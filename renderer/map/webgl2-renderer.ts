import { GlScene } from './gl-scene.ts';
import { coloursOf, type MapColours } from './looks.ts';
import { type MapPalette, type Rgba } from './map-model.ts';
import { resizeCanvas, type MapFrame, type MapRenderer } from './map-renderer.ts';

/** Told when the browser takes the drawing context away (driver reset, sleep) and gives it back. */
export interface ContextListener {
  onLost(): void;
  /** The picture has to be drawn again. */
  onRestored(): void;
}

/** The map as one triangle and three small integer textures, whatever the size of the memory. */
export class Webgl2Renderer implements MapRenderer {
  readonly kind = 'webgl2';
  private readonly gl: WebGL2RenderingContext;
  private readonly listening = new AbortController();
  private scene: GlScene | null;
  private colours: MapColours | null = null;
  private frame: MapFrame | null = null;

  /** @throws Error when the canvas has no WebGL2 context, or its shaders are refused. */
  constructor(
    readonly canvas: HTMLCanvasElement,
    private readonly listener: ContextListener,
  ) {
    const gl = canvas.getContext('webgl2', { alpha: false, antialias: false, depth: false });
    if (gl === null) throw new Error('The canvas offers no WebGL2 context.');
    this.gl = gl;
    this.scene = new GlScene(gl);
    const { signal } = this.listening;
    canvas.addEventListener('webglcontextlost', (event) => this.lose(event), { signal });
    canvas.addEventListener('webglcontextrestored', () => this.restore(), { signal });
  }

  resize(cssWidth: number, cssHeight: number, devicePixelRatio: number): void {
    resizeCanvas(this.canvas, cssWidth, cssHeight, devicePixelRatio);
  }

  setPalette(palette: MapPalette): void {
    this.colours = coloursOf(palette);
    this.scene?.setColours(this.colours);
  }

  draw(frame: MapFrame): void {
    this.frame = frame;
    if (!this.gl.isContextLost()) this.scene?.draw(frame);
  }

  readPixel(x: number, y: number): Rgba {
    const { gl, frame } = this;
    const pixel = new Uint8Array(4);
    if (frame !== null) {
      // The buffer is gone once the browser has shown it; drawing again is cheaper than keeping it every frame.
      this.draw(frame);
      const ratio = frame.grid.pixelRatio;
      const fromBottom = frame.grid.height - 1 - Math.floor(y * ratio);
      gl.readPixels(Math.floor(x * ratio), fromBottom, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    }
    return [pixel[0] ?? 0, pixel[1] ?? 0, pixel[2] ?? 0, pixel[3] ?? 0];
  }

  dispose(): void {
    this.listening.abort();
    this.scene?.dispose();
    this.scene = null;
    // Browsers allow few contexts at a time: give this one back now, not when it is collected.
    this.gl.getExtension('WEBGL_lose_context')?.loseContext();
    this.canvas.remove();
  }

  private lose(event: Event): void {
    // Without this the context never comes back.
    event.preventDefault();
    this.scene = null;
    this.listener.onLost();
  }

  private restore(): void {
    this.scene = new GlScene(this.gl);
    if (this.colours !== null) this.scene.setColours(this.colours);
    this.frame?.window.markAllDirty();
    this.listener.onRestored();
  }
}
