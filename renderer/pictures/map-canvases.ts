import { type Shape } from '../../electron/contract/core.ts';
import { type DrawableMap, type MapScene } from '../map/map-scene.ts';
import { drawMarks } from '../map/overlay-marks.ts';
import { mapHandle } from '../stores/map-handle.ts';
import { textMeasure } from './draw-view.ts';
import { LabelRecorder } from './label-recorder.ts';
import { mapAreas } from './map-areas.ts';

/** Device px a px, for what is marked. */
const SCALE = 2;

/**
 * What the canvases of the map show, as shapes: cells, since what WebGL has drawn cannot be read back; labels as words.
 * Null for every other canvas.
 */
export function shapesOfCanvas({ className }: HTMLCanvasElement): readonly Shape[] | null {
  const map = mapHandle.current;
  const scene = map?.scene() ?? null;
  if (map === null || scene === null) return null;
  if (className === 'memory-map-cells') return mapAreas(scene);
  if (className !== 'memory-map-overlay') return null;
  const labels = new LabelRecorder(textMeasure());
  scene.view.drawLabels(labels, scene);
  return [...labels.shapes, ...marksOn(map, scene)];
}

/** Veils, outlines and bands, drawn anew as sharp as a picture is. */
function marksOn(map: DrawableMap, scene: MapScene): readonly Shape[] {
  // The pointer is in the menu that the picture is chosen from.
  const marks = { ...map.marks(), hover: null };
  if (marks.selection === null && marks.highlights.length === 0) return [];
  const { width, height } = scene;
  const canvas = document.createElement('canvas');
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  const context = canvas.getContext('2d');
  if (context === null) return [];
  context.scale(SCALE, SCALE);
  drawMarks(context, { ...scene, ...marks });
  const href = canvas.toDataURL('image/png');
  return [{ kind: 'image', href, x: 0, y: 0, width, height, opacity: 1 }];
}
