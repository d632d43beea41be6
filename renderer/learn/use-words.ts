import { useTranslation } from '../app/use-translation.ts';
import { type Words } from '../../electron/contract/lessons.ts';

/** Picks the window's language out of a lesson's own words. */
export function useWords(): (words: Words) => string {
  const { i18n } = useTranslation();
  return (words) => words[i18n.language === 'pt' ? 'pt' : 'en'];
}
