import { type ClipShape, type Shape } from '../../../electron/contract/core.ts';

/** A rectangle of the page, in px of the window. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Letters and lines may reach beyond the box that they stand in by this much without being cut. */
const SLACK_PX = 0.75;

export const regionOf = ({ left, top, right, bottom }: Region): Region => ({ left, top, right, bottom });

export const inside = ({ left, top, right, bottom }: Region, [up, end, down, start]: Sides): Region => ({
  left: left + start,
  top: top + up,
  right: right - end,
  bottom: bottom - down,
});

/** In the order of CSS: top, right, bottom, left. */
export type Sides = readonly [number, number, number, number];

export const meet = (one: Region, other: Region): Region => ({
  left: Math.max(one.left, other.left),
  top: Math.max(one.top, other.top),
  right: Math.min(one.right, other.right),
  bottom: Math.min(one.bottom, other.bottom),
});

/** Nothing is seen in less than a px. */
export const isSeen = ({ left, top, right, bottom }: Region): boolean => right - left > 1 && bottom - top > 1;

const covers = (outer: Region, inner: Region): boolean =>
  inner.left >= outer.left - SLACK_PX &&
  inner.top >= outer.top - SLACK_PX &&
  inner.right <= outer.right + SLACK_PX &&
  inner.bottom <= outer.bottom + SLACK_PX;

/** Shapes in the order in which they are drawn, each as far as it is seen. */
export class ShownShapes {
  private readonly list: Shape[] = [];
  private lastClip: { readonly clip: Region; readonly shapes: Shape[] } | null = null;

  /** @param bounds what the shape takes, in px of the window; it is left out where nothing of it is in the clip */
  add(shape: Shape, bounds: Region, clip: Region): void {
    const seen = meet(bounds, clip);
    if (seen.right <= seen.left || seen.bottom <= seen.top) return;
    if (covers(clip, bounds)) {
      this.lastClip = null;
      this.list.push(shape);
      return;
    }
    if (this.lastClip?.clip === clip) {
      this.lastClip.shapes.push(shape);
      return;
    }
    const shapes = [shape];
    this.lastClip = { clip, shapes };
    this.list.push(clipShape(clip, shapes));
  }

  get shapes(): readonly Shape[] {
    return this.list;
  }
}

const clipShape = ({ left, top, right, bottom }: Region, shapes: readonly Shape[]): ClipShape => ({
  ...{ kind: 'clip', x: left, y: top, width: right - left, height: bottom - top, shapes },
});
