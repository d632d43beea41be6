import { useDeferredValue, useLayoutEffect } from 'react';
import { useView } from './view-store.ts';

/** Panels that still show another selection than the one that was made last. */
let behind = 0;

/** Whether every panel shows the selection. */
export const isSelectionShown = (): boolean => behind === 0;

/**
 * The selected event for panels that take a while to show it: the map answers a press at once, and a panel that is
 * not done when the next press comes begins anew with that.
 */
export function useShownSelection(): number | null {
  const selected = useView((state) => state.selectedSeq);
  const shown = useDeferredValue(selected);
  const isBehind = shown !== selected;
  useLayoutEffect(() => {
    if (!isBehind) return undefined;
    behind++;
    return () => {
      behind--;
    };
  }, [isBehind]);
  return shown;
}
