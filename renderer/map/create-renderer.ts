import { Canvas2dRenderer } from './canvas2d-renderer.ts';
import { type MapRenderer } from './map-renderer.ts';
import { Webgl2Renderer, type ContextListener } from './webgl2-renderer.ts';

/** A context that has not come back after this long is taken for gone. */
const RESTORE_PATIENCE_MS = 1500;

export interface RendererOptions {
  readonly forceCanvas2d: boolean;
  /** The picture has to be drawn again. */
  onRedraw(): void;
  /** The renderer will draw no more: dispose it and create one with `forceCanvas2d`. */
  onGone(): void;
}

/**
 * Adds a canvas to `host` and draws on it with WebGL2 where it works, otherwise with the 2D context.
 * @throws Error when the browser offers neither.
 */
export function createRenderer(host: HTMLElement, options: RendererOptions): MapRenderer {
  return (options.forceCanvas2d ? null : tryWebgl2(host, options)) ?? new Canvas2dRenderer(addCanvas(host));
}

function tryWebgl2(host: HTMLElement, options: RendererOptions): MapRenderer | null {
  const canvas = addCanvas(host);
  try {
    return new Webgl2Renderer(canvas, contextListener(options));
  } catch (error) {
    // A canvas keeps the kind of its first context, so the 2D renderer gets a new one.
    canvas.remove();
    console.info('The map is drawn without WebGL2:', error instanceof Error ? error.message : error);
    return null;
  }
}

function contextListener(options: RendererOptions): ContextListener {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  return {
    onLost: () => (waiting = setTimeout(() => options.onGone(), RESTORE_PATIENCE_MS)),
    onRestored: () => {
      clearTimeout(waiting);
      options.onRedraw();
    },
  };
}

function addCanvas(host: HTMLElement): HTMLCanvasElement {
  const canvas = host.ownerDocument.createElement('canvas');
  canvas.className = 'memory-map-cells';
  canvas.setAttribute('aria-hidden', 'true');
  host.prepend(canvas);
  return canvas;
}
