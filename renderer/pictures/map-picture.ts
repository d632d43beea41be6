import { type Picture } from '../../electron/contract/core.ts';
import { type MapScene } from '../map/map-scene.ts';
import { type MeasureText } from './fonts.ts';
import { framed, type FrameLooks, type FrameWords } from './frame.ts';
import { LabelRecorder } from './label-recorder.ts';
import { mapAreas } from './map-areas.ts';

/** The part of the memory that the map shows, as it is drawn, without what is selected or pointed at. */
export function mapPicture(
  scene: MapScene,
  words: FrameWords,
  looks: FrameLooks,
  measure: MeasureText,
): Picture {
  const labels = new LabelRecorder(measure);
  scene.view.drawLabels(labels, scene);
  const { width, height } = scene;
  return framed({ width, height, shapes: [...mapAreas(scene), ...labels.shapes] }, words, looks, measure);
}
