import { type PictureFont, type Shape } from '../../electron/contract/core.ts';
import { type LabelContext } from '../map/overlay-labels.ts';
import { type MeasureText } from './fonts.ts';

/** Takes the place of the canvas that the map writes its labels on, and keeps them as shapes. */
export class LabelRecorder implements LabelContext {
  readonly shapes: Shape[] = [];
  font = '10px sans-serif';
  textAlign: CanvasTextAlign = 'left';
  textBaseline: CanvasTextBaseline = 'middle';
  fillStyle: string | CanvasGradient | CanvasPattern = '#000000';

  constructor(private readonly measure: MeasureText) {}

  fillText(text: string, x: number, y: number): void {
    if (text === '') return;
    const align = this.textAlign === 'right' ? 'right' : 'left';
    this.shapes.push({ kind: 'text', text, x, y, fill: this.fill, font: this.pictureFont, align });
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const boxes = [x, y, width, height];
    this.shapes.push({ kind: 'overlay', fill: this.fill, opacity: 1, pattern: null, boxes });
  }

  measureText(text: string): { readonly width: number } {
    return { width: this.measure(text, this.pictureFont) };
  }

  private get fill(): string {
    return typeof this.fillStyle === 'string' ? this.fillStyle : '#000000';
  }

  /** From `10px family, other`. */
  private get pictureFont(): PictureFont {
    const [, size = '10', family = 'sans-serif'] = /^(\d+)px (.+)$/.exec(this.font) ?? [];
    return { sizePx: Number(size), family, weight: 400 };
  }
}
