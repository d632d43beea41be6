import {
  type Boxes,
  PATTERN_SIDE,
  type PatternName,
  type Picture,
  type Shape,
} from '../../electron/contract/core.ts';
import { parseColour } from '../map/css-colour.ts';
import { cssFont } from './fonts.ts';
import { PATTERNS } from './patterns.ts';

/** Device px a px: sharp on paper and on dense screens. */
const SCALE = 2;

/** A picture as the bytes of a PNG file. @throws Error where the browser has no canvas or no memory for one */
export async function pngOf(picture: Picture): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(Math.ceil(picture.width * SCALE), Math.ceil(picture.height * SCALE));
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) throw new Error('The canvas offers no 2D context.');
  context.fillStyle = picture.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const shape of picture.shapes) paint(context, shape);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}

function paint(context: OffscreenCanvasRenderingContext2D, shape: Shape): void {
  context.globalAlpha = 1;
  context.fillStyle = shape.fill;
  switch (shape.kind) {
    case 'boxes':
      fillBoxes(context, shape.boxes);
      break;
    case 'overlay':
      if (shape.pattern !== null) context.fillStyle = patternOf(context, shape.pattern, shape.fill);
      context.globalAlpha = shape.opacity;
      fillBoxes(context, shape.boxes);
      break;
    case 'polygon':
      context.beginPath();
      for (let at = 0; at + 1 < shape.points.length; at += 2)
        context.lineTo((shape.points[at] ?? 0) * SCALE, (shape.points[at + 1] ?? 0) * SCALE);
      context.fill();
      break;
    case 'text':
      context.font = cssFont(shape.font, SCALE);
      context.textAlign = shape.align;
      context.textBaseline = 'middle';
      context.fillText(shape.text, shape.x * SCALE, shape.y * SCALE);
  }
}

/** On whole device px: neighbours share their edge, and nothing shines through between them. */
function fillBoxes(context: OffscreenCanvasRenderingContext2D, boxes: Boxes): void {
  for (let at = 0; at + 3 < boxes.length; at += 4) {
    const [x = 0, y = 0, width = 0, height = 0] = boxes.slice(at, at + 4);
    const left = Math.round(x * SCALE);
    const top = Math.round(y * SCALE);
    const right = Math.max(left + 1, Math.round((x + width) * SCALE));
    const bottom = Math.max(top + 1, Math.round((y + height) * SCALE));
    context.fillRect(left, top, right - left, bottom - top);
  }
}

function patternOf(
  context: OffscreenCanvasRenderingContext2D,
  name: PatternName,
  fill: string,
): CanvasPattern | string {
  const [red, green, blue] = parseColour(fill);
  const tile = new OffscreenCanvas(PATTERN_SIDE * SCALE, PATTERN_SIDE * SCALE);
  const pixels = tile.getContext('2d');
  PATTERNS[name].forEach((strength, at) => {
    if (pixels === null) return;
    pixels.fillStyle = `rgb(${red} ${green} ${blue} / ${strength})`;
    const x = at % PATTERN_SIDE;
    pixels.fillRect(x * SCALE, Math.floor(at / PATTERN_SIDE) * SCALE, SCALE, SCALE);
  });
  return context.createPattern(tile, 'repeat') ?? fill;
}
