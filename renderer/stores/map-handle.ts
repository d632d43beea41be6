import { type DrawableMap } from '../map/map-scene.ts';

/** The map that is on screen, for commands that come from the menu or from other panels. */
export const mapHandle: { current: DrawableMap | null } = { current: null };

let awaited: number | null = null;

/** Shows a block on the map as soon as there is one again. */
export function focusOnReturn(block: number): void {
  awaited = block;
}

/** Takes over the map that came on screen, or that none is there any more; shows what was to be shown on it. */
export function keepMap(map: DrawableMap | null): void {
  mapHandle.current = map;
  if (map === null || awaited === null) return;
  map.focusBlock(awaited);
  awaited = null;
}
