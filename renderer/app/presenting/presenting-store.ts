import { create } from 'zustand';

interface Presenting {
  readonly on: boolean;
  /** The colours that survive a bad projector, whatever the theme is. */
  readonly contrast: boolean;
}

/** How the window is shown to an audience. */
export const usePresenting = create<Presenting>()(() => ({ on: false, contrast: false }));

/** Fills the screen with larger type and fewer panels, or goes back to work. */
export async function present(on: boolean): Promise<void> {
  usePresenting.setState({ on });
  await window.lab.present({ on });
}

export const toggleContrast = (): void => usePresenting.setState((state) => ({ contrast: !state.contrast }));
