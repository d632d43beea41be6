import { type Shape, type Stroke } from '../../../electron/contract/core.ts';
import { filled, ring } from './box-shapes.ts';
import { fontOf, paintOf, px } from './css-paint.ts';
import { inside, type Region, type Sides } from './region.ts';
import { type TextLine } from './text-lines.ts';
import { type WordPainter } from './word-painter.ts';

/** Room that the browser leaves beside the chosen entry of a list, besides the padding. */
const SELECT_INSET_PX = 4;
/** Size and place of the mark that says that a list opens. */
const CHEVRON = { halfPx: 3.5, deepPx: 3.5, fromEndPx: 12 } as const;

export type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement | HTMLProgressElement;

export const isField = (element: Element): element is Field =>
  element instanceof HTMLInputElement ||
  element instanceof HTMLSelectElement ||
  element instanceof HTMLTextAreaElement ||
  element instanceof HTMLProgressElement;

/** What a person reads in a field, which is no text of the page: the browser draws it by itself. */
export function fieldShapes(
  field: Field,
  box: Region,
  style: CSSStyleDeclaration,
  opacity: number,
  words: WordPainter,
): readonly Shape[] {
  const padding: Sides = [
    px(style.paddingTop) + px(style.borderTopWidth),
    px(style.paddingRight) + px(style.borderRightWidth),
    px(style.paddingBottom) + px(style.borderBottomWidth),
    px(style.paddingLeft) + px(style.borderLeftWidth),
  ];
  const content = inside(box, padding);
  if (field instanceof HTMLProgressElement) return progressShapes(field, box, opacity);
  if (field instanceof HTMLTextAreaElement) return areaShapes(field, content, style, opacity, words);
  if (field instanceof HTMLSelectElement) {
    const text = field.selectedOptions[0]?.label ?? '';
    const room = { ...content, left: content.left + SELECT_INSET_PX };
    return [...lineShapes(text, room, style, opacity, words), ...chevron(box, style, opacity)];
  }
  if (field.type === 'checkbox' || field.type === 'radio') return tickShapes(field, box, opacity);
  if (field.value !== '') return lineShapes(field.value, content, style, opacity, words);
  const hint = getComputedStyle(field, '::placeholder');
  return lineShapes(field.placeholder, content, hint, opacity * Number(hint.opacity), words);
}

/** One line in the middle of a field. */
function lineShapes(
  text: string,
  room: Region,
  style: CSSStyleDeclaration,
  opacity: number,
  words: WordPainter,
): readonly Shape[] {
  if (text.trim() === '') return [];
  const width = words.widthOf(text, fontOf(style));
  const left = style.textAlign === 'right' || style.textAlign === 'end' ? room.right - width : room.left;
  const line: TextLine = { text, left, right: left + width, top: room.top, bottom: room.bottom };
  return words.shapesOf([line], style, opacity);
}

function areaShapes(
  field: HTMLTextAreaElement,
  room: Region,
  style: CSSStyleDeclaration,
  opacity: number,
  words: WordPainter,
): readonly Shape[] {
  const hinted = field.value === '';
  const shown = hinted ? getComputedStyle(field, '::placeholder') : style;
  const font = fontOf(shown);
  const height = px(style.lineHeight) || font.sizePx * 1.2;
  const lines = (hinted ? field.placeholder : field.value).split('\n').map((text, index): TextLine => {
    const left = room.left - field.scrollLeft;
    const top = room.top - field.scrollTop + index * height;
    return { text, left, right: left + words.widthOf(text, font), top, bottom: top + height };
  });
  return words.shapesOf(
    lines.filter(({ text }) => text.trim() !== ''),
    shown,
    opacity,
  );
}

function chevron(
  { top, right, bottom }: Region,
  style: CSSStyleDeclaration,
  opacity: number,
): readonly Shape[] {
  const { halfPx, deepPx, fromEndPx } = CHEVRON;
  const x = right - fromEndPx;
  const y = (top + bottom) / 2 - deepPx / 2;
  const d = `M${x - halfPx} ${y}l${halfPx} ${deepPx}l${halfPx} ${-deepPx}`;
  const paint = paintOf(style.color, opacity);
  if (paint === null) return [];
  const stroke: Stroke = { ...paint, width: 1.5, dash: [], cap: 'butt', join: 'miter' };
  return [{ kind: 'outline', d, fill: null, stroke, matrix: null }];
}

/** Custom properties that the theme gives the parts of fields. */
const COLOURS = {
  line: '--line-strong',
  chosen: '--accent-fill',
  mark: '--on-accent',
  done: '--accent',
} as const;

function themePaint(part: keyof typeof COLOURS, opacity: number) {
  const css = getComputedStyle(document.documentElement).getPropertyValue(COLOURS[part]).trim();
  return { colour: css, opacity };
}

function tickShapes({ checked, type }: HTMLInputElement, box: Region, opacity: number): readonly Shape[] {
  const radius = type === 'radio' ? (box.right - box.left) / 2 : 2.5;
  if (!checked) return [ring(box, themePaint('line', opacity), 1, radius)];
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  const d = `M${box.left + width * 0.22} ${box.top + height * 0.52}l${width * 0.2} ${height * 0.2}l${width * 0.36} ${height * -0.44}`;
  const stroke: Stroke = { ...themePaint('mark', opacity), width: 1.8, dash: [], cap: 'butt', join: 'miter' };
  return [
    filled(box, themePaint('chosen', opacity), radius),
    { kind: 'outline', d, fill: null, stroke, matrix: null },
  ];
}

function progressShapes({ position }: HTMLProgressElement, box: Region, opacity: number): readonly Shape[] {
  const radius = (box.bottom - box.top) / 2;
  const done = { ...box, right: box.left + (box.right - box.left) * Math.max(0, position) };
  return [
    filled(box, themePaint('line', opacity), radius),
    ...(position > 0 ? [filled(done, themePaint('done', opacity), radius)] : []),
  ];
}
