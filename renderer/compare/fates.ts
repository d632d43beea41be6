import { COMPARE_FIRST_STYLE } from '../map/theme.ts';

/** What became of a page between two moments. */
export const PAGE_FATES = ['kept', 'freed', 'added', 'replaced', 'movedFrom', 'movedTo'] as const;
export type PageFate = (typeof PAGE_FATES)[number];

/** Signs that stand beside the colours: no look is told by its colour alone. */
export const FATE_SIGNS: Readonly<Record<PageFate, string>> = {
  kept: '=',
  freed: '−',
  added: '+',
  replaced: '±',
  movedFrom: '\\',
  movedTo: '/',
};

/** Palette entry of a fate. */
export const compareStyle = (fate: PageFate): number => COMPARE_FIRST_STYLE + PAGE_FATES.indexOf(fate);
