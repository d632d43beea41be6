import { type Matrix, type Paint, type Shape, type Stroke } from '../../../electron/contract/core.ts';
import { rounded } from './box-shapes.ts';
import { fontOf, lengthsIn, paintOf, px } from './css-paint.ts';
import { type Region } from './region.ts';

/** A shape of a drawing on the page, and what it takes in the window. */
interface PlacedShape {
  readonly shape: Shape;
  readonly bounds: Region;
}

/** What a drawing on the page (an icon, a sequence, the bands of a list) is made of, where it stands in the window. */
export function* vectorShapes(element: Element, opacity: number): Generator<PlacedShape> {
  for (const child of element.children) {
    if (!(child instanceof SVGGraphicsElement)) continue;
    const style = getComputedStyle(child);
    const seen = opacity * Number(style.opacity);
    if (style.display === 'none' || seen === 0) continue;
    if (style.visibility === 'visible') yield* ownShapes(child, style, seen);
    if (!(child instanceof SVGTextElement)) yield* vectorShapes(child, seen);
  }
}

function* ownShapes(
  element: SVGGraphicsElement,
  style: CSSStyleDeclaration,
  opacity: number,
): Generator<PlacedShape> {
  const place = element.getScreenCTM();
  if (place === null) return;
  if (element instanceof SVGTextElement) {
    const words = textShape(element, style, place, opacity);
    if (words !== null) yield { shape: words, bounds: element.getBoundingClientRect() };
    return;
  }
  if (!(element instanceof SVGGeometryElement)) return;
  const d = pathOf(element);
  const fill = paintOf(style.fill, opacity * Number(style.fillOpacity));
  const stroke = strokeOf(style, opacity);
  if (d === '' || (fill === null && stroke === null)) return;
  const matrix: Matrix = [place.a, place.b, place.c, place.d, place.e, place.f];
  const half = ((stroke?.width ?? 0) / 2) * place.a;
  const { left, top, right, bottom } = element.getBoundingClientRect();
  yield {
    shape: { kind: 'outline', d, fill: closed(element) ? fill : null, stroke, matrix },
    bounds: { left: left - half, top: top - half, right: right + half, bottom: bottom + half },
  };
}

/** A line has no inside. */
const closed = (element: SVGGeometryElement): boolean => !(element instanceof SVGLineElement);

function strokeOf(style: CSSStyleDeclaration, opacity: number): Stroke | null {
  const paint: Paint | null = paintOf(style.stroke, opacity * Number(style.strokeOpacity));
  const width = px(style.strokeWidth);
  if (paint === null || width === 0) return null;
  const { strokeLinecap: cap, strokeLinejoin: join } = style;
  return {
    ...paint,
    width,
    dash: lengthsIn(style.strokeDasharray),
    cap: cap === 'round' || cap === 'square' ? cap : 'butt',
    join: join === 'round' || join === 'bevel' ? join : 'miter',
  };
}

function textShape(
  element: SVGTextElement,
  style: CSSStyleDeclaration,
  place: DOMMatrix,
  opacity: number,
): Shape | null {
  const text = element.textContent.trim();
  const paint = paintOf(style.fill, opacity * Number(style.fillOpacity));
  if (text === '' || paint === null || element.getNumberOfChars() === 0) return null;
  const start = element.getStartPositionOfChar(0);
  const { x, y } = new DOMPoint(start.x, start.y).matrixTransform(place);
  const font = fontOf(style);
  const width = element.getComputedTextLength() * place.a;
  return {
    ...{ kind: 'text', text, x, y, fill: paint.colour, align: 'left' },
    font: { ...font, sizePx: font.sizePx * place.a },
    layout: { width, opacity: paint.opacity, underlined: false },
  };
}

function pathOf(element: SVGGeometryElement): string {
  if (element instanceof SVGPathElement) return element.getAttribute('d') ?? '';
  if (element instanceof SVGLineElement) {
    const { x1, y1, x2, y2 } = element;
    return `M${x1.baseVal.value} ${y1.baseVal.value}L${x2.baseVal.value} ${y2.baseVal.value}`;
  }
  if (element instanceof SVGPolylineElement || element instanceof SVGPolygonElement) {
    const points = [...element.points].map(({ x, y }) => `${x} ${y}`);
    if (points.length === 0) return '';
    return `M${points.join('L')}${element instanceof SVGPolygonElement ? 'z' : ''}`;
  }
  if (element instanceof SVGCircleElement) {
    const radius = element.r.baseVal.value;
    return ellipse(element.cx.baseVal.value, element.cy.baseVal.value, radius, radius);
  }
  if (element instanceof SVGEllipseElement) {
    const { cx, cy, rx, ry } = element;
    return ellipse(cx.baseVal.value, cy.baseVal.value, rx.baseVal.value, ry.baseVal.value);
  }
  return element instanceof SVGRectElement ? rectangle(element) : '';
}

const ellipse = (x: number, y: number, across: number, down: number): string =>
  across <= 0 || down <= 0
    ? ''
    : `M${x - across} ${y}a${across} ${down} 0 1 0 ${2 * across} 0a${across} ${down} 0 1 0 ${-2 * across} 0z`;

function rectangle(element: SVGRectElement): string {
  const [x, y] = [element.x.baseVal.value, element.y.baseVal.value];
  const [width, height] = [element.width.baseVal.value, element.height.baseVal.value];
  if (width <= 0 || height <= 0) return '';
  const radius = Math.min(
    Math.max(element.rx.baseVal.value, element.ry.baseVal.value),
    width / 2,
    height / 2,
  );
  return rounded({ left: x, top: y, right: x + width, bottom: y + height }, radius);
}
