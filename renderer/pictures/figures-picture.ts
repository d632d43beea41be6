import { type Picture, type PictureFont, type Shape } from '../../electron/contract/core.ts';
import { type MeasureText } from './fonts.ts';
import { framed, type FrameLooks, type FrameWords } from './frame.ts';

const WIDTH = 760;
const MARGIN = 16;
const COLUMNS = 3;
const TILE_HEIGHT = 50;
const HEADING_HEIGHT = 36;
const BAR_ROW = 22;
const BAR_HEIGHT = 12;
const BAR_LEFT = 100;
const BAR_RIGHT = 90;

/** A figure and its name. */
export interface Figure {
  readonly name: string;
  readonly value: string;
}

/** Free extents of one size class. */
export interface ExtentBar {
  readonly size: string;
  readonly count: number;
  readonly shown: string;
}

export interface FiguresContent {
  readonly figures: readonly Figure[];
  readonly histogramTitle: string;
  readonly bars: readonly ExtentBar[];
}

/** The memory in figures: tiles of three in a row, then the free extents by size as bars. */
export function figuresPicture(
  { figures, histogramTitle, bars }: FiguresContent,
  words: FrameWords,
  looks: FrameLooks & { readonly bar: string },
  measure: MeasureText,
): Picture {
  const text = (
    shown: string,
    x: number,
    y: number,
    fill: string,
    font: PictureFont,
    align: 'left' | 'right' = 'left',
  ): Shape => ({ kind: 'text', text: shown, x, y, fill, font, align });
  const small: PictureFont = { sizePx: 12, family: looks.font, weight: 400 };
  const mono: PictureFont = { sizePx: 12, family: looks.fontMono, weight: 400 };
  const tileWidth = (WIDTH - 2 * MARGIN) / COLUMNS;
  const shapes: Shape[] = figures.flatMap(({ name, value }, index) => {
    const x = MARGIN + (index % COLUMNS) * tileWidth;
    const y = Math.floor(index / COLUMNS) * TILE_HEIGHT;
    return [
      text(name, x, y + 12, looks.dim, small),
      text(value, x, y + 31, looks.text, { ...mono, sizePx: 15 }),
    ];
  });
  let y = Math.ceil(figures.length / COLUMNS) * TILE_HEIGHT + HEADING_HEIGHT;
  shapes.push(text(histogramTitle, MARGIN, y - HEADING_HEIGHT / 2, looks.text, { ...small, weight: 600 }));
  const most = bars.reduce((best, { count }) => Math.max(best, count), 1);
  const boxes: number[] = [];
  for (const { size, count, shown } of bars) {
    const middle = y + BAR_ROW / 2;
    const width = ((WIDTH - BAR_LEFT - BAR_RIGHT) * count) / most;
    shapes.push(text(size, BAR_LEFT - 10, middle, looks.dim, mono, 'right'));
    if (count > 0) boxes.push(BAR_LEFT, middle - BAR_HEIGHT / 2, width, BAR_HEIGHT);
    shapes.push(text(shown, BAR_LEFT + width + 8, middle, looks.text, mono));
    y += BAR_ROW;
  }
  if (boxes.length > 0) shapes.push({ kind: 'boxes', fill: looks.bar, boxes });
  return framed({ width: WIDTH, height: y, shapes }, words, looks, measure);
}
