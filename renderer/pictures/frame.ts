import {
  moved,
  PATTERN_SIDE,
  type PatternName,
  type Picture,
  type PictureFont,
  type Shape,
} from '../../electron/contract/core.ts';
import { type MeasureText } from './fonts.ts';

/** One entry of a legend. */
export interface LegendEntry {
  readonly text: string;
  readonly colour: string;
  /** Drawn over the colour, in a colour of its own. */
  readonly over?: { readonly pattern: PatternName; readonly colour: string } | undefined;
}

/** What stands around a drawn view: its title and, below it, what its colours mean. */
export interface FrameWords {
  readonly title: string;
  readonly subtitle: string;
  readonly legend: readonly LegendEntry[];
}

/** Colours and fonts of the theme. */
export interface FrameLooks {
  readonly background: string;
  readonly text: string;
  readonly dim: string;
  readonly line: string;
  readonly font: string;
  readonly fontMono: string;
}

const MARGIN = 16;
/** Whole patterns high: the hatch below goes on as it does on the map. */
const HEAD_HEIGHT = 15 * PATTERN_SIDE;
const LEGEND_ROW = 22;
const SWATCH = 10;
const SWATCH_GAP = 6;
const ENTRY_GAP = 18;
const FOOT = 10;

/** Puts a drawn view of this size, its own corner at 0, 0, between a title and a legend. */
export function framed(
  body: { readonly width: number; readonly height: number; readonly shapes: readonly Shape[] },
  words: FrameWords,
  looks: FrameLooks,
  measure: MeasureText,
): Picture {
  const font = (sizePx: number, weight: 400 | 600): PictureFont => ({ sizePx, weight, family: looks.font });
  const small = font(12, 400);
  const legend = legendShapes(words.legend, looks, small, body.width, HEAD_HEIGHT + body.height, measure);
  const width = Math.max(
    body.width,
    2 * MARGIN + measure(words.title, font(16, 600)),
    2 * MARGIN + measure(words.subtitle, small),
  );
  const line = { kind: 'text', x: MARGIN, align: 'left' } as const;
  return {
    width,
    height: HEAD_HEIGHT + body.height + legend.height + FOOT,
    title: `${words.title} · ${words.subtitle}`,
    background: looks.background,
    shapes: [
      { ...line, text: words.title, y: 22, fill: looks.text, font: font(16, 600) },
      { ...line, text: words.subtitle, y: 43, fill: looks.dim, font: small },
      ...body.shapes.map((shape) => moved(shape, 0, HEAD_HEIGHT)),
      ...legend.shapes,
    ],
  };
}

/** The entries in as many rows as they need. */
function legendShapes(
  entries: readonly LegendEntry[],
  looks: FrameLooks,
  font: PictureFont,
  width: number,
  top: number,
  measure: MeasureText,
): { readonly height: number; readonly shapes: readonly Shape[] } {
  const shapes: Shape[] = [];
  let x = MARGIN;
  let row = 0;
  for (const { text, colour, over } of entries) {
    const entryWidth = SWATCH + SWATCH_GAP + measure(text, font);
    if (x > MARGIN && x + entryWidth > width - MARGIN) {
      x = MARGIN;
      row++;
    }
    const middle = top + row * LEGEND_ROW + LEGEND_ROW / 2;
    const boxes = [x, middle - SWATCH / 2, SWATCH, SWATCH];
    // Not among the filled areas, which are the view's own.
    shapes.push({ kind: 'overlay', fill: colour, opacity: 1, pattern: null, boxes });
    if (over !== undefined)
      shapes.push({ kind: 'overlay', fill: over.colour, opacity: 1, pattern: over.pattern, boxes });
    const textX = x + SWATCH + SWATCH_GAP;
    shapes.push({ kind: 'text', text, x: textX, y: middle, fill: looks.dim, font, align: 'left' });
    x += entryWidth + ENTRY_GAP;
  }
  return { height: entries.length === 0 ? 0 : (row + 1) * LEGEND_ROW, shapes };
}
