import { sparkPoints } from './spark-points.ts';

/** Fills a canvas with a series, as sharp as the screen is; the context is for what comes on top of it. */
export function drawSpark(
  canvas: HTMLCanvasElement,
  { width, height }: { readonly width: number; readonly height: number },
  values: Float64Array | null,
  colour: string,
): CanvasRenderingContext2D | null {
  const ratio = window.devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext('2d');
  if (context === null || values === null) return context;
  context.fillStyle = colour;
  sparkPoints(values, canvas.width).forEach((part, x) => {
    const top = Math.max(part > 0 ? 1 : 0, Math.round(part * canvas.height));
    context.fillRect(x, canvas.height - top, 1, top);
  });
  return context;
}
