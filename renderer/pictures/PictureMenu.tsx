import { Menu } from '@base-ui/react/menu';
import { ImageDown } from 'lucide-react';
import { useFormat } from '../app/format.ts';
import { useTranslation } from '../app/use-translation.ts';
import { PICTURE_FORMATS } from '../../electron/contract/pictures.ts';
import { notPictured } from './parts.ts';
import { type MenuPlace, showPictureMenu, usePictureMenu } from './picture-menu-store.ts';
import { pictureTargets, type PictureTarget, takePicture } from './targets.ts';
import './pictures.css';

interface PictureMenuProps {
  readonly place: MenuPlace;
}

/** Takes a picture of the window or of anything in it, as pixels or as shapes. */
export function PictureMenu({ place }: PictureMenuProps) {
  const { t } = useTranslation();
  const open = usePictureMenu((state) => state.open === place);
  return (
    <Menu.Root open={open} onOpenChange={(next) => showPictureMenu(next ? place : null)}>
      <Menu.Trigger
        className={place === 'dialog' ? 'button icon dialog-pictures' : 'button icon'}
        aria-label={t('pictures.title')}
        title={`${t('pictures.title')} (Ctrl+Shift+S)`}
        aria-keyshortcuts="Control+Shift+S"
        data-testid={place === 'dialog' ? 'dialog-pictures' : 'pictures'}
      >
        <ImageDown size={15} aria-hidden="true" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-positioner" sideOffset={4} align="end" {...notPictured}>
          <Menu.Popup className="menu picture-menu">
            <Targets place={place} />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

/** What is on screen when the menu opens, a line each. */
function Targets({ place }: PictureMenuProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const root = place === 'dialog' ? document.querySelector('[role="dialog"]')?.parentElement : null;
  return pictureTargets(root ?? document, t, format).map((target) => (
    <PictureRow key={target.id} target={target} />
  ));
}

/** A view with the formats that it can be saved in. */
export function PictureRow({ target }: { readonly target: PictureTarget }) {
  const { t } = useTranslation();
  const view = t(`pictures.view.${target.id}`);
  return (
    <Menu.Group className="picture-row" data-disabled={target.draw === null ? '' : undefined}>
      <Menu.GroupLabel className="picture-name">{view}</Menu.GroupLabel>
      {PICTURE_FORMATS.map((as) => {
        const name = as.toUpperCase();
        return (
          <Menu.Item
            key={as}
            className="menu-item picture-format"
            label={`${view} ${name}`}
            aria-label={t('pictures.as', { view, format: name })}
            disabled={target.draw === null}
            data-testid={`picture-${target.id}-${as}`}
            onClick={() => void takePicture(target, as)}
          >
            {name}
          </Menu.Item>
        );
      })}
    </Menu.Group>
  );
}
