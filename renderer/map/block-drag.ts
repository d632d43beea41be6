import { type Point } from './camera.ts';
import { type Rect } from './map-model.ts';

/** Where a selected block goes that is dragged off its place; points are CSS px of the window. */
export interface BlockCarrier {
  carry(block: number, at: Point): void;
  drop(block: number, at: Point): void;
  /** The drag was broken off. */
  letGo(): void;
}

/** A block that takes more of the map than this is dragged with the map: there would be no place to take hold of. */
const MOST_OF_MAP = 0.3;

/** Whether a block drawn as these boxes can be taken hold of without being all that one can take hold of. */
export function canBeGrabbed(
  rects: readonly Rect[],
  size: { readonly width: number; readonly height: number },
): boolean {
  const area = rects.reduce((sum, { width, height }) => sum + width * height, 0);
  return area <= MOST_OF_MAP * size.width * size.height;
}
