import { type Size } from './layout.ts';
import { type MapModel } from './map-model.ts';
import { hasHistory, type MapMode, type MapView } from './map-view.ts';
import { PageView } from './page-view.ts';
import { TimeView } from './time-view.ts';

/** A mode over a model; a model without a past shows its addresses instead of time. */
export function createView(mode: MapMode, model: MapModel, canvas: Size, pixelRatio: number): MapView {
  if (mode !== 'time') return new PageView(model, canvas, pixelRatio, mode);
  return hasHistory(model)
    ? new TimeView(model, canvas, pixelRatio)
    : new PageView(model, canvas, pixelRatio);
}
