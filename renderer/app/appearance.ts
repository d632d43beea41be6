import { useEnvironment } from './environment.ts';
import { currentPreferences } from './commands/preferences.ts';
import { usePresenting } from './presenting/presenting-store.ts';

const MORE_CONTRAST = '(prefers-contrast: more)';
const LESS_MOTION = '(prefers-reduced-motion: reduce)';

/**
 * Keeps what the style sheets ask the root element for: more contrast, by theme, by the system's wish or for an audience, and whether
 * things move.
 */
export function followAppearance(): void {
  const contrast = window.matchMedia(MORE_CONTRAST);
  const motion = window.matchMedia(LESS_MOTION);
  const show = (): void => {
    const { theme, animation } = currentPreferences();
    const { dataset } = document.documentElement;
    const forAll = usePresenting.getState();
    const more = theme.startsWith('contrast-') || contrast.matches || (forAll.on && forAll.contrast);
    dataset['contrast'] = more ? 'more' : 'usual';
    const still = animation === 'none' || (animation === 'system' && motion.matches);
    dataset['motion'] = still ? 'none' : 'usual';
  };
  contrast.addEventListener('change', show);
  motion.addEventListener('change', show);
  useEnvironment.subscribe(show);
  usePresenting.subscribe(show);
  show();
}
