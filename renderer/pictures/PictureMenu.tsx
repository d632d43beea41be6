import { Menu } from '@base-ui/react/menu';
import { ImageDown } from 'lucide-react';
import { useTranslation } from '../app/use-translation.ts';
import { PICTURE_FORMATS, type PictureFormat } from '../../electron/contract/pictures.ts';
import { useFormat } from '../app/format.ts';
import { useView } from '../stores/view-store.ts';
import { drawView, PICTURE_VIEWS, type PictureView } from './draw-view.ts';
import { savePicture } from './save-picture.ts';
import './pictures.css';

interface PictureMenuProps {
  /** Whether the map is on screen: only then is there one to take a picture of. */
  readonly mapShown: boolean;
}

/** Takes a picture of a view at the cursor, as pixels or as shapes. */
export function PictureMenu({ mapShown }: PictureMenuProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const model = useView((state) => state.model);
  if (model === null) return null;
  const take = (view: PictureView, as: PictureFormat): void => {
    const picture = drawView(view, model, t, format);
    if (picture !== null) void savePicture(picture, `${model.info.name}-${view}`, as);
  };
  return (
    <Menu.Root>
      <Menu.Trigger
        className="button icon"
        aria-label={t('pictures.title')}
        title={t('pictures.title')}
        data-testid="pictures"
      >
        <ImageDown size={15} aria-hidden="true" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-positioner" sideOffset={4} align="end">
          <Menu.Popup className="menu">
            {PICTURE_VIEWS.flatMap((view) =>
              PICTURE_FORMATS.map((as) => (
                <Menu.Item
                  key={`${view} ${as}`}
                  className="menu-item picture-item"
                  disabled={view === 'map' && !mapShown}
                  data-testid={`picture-${view}-${as}`}
                  onClick={() => take(view, as)}
                >
                  {t('pictures.as', { view: t(`pictures.view.${view}`), format: as.toUpperCase() })}
                </Menu.Item>
              )),
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
