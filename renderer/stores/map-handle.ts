import { type DrawableMap } from '../map/map-scene.ts';

/** The map that is on screen, for commands that come from the menu or from other panels. */
export const mapHandle: { current: DrawableMap | null } = { current: null };
