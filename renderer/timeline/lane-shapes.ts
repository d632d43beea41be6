/** Shapes of marks, so that colour is never the only sign. */
export type LaneShape = 'triangle' | 'diamond' | 'square' | 'circle';

/** Fills a mark around `x`, from `y` down, in the context's colour. */
export function drawShape(
  context: CanvasRenderingContext2D,
  shape: LaneShape,
  x: number,
  y: number,
  size: number,
): void {
  const half = size / 2;
  context.beginPath();
  if (shape === 'circle') context.arc(x, y + half, half * 0.8, 0, 2 * Math.PI);
  else if (shape === 'square') context.rect(x - half * 0.8, y + half * 0.2, size * 0.8, size * 0.8);
  else {
    context.moveTo(x, y);
    context.lineTo(x + half, shape === 'diamond' ? y + half : y + size);
    if (shape === 'diamond') context.lineTo(x, y + size);
    context.lineTo(x - half, shape === 'diamond' ? y + half : y + size);
  }
  context.fill();
}
