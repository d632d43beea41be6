import { useEffect } from 'react';
import { combinationOf, isPlain } from './keys.ts';
import { COMMANDS, isEnabled } from './registry.ts';

const BY_KEYS = new Map(COMMANDS.flatMap((command) => (command.keys ?? []).map((keys) => [keys, command])));

/** Elements that use all keys themselves, and those that use what they type or move with. */
const LAYERS = '[role="dialog"], [role="menu"]';
const TYPING = 'input:not([type="checkbox"]), select, textarea, [contenteditable="true"]';
const PRESSABLE = 'button, a, [role="button"], [role="tab"], input[type="checkbox"]';
/** What every text field does with these is older than this program. */
const EDITING = new Set(['Ctrl+Z', 'Ctrl+Shift+Z', 'Ctrl+Y']);

/** Gives the command whose keys are pressed, unless what has the focus needs them. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey) return;
      const keys = combinationOf(event);
      const command = BY_KEYS.get(keys);
      if (command === undefined) return;
      const target = event.target instanceof Element ? event.target : null;
      if (command.anywhere !== true && target?.closest(LAYERS)) return;
      if (target?.closest(TYPING) && (isTyped(keys) || EDITING.has(keys))) return;
      if (keys === 'Space' && target?.closest(PRESSABLE)) return;
      // Elsewhere than in a lesson these scroll, as everywhere.
      if (keys.startsWith('Page') && !isEnabled(command)) return;
      // The browser's own meaning of the keys is never wanted: Ctrl+F would find words, Ctrl+S save the page.
      event.preventDefault();
      if (isEnabled(command)) command.run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** Writes into a field, or moves in it. */
const isTyped = (keys: string): boolean =>
  isPlain(keys) || /^(Ctrl\+)?(Shift\+)?(Arrow|Home|End|Escape|Page|Delete|Backspace)/.test(keys);
