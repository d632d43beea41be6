import { Menu } from '@base-ui/react/menu';
import { ImageDown } from 'lucide-react';
import { useTranslation } from '../app/use-translation.ts';
import { type Picture } from '../../electron/contract/core.ts';
import { PICTURE_FORMATS, type PictureFormat } from '../../electron/contract/pictures.ts';
import { savePicture } from './save-picture.ts';
import './pictures.css';

/** A view that a picture can be taken of. */
export interface PicturedView {
  readonly id: 'map' | 'timeline' | 'figures' | 'compare';
  /** Null while it is not on screen. */
  readonly draw: (() => Picture | null) | null;
}

interface PictureMenuProps {
  /** Name of the session: files are named after it. */
  readonly session: string;
  readonly views: readonly PicturedView[];
}

/** Takes a picture of a view, as pixels or as shapes. */
export function PictureMenu({ session, views }: PictureMenuProps) {
  const { t } = useTranslation();
  const take = ({ id, draw }: PicturedView, as: PictureFormat): void => {
    const picture = draw?.() ?? null;
    if (picture !== null) void savePicture(picture, `${session}-${id}`, as);
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
            {views.flatMap((view) =>
              PICTURE_FORMATS.map((as) => (
                <Menu.Item
                  key={`${view.id} ${as}`}
                  className="menu-item picture-item"
                  disabled={view.draw === null}
                  data-testid={`picture-${view.id}-${as}`}
                  onClick={() => take(view, as)}
                >
                  {t('pictures.as', { view: t(`pictures.view.${view.id}`), format: as.toUpperCase() })}
                </Menu.Item>
              )),
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
