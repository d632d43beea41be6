import { type Paint, type Shape, type Stroke } from '../../../electron/contract/core.ts';
import { coloursIn, lengthsIn, paintOf, px } from './css-paint.ts';
import { inside, type Region, type Sides } from './region.ts';

/** Dashes as the browser draws them, in widths of the line. */
const DASHES: Readonly<Record<string, readonly number[]>> = { dashed: [3, 2], dotted: [1, 1] };

/** What CSS paints behind the content of an element: its background, borders and the lines of inset shadows. */
export function boxShapes(box: Region, style: CSSStyleDeclaration, opacity: number): readonly Shape[] {
  const widths = borderWidths(style);
  const radius = radiusOf(style, box);
  return [
    ...backgroundShapes(box, style, opacity, radius, widths),
    ...insetShadow(box, style, opacity, radius),
    ...borderShapes(box, style, opacity, radius, widths),
  ];
}

export const borderWidths = (style: CSSStyleDeclaration): Sides => [
  px(style.borderTopWidth),
  px(style.borderRightWidth),
  px(style.borderBottomWidth),
  px(style.borderLeftWidth),
];

function backgroundShapes(
  box: Region,
  style: CSSStyleDeclaration,
  opacity: number,
  radius: number,
  widths: Sides,
): readonly Shape[] {
  const area = style.backgroundClip === 'padding-box' ? inside(box, widths) : box;
  const shapes: Shape[] = [];
  const fill = (paint: Paint | null): void => {
    if (paint !== null) shapes.push(filled(area, paint, radius));
  };
  fill(paintOf(style.backgroundColor, opacity));
  const image = style.backgroundImage;
  if (image.includes('gradient(')) {
    // Small patterns are all that the style sheets use gradients for.
    const [first = '', ...others] = coloursIn(image);
    const lines = image.startsWith('repeating');
    if (lines) fill(paintOf(others.at(-1) ?? '', opacity));
    const paint = paintOf(first, opacity);
    if (paint !== null) {
      const pattern = lines ? 'hatch' : 'dots';
      shapes.push({
        kind: 'overlay',
        fill: paint.colour,
        opacity: paint.opacity,
        pattern,
        boxes: boxOf(area),
      });
    }
  }
  return shapes;
}

export function filled(box: Region, paint: Paint, radius: number): Shape {
  if (radius > 0)
    return { kind: 'outline', d: rounded(box, radius), fill: paint, stroke: null, matrix: null };
  const { colour, opacity } = paint;
  return { kind: 'overlay', fill: colour, opacity, pattern: null, boxes: boxOf(box) };
}

const boxOf = ({ left, top, right, bottom }: Region): readonly number[] => [
  left,
  top,
  right - left,
  bottom - top,
];

function borderShapes(
  box: Region,
  style: CSSStyleDeclaration,
  opacity: number,
  radius: number,
  widths: Sides,
): readonly Shape[] {
  const colours = [
    style.borderTopColor,
    style.borderRightColor,
    style.borderBottomColor,
    style.borderLeftColor,
  ];
  const [width] = widths;
  const [colour = ''] = colours;
  if (widths.every((one) => one === width) && colours.every((one) => one === colour)) {
    const line = paintOf(colour, opacity);
    return line === null || width === 0 ? [] : [ring(box, line, width, radius, style.borderTopStyle)];
  }
  return sideShapes(box, widths, (side) => paintOf(colours[side] ?? '', opacity));
}

/** Sides that differ meet in the diagonal of their corner: of a box without content they are triangles. */
function sideShapes(
  { left, top, right, bottom }: Region,
  [up, end, down, start]: Sides,
  paintAt: (side: number) => Paint | null,
): readonly Shape[] {
  const inner = { left: left + start, top: top + up, right: right - end, bottom: bottom - down };
  const corners = [
    [left, top, right, top, inner.right, inner.top, inner.left, inner.top],
    [right, top, right, bottom, inner.right, inner.bottom, inner.right, inner.top],
    [right, bottom, left, bottom, inner.left, inner.bottom, inner.right, inner.bottom],
    [left, bottom, left, top, inner.left, inner.top, inner.left, inner.bottom],
  ] as const;
  const boxes: readonly Region[] = [
    { left, top, right, bottom: inner.top },
    { left: inner.right, top, right, bottom },
    { left, top: inner.bottom, right, bottom },
    { left, top, right: inner.left, bottom },
  ];
  return [up, end, down, start].flatMap((width, side): Shape[] => {
    const paint = paintAt(side);
    const box = boxes[side];
    if (width === 0 || paint === null || box === undefined) return [];
    const mitred = (side % 2 === 0 ? start + end : up + down) > 0;
    if (!mitred) return [filled(box, paint, 0)];
    const [x1, y1, ...others] = corners[side] ?? [0, 0];
    const d = `M${x1} ${y1}L${others.join(' ')}z`;
    return [{ kind: 'outline', d, fill: paint, stroke: null, matrix: null }];
  });
}

/** A line of this width just inside the box. */
export function ring(box: Region, paint: Paint, width: number, radius: number, lineStyle = 'solid'): Shape {
  const half = width / 2;
  const stroke: Stroke = {
    ...paint,
    ...{ width, cap: 'butt', join: 'miter' },
    dash: (DASHES[lineStyle] ?? []).map((part) => part * width),
  };
  const d = rounded(inside(box, [half, half, half, half]), Math.max(0, radius - half));
  return { kind: 'outline', d, fill: null, stroke, matrix: null };
}

/** `inset 2px 0` is a bar at the start, `inset 0 0 0 1px` a ring; other shadows are depth, which a picture does without. */
function insetShadow(
  box: Region,
  style: CSSStyleDeclaration,
  opacity: number,
  radius: number,
): readonly Shape[] {
  if (!style.boxShadow.includes('inset')) return [];
  const paint = paintOf(coloursIn(style.boxShadow)[0] ?? '', opacity);
  const [right = 0, , , spread = 0] = lengthsIn(style.boxShadow);
  if (paint === null) return [];
  if (spread > 0) return [ring(box, paint, spread, radius)];
  return [filled({ ...box, right: box.left + right }, paint, 0)];
}

function radiusOf(style: CSSStyleDeclaration, { left, top, right, bottom }: Region): number {
  const most = Math.min(right - left, bottom - top) / 2;
  const css = style.borderTopLeftRadius;
  return Math.min(most, css.includes('%') ? (px(css) / 100) * (right - left) : px(css));
}

/** The outline of a box with round corners, in SVG's path language. */
export function rounded({ left, top, right, bottom }: Region, radius: number): string {
  const [width, height] = [right - left, bottom - top];
  if (radius <= 0) return `M${left} ${top}h${width}v${height}h${-width}z`;
  const [across, down] = [width - 2 * radius, height - 2 * radius];
  const corner = (x: number, y: number): string => `a${radius} ${radius} 0 0 1 ${x} ${y}`;
  return [
    `M${left + radius} ${top}h${across}${corner(radius, radius)}`,
    `v${down}${corner(-radius, radius)}`,
    `h${-across}${corner(-radius, -radius)}`,
    `v${-down}${corner(radius, -radius)}z`,
  ].join('');
}
