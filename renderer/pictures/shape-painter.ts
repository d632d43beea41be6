import {
  type Boxes,
  type ClipShape,
  type ImageShape,
  type OutlineShape,
  PATTERN_SIDE,
  type PatternName,
  type Shape,
  type TextShape,
} from '../../electron/contract/core.ts';
import { parseColour } from '../map/css-colour.ts';
import { cssFont } from './fonts.ts';
import { PATTERNS } from './patterns.ts';

/** The pixels of a picture's images, by what the shapes call them. */
export type DecodedImages = Map<string, ImageBitmap>;

/** Letters that came out wider or narrower than on the page by less than this share are left as they are. */
const SAME_WIDTH = 0.004;

/** Draws shapes on a canvas, enlarged. */
export class ShapePainter {
  constructor(
    private readonly context: OffscreenCanvasRenderingContext2D,
    /** Device px a px. */
    private readonly scale: number,
    private readonly images: DecodedImages,
  ) {}

  paint(shapes: readonly Shape[]): void {
    for (const shape of shapes) this.paintOne(shape);
  }

  private paintOne(shape: Shape): void {
    const { context } = this;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalAlpha = 1;
    switch (shape.kind) {
      case 'boxes':
        context.fillStyle = shape.fill;
        this.fillBoxes(shape.boxes);
        break;
      case 'overlay':
        context.fillStyle = shape.pattern === null ? shape.fill : this.patternOf(shape.pattern, shape.fill);
        context.globalAlpha = shape.opacity;
        this.fillBoxes(shape.boxes);
        break;
      case 'polygon':
        context.fillStyle = shape.fill;
        context.beginPath();
        for (let at = 0; at + 1 < shape.points.length; at += 2)
          context.lineTo((shape.points[at] ?? 0) * this.scale, (shape.points[at + 1] ?? 0) * this.scale);
        context.fill();
        break;
      case 'outline':
        this.outline(shape);
        break;
      case 'image':
        this.image(shape);
        break;
      case 'clip':
        this.clip(shape);
        break;
      case 'text':
        this.text(shape);
    }
  }

  /** On whole device px: neighbours share their edge, and nothing shines through between them. */
  private fillBoxes(boxes: Boxes): void {
    const { context, scale } = this;
    for (let at = 0; at + 3 < boxes.length; at += 4) {
      const [x = 0, y = 0, width = 0, height = 0] = boxes.slice(at, at + 4);
      const left = Math.round(x * scale);
      const top = Math.round(y * scale);
      const right = Math.max(left + 1, Math.round((x + width) * scale));
      const bottom = Math.max(top + 1, Math.round((y + height) * scale));
      context.fillRect(left, top, right - left, bottom - top);
    }
  }

  private outline({ d, fill, stroke, matrix }: OutlineShape): void {
    const { context, scale } = this;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    if (matrix !== null) context.transform(...matrix);
    const path = new Path2D(d);
    if (fill !== null) {
      context.globalAlpha = fill.opacity;
      context.fillStyle = fill.colour;
      context.fill(path, 'evenodd');
    }
    if (stroke === null) return;
    context.globalAlpha = stroke.opacity;
    context.strokeStyle = stroke.colour;
    context.lineWidth = stroke.width;
    context.lineCap = stroke.cap;
    context.lineJoin = stroke.join;
    context.setLineDash([...stroke.dash]);
    context.stroke(path);
  }

  private image({ href, x, y, width, height, opacity }: ImageShape): void {
    const pixels = this.images.get(href);
    if (pixels === undefined) return;
    const { context, scale } = this;
    context.globalAlpha = opacity;
    context.drawImage(pixels, x * scale, y * scale, width * scale, height * scale);
  }

  private clip({ x, y, width, height, shapes }: ClipShape): void {
    const { context, scale } = this;
    context.save();
    context.beginPath();
    context.rect(x * scale, y * scale, width * scale, height * scale);
    context.clip();
    this.paint(shapes);
    context.restore();
  }

  private text({ text, x, y, fill, font, align, layout }: TextShape): void {
    const { context, scale } = this;
    context.font = cssFont(font, scale);
    context.letterSpacing = `${(font.spacingPx ?? 0) * scale}px`;
    context.textRendering = font.literal === true ? 'optimizeSpeed' : 'auto';
    context.textAlign = align;
    context.textBaseline = layout === undefined ? 'middle' : 'alphabetic';
    context.fillStyle = fill;
    context.globalAlpha = layout?.opacity ?? 1;
    context.setTransform(1, 0, 0, 1, x * scale, y * scale);
    if (layout !== undefined) {
      const wanted = (layout.width * scale) / context.measureText(text).width;
      if (Number.isFinite(wanted) && Math.abs(wanted - 1) > SAME_WIDTH) context.scale(wanted, 1);
      if (layout.underlined) {
        const thickness = Math.max(1, font.sizePx / 14) * scale;
        const { width } = context.measureText(text);
        context.fillRect(0, 2 * scale, width, thickness);
      }
    }
    context.fillText(text, 0, 0);
    context.letterSpacing = '0px';
  }

  private patternOf(name: PatternName, fill: string): CanvasPattern | string {
    const { scale } = this;
    const [red, green, blue] = parseColour(fill);
    const tile = new OffscreenCanvas(PATTERN_SIDE * scale, PATTERN_SIDE * scale);
    const pixels = tile.getContext('2d');
    PATTERNS[name].forEach((strength, at) => {
      if (pixels === null) return;
      pixels.fillStyle = `rgb(${red} ${green} ${blue} / ${strength})`;
      const x = at % PATTERN_SIDE;
      pixels.fillRect(x * scale, Math.floor(at / PATTERN_SIDE) * scale, scale, scale);
    });
    return this.context.createPattern(tile, 'repeat') ?? fill;
  }
}
