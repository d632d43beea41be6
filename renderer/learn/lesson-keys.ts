import { useEffect } from 'react';
import { answerNth, driveLesson } from '../stores/lesson-store.ts';
import { clearInk } from './ink-store.ts';
import { stopSlowly, useSlowly } from './slowly.ts';

const BUSY = '[role="dialog"], [role="menu"], [role="listbox"]';
const TYPING = `input, select, textarea, [contenteditable="true"], ${BUSY}`;
/** Elements that use Enter themselves. */
const PRESSABLE = 'button, a, summary, [role="button"], [role="tab"], [role="grid"]';
/** Views that use the arrow keys themselves; a clicker's keys reach the lesson from everywhere else. */
const ARROWS_ARE_THE_LESSONS = '.lesson-panel, .notes-page';

const advance = (): void => void driveLesson({ kind: 'advance' });
const goBack = (): void => void driveLesson({ kind: 'back' });

/** The keys of a clicker: PageDown and PageUp, with some makes the arrows. */
const PAGES: Readonly<Record<string, () => void>> = { PageDown: advance, PageUp: goBack };
const ARROWS: Readonly<Record<string, () => void>> = {
  ArrowRight: advance,
  ArrowDown: advance,
  ArrowLeft: goBack,
  ArrowUp: goBack,
};

/** What a key does in a lesson that no command does: those are in the list of commands, with their keys. */
function actionOf(key: string, target: Element | null): (() => void) | undefined {
  if (key in PAGES) return target?.closest(`${BUSY}, [role="grid"]`) ? undefined : PAGES[key];
  if (target?.closest(TYPING)) return undefined;
  if (key in ARROWS) {
    const ours = target === null || target === document.body || target.closest(ARROWS_ARE_THE_LESSONS);
    return ours && !target?.closest('[role="separator"]') ? ARROWS[key] : undefined;
  }
  if (/^[1-9]$/.test(key)) return () => void answerNth(Number(key));
  if (key === 'Escape') return escape();
  return key === 'Enter' && !target?.closest(PRESSABLE) ? advance : undefined;
}

/** Ends what is going on over the lesson; undefined leaves the key to the window. */
function escape(): (() => void) | undefined {
  if (useSlowly.getState().running) return stopSlowly;
  return clearInk() ? () => undefined : undefined;
}

/** Listens while a lesson is on screen, before the window's own keys do. */
export function useLessonKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const action = actionOf(event.key, event.target instanceof Element ? event.target : null);
      if (action === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      action();
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, []);
}
