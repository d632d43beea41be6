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
  | TextShape;

export interface TextShape {
  readonly kind: 'text';
  readonly text: string;
  readonly x: number;
  /** Middle of the line. */
  readonly y: number;
  readonly fill: string;
  readonly font: PictureFont;
  readonly align: 'left' | 'center' | 'right';
}

export interface PictureFont {
  readonly sizePx: number;
  readonly family: string;
  readonly weight: 400 | 600;
}

/** Padding's hatch, the dots of merged cells, and what tells the pages of a comparison apart. */
export type PatternName = 'hatch' | 'dots' | 'minus' | 'plus' | 'checks' | 'falling' | 'rising' | 'dashes';

/** A pattern as a tile: how strongly its colour covers each of 4 x 4 squares of 1 px, row by row. */
export const PATTERN_SIDE = 4;
export type PatternTile = readonly number[];
/** The tile of each pattern that a picture uses. */
export type Patterns = Readonly<Partial<Record<PatternName, PatternTile>>>;
