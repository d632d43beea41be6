import { type Picture, type Shape } from '../../electron/contract/core.ts';
import { type DecodedImages, ShapePainter } from './shape-painter.ts';

/** Device px a px: sharp on paper and on dense screens. */
const SCALE = 2;
/** What every Chromium can draw on, in device px: a side, and the whole area. */
const MOST_SIDE = 16_000;
const MOST_AREA = 2 ** 27;

/** A picture as the bytes of a PNG file. @throws Error where the browser has no canvas or no memory for one */
export async function pngOf(picture: Picture): Promise<Uint8Array<ArrayBuffer>> {
  const scale = scaleOf(picture);
  const canvas = new OffscreenCanvas(Math.ceil(picture.width * scale), Math.ceil(picture.height * scale));
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) throw new Error('The canvas offers no 2D context.');
  const images: DecodedImages = new Map();
  for (const href of hrefsOf(picture.shapes)) images.set(href, await decodedPng(href));
  context.fillStyle = picture.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  new ShapePainter(context, scale, images).paint(picture.shapes);
  for (const image of images.values()) image.close();
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}

/** Twice as sharp as the screen, or as sharp as a very long picture can be. */
function scaleOf({ width, height }: Picture): number {
  const bySide = MOST_SIDE / Math.max(width, height);
  return Math.min(SCALE, bySide, Math.sqrt(MOST_AREA / (width * height)));
}

function hrefsOf(shapes: readonly Shape[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const shape of shapes) {
    if (shape.kind === 'image') found.add(shape.href);
    if (shape.kind === 'clip') for (const href of hrefsOf(shape.shapes)) found.add(href);
  }
  return found;
}

/** Without asking for an address: the page's policy allows none but its own. */
function decodedPng(href: string): Promise<ImageBitmap> {
  const bytes = Uint8Array.from(atob(href.slice(href.indexOf(',') + 1)), (letter) => letter.charCodeAt(0));
  return createImageBitmap(new Blob([bytes], { type: 'image/png' }));
}
