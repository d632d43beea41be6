import { useEngine } from '../../stores/engine-store.ts';
import { openRecent } from '../lab-commands.ts';
import { type Offer } from './command.ts';

/** The files that were opened or saved last, the newest first, each as something that can be done. */
export const recentOffers = (): readonly Offer[] =>
  useEngine.getState().recents.map(({ name, folder }, index) => ({
    id: `recent-${index}`,
    label: name,
    hint: folder,
    run: () => void openRecent(index),
  }));
