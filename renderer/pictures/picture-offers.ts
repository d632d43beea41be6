import { type TFunction } from 'i18next';
import { PICTURE_FORMATS } from '../../electron/contract/pictures.ts';
import { type Offer } from '../app/commands/command.ts';
import { type Format } from '../app/format.ts';
import { pictureTargets, takePicture } from './targets.ts';

/** What the palette offers to take a picture of: all that is on screen behind it. */
export const pictureOffers = (t: TFunction, format: Format): readonly Offer[] =>
  pictureTargets(document, t, format)
    .filter(({ draw }) => draw !== null)
    .flatMap((target) =>
      PICTURE_FORMATS.map((as): Offer => ({
        id: `picture-${target.id}-${as}`,
        label: t('pictures.as', { view: t(`pictures.view.${target.id}`), format: as.toUpperCase() }),
        run: () => void takePicture(target, as),
      })),
    );
