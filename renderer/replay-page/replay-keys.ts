import { useEffect } from 'react';
import { changeSpeed, follow, seek, step, stepToNotable, togglePlay } from '../stores/playback.ts';
import { stepToBookmark } from '../stores/bookmarks.ts';
import { walk } from '../inspector/step-store.ts';
import { selectEvent } from '../stores/view-store.ts';

/** The keys of the program that mean something without an engine; those of the map act while it has the focus. */
const ACTIONS: Readonly<Record<string, (shift: boolean) => void>> = {
  ' ': togglePlay,
  ArrowLeft: (shift) => step(shift ? -10 : -1),
  ArrowRight: (shift) => step(shift ? 10 : 1),
  Home: () => seek(0),
  End: follow,
  n: (shift) => (shift ? stepToBookmark(1) : stepToNotable(1)),
  p: (shift) => (shift ? stepToBookmark(-1) : stepToNotable(-1)),
  ',': () => changeSpeed(-1),
  '.': () => changeSpeed(1),
  '[': () => walk(-1),
  ']': () => walk(1),
  Escape: () => selectEvent(null),
};

/** Elements that use the keys themselves; the slider's keys mean the same as the page's. */
const OWN_KEYS = 'input:not([type="range"]), select, textarea';
const PRESSABLE = 'button, a';

export function useReplayKeys(): void {
  useEffect(() => {
    const listening = new AbortController();
    window.addEventListener('keydown', press, { signal: listening.signal });
    return () => listening.abort();
  }, []);
}

function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target instanceof Element ? event.target : null;
  const takesKeys = target?.closest(event.key === ' ' ? `${OWN_KEYS}, ${PRESSABLE}` : OWN_KEYS);
  if (takesKeys) return;
  const action = ACTIONS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (action === undefined) return;
  event.preventDefault();
  action(event.shiftKey);
}
