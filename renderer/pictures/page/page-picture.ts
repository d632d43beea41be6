import { moved, type Picture, type Shape } from '../../../electron/contract/core.ts';
import { borderWidths, boxShapes, ring } from './box-shapes.ts';
import { fontOf, paintOf, px } from './css-paint.ts';
import { fieldShapes, isField } from './field-shapes.ts';
import { markerLine } from './list-marker.ts';
import { inside, isSeen, meet, type Region, regionOf, ShownShapes } from './region.ts';
import { NOT_PICTURED } from '../parts.ts';
import { linesOf, withEllipsis } from './text-lines.ts';
import { vectorShapes } from './vector-shapes.ts';
import { WordPainter } from './word-painter.ts';

/** Shapes of what a canvas shows, its own corner at 0, 0; null for one that is taken as it is, pixel by pixel. */
export type DrawCanvas = (canvas: HTMLCanvasElement) => readonly Shape[] | null;

/** What the surroundings of an element say about it. */
interface Scope {
  /** What can be seen of it. */
  readonly clip: Region;
  /** What can be seen of a part that is placed absolutely: what lies between does not cut it. */
  readonly placedClip: Region;
  readonly opacity: number;
}

/** A part that is painted after what stands around it. */
interface Raised {
  readonly element: Element;
  readonly scope: Scope;
  readonly level: number;
}

/**
 * An element of the page as a picture: boxes, lines, words and drawings where the browser has laid them out, so that
 * any view can be kept as shapes. An element that scrolls is drawn to its end; what scrolls inside of it, as it is.
 */
export function pagePicture(element: Element, title: string, drawCanvas: DrawCanvas): Picture {
  const area = areaOf(element);
  const painter = new PagePainter(element, area, drawCanvas);
  painter.paint();
  const { left, top, right, bottom } = area;
  return {
    width: right - left,
    height: bottom - top,
    title,
    background: backgroundBehind(element),
    shapes: painter.shapes.map((shape) => moved(shape, -left, -top)),
  };
}

/** The whole of an element, what is scrolled away included. */
function areaOf(element: Element): Region {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const more = {
    width: element.scrollWidth - element.clientWidth,
    height: element.scrollHeight - element.clientHeight,
  };
  const { overflowX, overflowY } = getComputedStyle(element);
  const across = isScrolled(overflowX) ? more.width : 0;
  const down = isScrolled(overflowY) ? more.height : 0;
  const { scrollLeft, scrollTop } = element;
  return {
    left: left - scrollLeft,
    top: top - scrollTop,
    right: right - scrollLeft + across,
    bottom: bottom - scrollTop + down,
  };
}

const isScrolled = (overflow: string): boolean => overflow === 'auto' || overflow === 'scroll';

/** The colour that is seen where an element paints nothing. */
function backgroundBehind(element: Element): string {
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    const paint = paintOf(getComputedStyle(at).backgroundColor);
    if (paint !== null && paint.opacity === 1) return paint.colour;
  }
  return '#ffffff';
}

class PagePainter {
  private readonly shown = new ShownShapes();
  private readonly words = new WordPainter();
  private raised: Raised[] = [];

  constructor(
    private readonly root: Element,
    private readonly area: Region,
    private readonly drawCanvas: DrawCanvas,
  ) {}

  get shapes(): readonly Shape[] {
    return this.shown.shapes;
  }

  paint(): void {
    this.layer(this.root, { clip: this.area, placedClip: this.area, opacity: 1 });
  }

  /** An element with everything in it; what is raised in it comes last, the highest at the very end. */
  private layer(element: Element, scope: Scope): void {
    const around = this.raised;
    this.raised = [];
    this.element(element, scope);
    const raised = this.raised;
    this.raised = around;
    // A sort keeps the order of equals, which is the document's.
    raised.sort((one, other) => one.level - other.level);
    for (const part of raised) this.layer(part.element, part.scope);
  }

  private element(element: Element, scope: Scope): void {
    const style = getComputedStyle(element);
    const opacity = scope.opacity * Number(style.opacity);
    const box = element === this.root ? this.area : regionOf(element.getBoundingClientRect());
    const visible = style.visibility === 'visible';
    if (visible) this.box(element, box, style, opacity, scope.clip);
    const clip = this.clipInside(element, box, style, scope.clip);
    if (!isSeen(clip)) return;
    const { display } = style;
    if (element instanceof SVGSVGElement) {
      for (const { shape, bounds } of vectorShapes(element, opacity)) this.shown.add(shape, bounds, clip);
    } else if (element instanceof HTMLCanvasElement) {
      if (visible) this.canvas(element, box, opacity, clip);
    } else if (isField(element)) {
      const shapes = visible ? fieldShapes(element, box, style, opacity, this.words) : [];
      for (const shape of shapes) this.shown.add(shape, boundsOf(shape, box), meet(clip, box));
    } else {
      if (visible && display === 'list-item') this.marker(element, style, opacity, clip);
      const placedClip = style.position === 'static' && style.transform === 'none' ? scope.placedClip : clip;
      this.content(element, style, { clip, placedClip, opacity });
    }
  }

