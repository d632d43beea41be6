/** The value of a colour of the current theme (`--NAME` of theme.css), for canvases. */
export const themeColour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** Calls back when the theme has changed: by preference, by the system, or by more contrast. */
export function onThemeChange(listener: () => void): () => void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', listener);
  const contrast = new MutationObserver(listener);
  contrast.observe(document.documentElement, { attributeFilter: ['data-contrast'] });
  return () => {
    dark.removeEventListener('change', listener);
    contrast.disconnect();
  };
}
