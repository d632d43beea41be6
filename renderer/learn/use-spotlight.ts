import { useEffect, useState } from 'react';
import { useHighlights } from '../stores/lesson-store.ts';
import { useView } from '../stores/view-store.ts';
import { spotlightRules } from './spotlight.ts';

/**
 * Lights what the step points at in the views themselves, which need not know of lessons. The rules are in a
 * constructed style sheet: the content security policy has no room for a style element.
 */
export function useSpotlight(): void {
  const highlights = useHighlights();
  const selectedSeq = useView((state) => state.selectedSeq);
  const [sheet] = useState(() => new CSSStyleSheet());
  useEffect(() => {
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    };
  }, [sheet]);
  useEffect(() => {
    sheet.replaceSync(spotlightRules(highlights, selectedSeq).join('\n'));
  }, [sheet, highlights, selectedSeq]);
}
