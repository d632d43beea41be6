import { useEnvironment } from './environment.ts';
import { currentPreferences } from './commands/preferences.ts';

const MORE_CONTRAST = '(prefers-contrast: more)';
const LESS_MOTION = '(prefers-reduced-motion: reduce)';

/**
 * Keeps what the style sheets ask the root element for: more contrast, by theme or by the system's wish, and whether
 * things move.
 */
export function followAppearance(): void {
  const contrast = window.matchMedia(MORE_CONTRAST);
  const motion = window.matchMedia(LESS_MOTION);
  const show = (): void => {
    const { theme, animation } = currentPreferences();
    const { dataset } = document.documentElement;
    const more = theme.startsWith('contrast-') || contrast.matches;
    dataset['contrast'] = more ? 'more' : 'usual';
    const still = animation === 'none' || (animation === 'system' && motion.matches);
    dataset['motion'] = still ? 'none' : 'usual';
  };
  contrast.addEventListener('change', show);
  motion.addEventListener('change', show);
  useEnvironment.subscribe(show);
  show();
}
