import { useSyncExternalStore } from 'react';

/** Windows that have room for the lesson beside every column of Explore. */
const WIDE = '(min-width: 1360px)';

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(WIDE);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

export const useWide = (): boolean => useSyncExternalStore(subscribe, () => window.matchMedia(WIDE).matches);
