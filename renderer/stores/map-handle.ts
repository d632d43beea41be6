import { type MapHandle } from '../map/map-model.ts';

/** The map that is on screen, for commands that come from the menu or from other panels. */
export const mapHandle: { current: MapHandle | null } = { current: null };
