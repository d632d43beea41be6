import { type Camera } from './camera.ts';
import { type MapLayout } from './layout.ts';
import { type MapHandle, type MapModel, type MapPalette, type MapTexts } from './map-model.ts';
import { type PixelGrid } from './pixel-grid.ts';

/** All that one frame of the map is drawn from, for pictures that are drawn by other means. */
export interface MapScene {
  readonly model: MapModel;
  readonly layout: MapLayout;
  readonly camera: Camera;
  readonly grid: PixelGrid;
  readonly palette: MapPalette;
  readonly texts: MapTexts;
  /** CSS px. */
  readonly width: number;
  readonly height: number;
}

/** A map that can be drawn elsewhere too. */
export interface DrawableMap extends MapHandle {
  /** What is in view; null before the first frame. */
  scene(): MapScene | null;
}
