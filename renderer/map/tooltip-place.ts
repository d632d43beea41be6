import { type Point } from './camera.ts';
import { type Size } from './layout.ts';

/** Distance between pointer and tooltip; more than a cursor's arrow is long. CSS px. */
export const POINTER_GAP_PX = 18;
const WINDOW_MARGIN_PX = 6;

/**
 * Top left corner for a tooltip: inside of the window, never under the pointer. Below and right of the pointer where
 * there is room, otherwise on the other side. All in CSS px of the window.
 */
export function placeTooltip(pointer: Point, tooltip: Size, window: Size): Point {
  const beside = (at: number, length: number, space: number): number =>
    at + POINTER_GAP_PX + length <= space - WINDOW_MARGIN_PX
      ? at + POINTER_GAP_PX
      : at - POINTER_GAP_PX - length;
  const inside = (at: number, length: number, space: number): number =>
    Math.max(WINDOW_MARGIN_PX, Math.min(space - length - WINDOW_MARGIN_PX, at));
  const y = beside(pointer.y, tooltip.height, window.height);
  const fitsBesideVertically = y >= WINDOW_MARGIN_PX;
  // One free side is enough: where the height does not do, the width has to.
  const x = beside(pointer.x, tooltip.width, window.width);
  return {
    x: fitsBesideVertically ? inside(x, tooltip.width, window.width) : x,
    y: inside(y, tooltip.height, window.height),
  };
}
