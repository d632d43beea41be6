/**
 * A drawn view as plain shapes, before it becomes an SVG or a PNG: both are written from the same list, so they cannot
 * disagree. Lengths are in px from the top left corner; shapes are drawn in order.
 */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** What the picture shows, for readers that do not see it. */
  readonly title: string;
  readonly background: string;
  readonly shapes: readonly Shape[];
}

/** Rectangles, four numbers each: x, y, width, height. */
export type Boxes = readonly number[];

export type Shape =
  /** Filled areas. */
  | { readonly kind: 'boxes'; readonly fill: string; readonly boxes: Boxes }
  /** What is laid over areas in a colour: lines between blocks, the hatch of padding, the dots of merged cells. */
  | {
      readonly kind: 'overlay';
      readonly fill: string;
      readonly opacity: number;
      readonly pattern: PatternName | null;
      readonly boxes: Boxes;
    }
  | { readonly kind: 'polygon'; readonly fill: string; readonly points: readonly number[] }
  | OutlineShape
  | ImageShape
  | ClipShape
  | TextShape;

/** An outline in SVG's path language: boxes with round corners, borders, what icons are made of. */
export interface OutlineShape {
  readonly kind: 'outline';
  readonly d: string;
  /** Null for an outline that is not filled. */
  readonly fill: Paint | null;
  /** Null for one without a line. */
  readonly stroke: Stroke | null;
  /** From the outline's own lengths to the picture's, as in SVG's `matrix(a b c d e f)`; null where they are the same. */
  readonly matrix: Matrix | null;
}

export interface Paint {
  readonly colour: string;
  /** 0 to 1. */
  readonly opacity: number;
}

export interface Stroke extends Paint {
  readonly width: number;
  /** Lengths of dashes and gaps; empty for a whole line. */
  readonly dash: readonly number[];
  readonly cap: 'butt' | 'round' | 'square';
  readonly join: 'miter' | 'round' | 'bevel';
}

export type Matrix = readonly [number, number, number, number, number, number];

/** Pixels, for what has no shapes. */
export interface ImageShape extends Box {
  readonly kind: 'image';
  /** `data:image/png;base64,` and the bytes. */
  readonly href: string;
  readonly opacity: number;
}

/** Shapes that are seen in a rectangle only. */
export interface ClipShape extends Box {
  readonly kind: 'clip';
  readonly shapes: readonly Shape[];
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface TextShape {
  readonly kind: 'text';
  readonly text: string;
  readonly x: number;
  /** Middle of the line, or its baseline where `layout` is given. */
  readonly y: number;
  readonly fill: string;
  readonly font: PictureFont;
  readonly align: 'left' | 'center' | 'right';
  /** Of words that stood on a page: exactly there, whatever fonts a reader has. */
  readonly layout?: TextLayout;
}

export interface TextLayout {
  readonly width: number;
  readonly opacity: number;
  readonly underlined: boolean;
}

export interface PictureFont {
  readonly sizePx: number;
  readonly family: string;
  readonly weight: number;
  readonly italic?: boolean;
  /** No ligatures: what was typed as two signs is read as two. */
  readonly literal?: boolean;
  /** Room after each letter; none where left out. */
  readonly spacingPx?: number;
}

/** Padding's hatch, the dots of merged cells, and what tells the pages of a comparison apart. */
export type PatternName = 'hatch' | 'dots' | 'minus' | 'plus' | 'checks' | 'falling' | 'rising' | 'dashes';

/** A pattern as a tile: how strongly its colour covers each of 4 x 4 squares of 1 px, row by row. */
export const PATTERN_SIDE = 4;
export type PatternTile = readonly number[];
/** The tile of each pattern that a picture uses. */
export type Patterns = Readonly<Partial<Record<PatternName, PatternTile>>>;
