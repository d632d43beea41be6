import { type MapHandle } from './map-model.ts';
import { type MapMarks } from './overlay-marks.ts';
import { type LabelStyle, type MapView } from './map-view.ts';

/** All that one frame of the map is drawn from, for pictures that are drawn by other means. */
export interface MapScene extends LabelStyle {
  readonly view: MapView;
  /** CSS px. */
  readonly width: number;
  readonly height: number;
}

/** A map that can be drawn elsewhere too. */
export interface DrawableMap extends MapHandle {
  /** What is in view; null before the first frame. */
  scene(): MapScene | null;
  /** What is marked on it now. */
  marks(): MapMarks;
}
