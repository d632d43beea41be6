import { type TFunction } from 'i18next';
import { type Picture } from '../../electron/contract/core.ts';
import { type PictureFormat } from '../../electron/contract/pictures.ts';
import { type Format } from '../app/format.ts';
import { drawComparison } from '../compare/draw-comparison.ts';
import { comparedMoments } from '../stores/compare-store.ts';
import { mapHandle } from '../stores/map-handle.ts';
import { useRoute } from '../stores/route-store.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { useView } from '../stores/view-store.ts';
import { drawView, PICTURE_VIEWS } from './draw-view.ts';
import { shapesOfCanvas } from './map-canvases.ts';
import { pagePicture } from './page/page-picture.ts';
import { elementOf, partsIn, type PicturedPart } from './parts.ts';
import { savePicture } from './save-picture.ts';

/** Something that a picture can be taken of. */
export interface PictureTarget {
  readonly id: PicturedPart | DrawnView;
  /** Null while it is not on screen. */
  readonly draw: (() => Picture | null) | null;
}

/** Views that are drawn for the purpose, with a title and what their colours mean. */
type DrawnView = (typeof PICTURE_VIEWS)[number] | 'compare';

/** Everything in `root` that is on screen now, the window as a whole first. */
export function pictureTargets(root: ParentNode, t: TFunction, format: Format): readonly PictureTarget[] {
  const { model } = useView.getState();
  const parts = partsIn(root).map((id): PictureTarget => ({ id, draw: () => drawPart(id, t) }));
  const whole: PictureTarget = { id: 'window', draw: () => drawPart('window', t) };
  const drawn = root !== document || model === null ? [] : drawnTargets(model, t, format);
  return [whole, ...drawn, ...parts];
}

function drawnTargets(model: SessionModel, t: TFunction, format: Format): readonly PictureTarget[] {
  if (useRoute.getState().route === 'compare') {
    const draw = (): Picture | null =>
      drawComparison(
        { session: model.info.name, everReserved: model.everReserved, ...comparedMoments() },
        t,
        format,
      );
    return mapHandle.current === null ? [] : [{ id: 'compare', draw }];
  }
  return PICTURE_VIEWS.map((id) => ({
    id,
    draw: id === 'map' && mapHandle.current === null ? null : () => drawView(id, model, t, format),
  }));
}

/** A part as it stands on the page; null when it is gone. */
export function drawPart(id: PicturedPart, t: TFunction): Picture | null {
  const element = elementOf(id);
  const name = t(`pictures.view.${id}`);
  return element === null ? null : pagePicture(element, `${name} · ${sessionName()}`, shapesOfCanvas);
}

export async function takePicture({ id, draw }: PictureTarget, as: PictureFormat): Promise<void> {
  const picture = draw?.() ?? null;
  if (picture !== null) await savePicture(picture, `${sessionName()}-${id}`, as);
}

const sessionName = (): string => useView.getState().model?.info.name ?? 'ndis-shared-memory-lab';
