import { useEffect } from 'react';
import { stepHistory } from '../branches/branch-commands.ts';
import { walk } from '../inspector/step-store.ts';
import { stepToBookmark, toggleBookmark } from '../stores/bookmarks.ts';
import { markLoop } from '../stores/loop.ts';
import { changeSpeed, follow, seek, step, stepToNotable, togglePlay } from '../stores/playback.ts';
import { selectEvent } from '../stores/view-store.ts';
import { openDialog } from './environment.ts';

/** The shortcuts of the window, as the sheet lists them; those of the map act while it has the focus. */
export const SHORTCUTS = [
  { id: 'play', keys: ['Space'] },
  { id: 'step', keys: ['←', '→'] },
  { id: 'stepTen', keys: ['Shift ←', 'Shift →'] },
  { id: 'ends', keys: ['Home', 'End'] },
  { id: 'notable', keys: ['N', 'P'] },
  { id: 'bookmark', keys: ['M'] },
  { id: 'bookmarks', keys: ['Shift N', 'Shift P'] },
  { id: 'speed', keys: [',', '.'] },
  { id: 'follow', keys: ['L'] },
  { id: 'undo', keys: ['Ctrl Z', 'Ctrl Shift Z'] },
  { id: 'loop', keys: ['[', ']'] },
  { id: 'walk', keys: ['J', 'K'] },
  { id: 'decode', keys: ['B'] },
  { id: 'script', keys: ['E'] },
  { id: 'pan', keys: ['W', 'A', 'S', 'D'] },
  { id: 'zoom', keys: ['+', '-', '0'] },
  { id: 'focus', keys: ['F'] },
  { id: 'clear', keys: ['Esc'] },
  { id: 'help', keys: ['?'] },
] as const;

const ACTIONS: Readonly<Record<string, (shift: boolean) => void>> = {
  ' ': togglePlay,
  ArrowLeft: (shift) => step(shift ? -10 : -1),
  ArrowRight: (shift) => step(shift ? 10 : 1),
  Home: () => seek(0),
  End: follow,
  l: follow,
  n: (shift) => (shift ? stepToBookmark(1) : stepToNotable(1)),
  p: (shift) => (shift ? stepToBookmark(-1) : stepToNotable(-1)),
  m: toggleBookmark,
  ',': () => changeSpeed(-1),
  '.': () => changeSpeed(1),
  j: () => walk(-1),
  k: () => walk(1),
  '[': () => markLoop('from'),
  ']': () => markLoop('to'),
  b: () => openDialog('decode'),
  e: () => openDialog('script'),
  '?': () => openDialog('shortcuts'),
  Escape: () => selectEvent(null),
};

/** Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y, as everywhere. */
function historyStep({ key, shiftKey }: KeyboardEvent): 'undo' | 'redo' | null {
  if (key.toLowerCase() === 'z') return shiftKey ? 'redo' : 'undo';
  return key.toLowerCase() === 'y' ? 'redo' : null;
}

/** Elements that use the keys themselves. */
const TYPING = 'input, select, textarea, [role="dialog"], [role="menu"]';
const PRESSABLE = 'button, a, [role="button"]';

export function useShortcuts(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest(TYPING)) return;
      if (event.ctrlKey || event.metaKey) {
        const history = historyStep(event);
        if (history === null) return;
        event.preventDefault();
        void stepHistory(history);
        return;
      }
      if (event.key === ' ' && target?.closest(PRESSABLE)) return;
      const action = ACTIONS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (action === undefined) return;
      event.preventDefault();
      action(event.shiftKey);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
