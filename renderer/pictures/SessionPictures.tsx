import { useFormat } from '../app/format.ts';
import { useTranslation } from '../app/use-translation.ts';
import { useView } from '../stores/view-store.ts';
import { drawView, PICTURE_VIEWS } from './draw-view.ts';
import { PictureMenu } from './PictureMenu.tsx';

interface SessionPicturesProps {
  /** Whether the map is on screen: only then is there one to take a picture of. */
  readonly mapShown: boolean;
}

/** Pictures of the session at the cursor. */
export function SessionPictures({ mapShown }: SessionPicturesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const model = useView((state) => state.model);
  if (model === null) return null;
  const views = PICTURE_VIEWS.map((id) => ({
    id,
    draw: id === 'map' && !mapShown ? null : () => drawView(id, model, t, format),
  }));
  return <PictureMenu session={model.info.name} views={views} />;
}
