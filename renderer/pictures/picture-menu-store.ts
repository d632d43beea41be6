import { create } from 'zustand';
import { useEnvironment } from '../app/environment.ts';

/** Where a picture menu stands: in the window, or in what has opened above it. */
export type MenuPlace = 'window' | 'dialog';

/** Which picture menu is open. */
export const usePictureMenu = create<{ readonly open: MenuPlace | null }>()(() => ({ open: null }));

export const showPictureMenu = (open: MenuPlace | null): void => usePictureMenu.setState({ open });

/** Opens the menu of what is in front. */
export function openPictureMenu(): void {
  const { dialog } = useEnvironment.getState();
  showPictureMenu(dialog === null ? 'window' : 'dialog');
}
