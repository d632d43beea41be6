import { type PictureFont, type Shape } from '../../../electron/contract/core.ts';
import { cssFont } from '../fonts.ts';
import { fontOf, paintOf } from './css-paint.ts';
import { type TextLine } from './text-lines.ts';

/** How far letters reach above and below their baseline. */
interface FontHeights {
  readonly ascent: number;
  readonly descent: number;
}

/** Puts lines of text where the page has them. */
export class WordPainter {
  private readonly context: CanvasRenderingContext2D;
  private readonly heights = new Map<string, FontHeights>();

  /** @throws Error when the browser has no 2D canvas */
  constructor() {
    const context = document.createElement('canvas').getContext('2d');
    if (context === null) throw new Error('The canvas offers no 2D context.');
    this.context = context;
  }

  widthOf(text: string, font: PictureFont): number {
    this.use(font);
    return this.context.measureText(text).width;
  }

  /** @param style of the element that the lines belong to */
  shapesOf(lines: readonly TextLine[], style: CSSStyleDeclaration, opacity: number): readonly Shape[] {
    const paint = paintOf(style.color, opacity);
    if (paint === null) return [];
    const font = fontOf(style);
    const { ascent, descent } = this.heightsOf(font);
    return lines.map(({ text, left, right, top, bottom }): Shape => ({
      ...{ kind: 'text', text, font, fill: paint.colour, align: 'left', x: left },
      y: (top + bottom + ascent - descent) / 2,
      layout: {
        width: right - left,
        opacity: paint.opacity,
        underlined: style.textDecorationLine.includes('underline'),
      },
    }));
  }

  private heightsOf(font: PictureFont): FontHeights {
    const key = cssFont(font);
    const known = this.heights.get(key);
    if (known !== undefined) return known;
    this.use(font);
    const { fontBoundingBoxAscent, fontBoundingBoxDescent } = this.context.measureText('x');
    const found = { ascent: Math.round(fontBoundingBoxAscent), descent: Math.round(fontBoundingBoxDescent) };
    this.heights.set(key, found);
    return found;
  }

  private use(font: PictureFont): void {
    this.context.font = cssFont(font);
    this.context.letterSpacing = `${font.spacingPx ?? 0}px`;
  }
}
