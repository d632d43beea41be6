import { type TFunction } from 'i18next';
import { type Offer } from '../commands/command.ts';
import { recentOffers } from '../commands/recents.ts';
import { COMMANDS, isEnabled } from '../commands/registry.ts';
import { type Format } from '../format.ts';
import { plain, score } from './fuzzy.ts';
import { knownPlaces, namedPlaces } from './go-to.ts';
import { pictureOffers } from '../../pictures/picture-offers.ts';

/** More than these nobody reads; typing on is quicker. */
const MOST_ITEMS = 60;

export interface PaletteItem extends Offer {
  readonly group: string;
  readonly keys: string | null;
}

/** What can be done now and answers what was typed, the best first. */
export function paletteItems(typed: string, t: TFunction, format: Format): readonly PaletteItem[] {
  const place = (offer: Offer): PaletteItem => ({ ...offer, group: t('palette.goTo'), keys: null });
  const commands = COMMANDS.filter((command) => command.id !== 'palette' && isEnabled(command)).map(
    (command): PaletteItem => ({
      id: command.id,
      label: t(`commands.${command.id}`),
      group: t(`commandGroups.${command.group}`),
      keys: command.keys?.[0] ?? null,
      run: command.run,
    }),
  );
  const recents = recentOffers().map((offer): PaletteItem => ({
    ...offer,
    group: t('menu.recents'),
    keys: null,
  }));
  const wanted = plain(typed.trim());
  const pictures = pictureOffers(t, format).map((offer): PaletteItem => ({
    ...offer,
    group: t('pictures.title'),
    keys: null,
  }));
  const found = [...commands, ...recents, ...pictures, ...knownPlaces(t, format).map(place)]
    .map((item) => ({ item, value: score(wanted, plain(`${item.label} ${item.group}`)) }))
    .filter((entry): entry is { item: PaletteItem; value: number } => entry.value !== null);
  // Without a word the list stays as the commands are ordered: by what they are about.
  if (wanted !== '') found.sort((one, other) => other.value - one.value);
  return [...namedPlaces(typed, t, format).map(place), ...found.map(({ item }) => item)].slice(0, MOST_ITEMS);
}