  private content(element: Element, style: CSSStyleDeclaration, scope: Scope): void {
    const { childNodes } = element.shadowRoot ?? element;
    for (const child of childNodes) {
      if (child instanceof Text) {
        if (style.visibility === 'visible') this.text(child, element, style, scope);
      } else if (child instanceof Element) this.child(child, scope);
    }
  }

  private child(element: Element, scope: Scope): void {
    if (element.hasAttribute(NOT_PICTURED) || isFoldedAway(element)) return;
    const style = getComputedStyle(element);
    if (style.display === 'none' || Number(style.opacity) === 0 || style.clipPath !== 'none') return;
    const placed = style.position !== 'static';
    if (!placed && style.opacity === '1' && style.transform === 'none') {
      this.element(element, scope);
      return;
    }
    const absolute = style.position === 'absolute';
    const clip = style.position === 'fixed' ? this.area : absolute ? scope.placedClip : scope.clip;
    const level = style.zIndex === 'auto' ? 0 : Number(style.zIndex);
    this.raised.push({ element, scope: { ...scope, clip }, level });
  }

  private box(
    element: Element,
    box: Region,
    style: CSSStyleDeclaration,
    opacity: number,
    clip: Region,
  ): void {
    if (element instanceof SVGElement) return;
    // Words that are broken into lines have a box on each.
    const boxes = style.display === 'inline' ? [...element.getClientRects()] : [box];
    for (const one of boxes)
      for (const shape of boxShapes(one, style, opacity)) this.shown.add(shape, one, clip);
    if (style.outlineStyle === 'none' || element.matches(':focus-visible')) return;
    const line = paintOf(style.outlineColor, opacity);
    const [width, far] = [px(style.outlineWidth), px(style.outlineWidth) + px(style.outlineOffset)];
    if (line === null || width === 0) return;
    const around = inside(box, [-far, -far, -far, -far]);
    this.shown.add(ring(around, line, width, px(style.borderTopLeftRadius)), around, clip);
  }

  /** What is seen of the content of an element; the one that the picture is of cuts nothing. */
  private clipInside(element: Element, box: Region, style: CSSStyleDeclaration, clip: Region): Region {
    if (element === this.root || style.display === 'inline' || style.display === 'contents') return clip;
    if (style.overflowX === 'visible' && style.overflowY === 'visible') return clip;
    return meet(clip, inside(box, borderWidths(style)));
  }

  private text(node: Text, parent: Element, style: CSSStyleDeclaration, { clip, opacity }: Scope): void {
    if (node.data.trim() === '') return;
    const limit = ellipsisLimit(parent);
    const font = fontOf(style);
    for (const whole of linesOf(node, style)) {
      const line =
        limit === null ? whole : withEllipsis(whole, limit, (text) => this.words.widthOf(text, font));
      if (line === null) continue;
      for (const shape of this.words.shapesOf([line], style, opacity)) this.shown.add(shape, line, clip);
    }
  }

  private marker(element: Element, style: CSSStyleDeclaration, opacity: number, clip: Region): void {
    const line = markerLine(element, style, (text) => this.words.widthOf(text, fontOf(style)));
    if (line === null) return;
    for (const shape of this.words.shapesOf([line], style, opacity)) this.shown.add(shape, line, clip);
  }

  private canvas(canvas: HTMLCanvasElement, box: Region, opacity: number, clip: Region): void {
    if (canvas.width === 0 || canvas.height === 0) return;
    const { left, top, right, bottom } = box;
    const drawn = this.drawCanvas(canvas);
    if (drawn !== null) {
      for (const shape of drawn) this.shown.add(moved(shape, left, top), box, clip);
      return;
    }
    const size = { width: right - left, height: bottom - top };
    const image: Shape = {
      kind: 'image',
      href: canvas.toDataURL('image/png'),
      x: left,
      y: top,
      ...size,
      opacity,
    };
    this.shown.add(image, box, clip);
  }
}

/** Browsers lay out what stands in closed details, too. */
const isFoldedAway = ({ parentElement, localName }: Element): boolean =>
  parentElement instanceof HTMLDetailsElement && !parentElement.open && localName !== 'summary';

/** Words may be wider than the field that they are in. */
function boundsOf(shape: Shape, box: Region): Region {
  if (shape.kind !== 'text' || shape.layout === undefined) return box;
  return { ...box, left: shape.x, right: shape.x + shape.layout.width, top: shape.y - shape.font.sizePx };
}

/** Where the block that an element's words stand in cuts them with an ellipsis; null for one that does not. */
function ellipsisLimit(element: Element): number | null {
  let block = element;
  let style = getComputedStyle(block);
  while (style.display === 'inline' && block.parentElement !== null) {
    block = block.parentElement;
    style = getComputedStyle(block);
  }
  if (style.textOverflow !== 'ellipsis' || style.overflowX === 'visible') return null;
  if (block.scrollWidth <= block.clientWidth) return null;
  const { right } = block.getBoundingClientRect();
  return right - px(style.borderRightWidth) - px(style.paddingRight);
}
