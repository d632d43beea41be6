import { useEffect } from 'react';
import { answerNth, driveLesson } from '../stores/lesson-store.ts';
import { clearInk, toggleInk } from './ink-store.ts';
import { showSlowly, stopSlowly, useSlowly } from './slowly.ts';

const BUSY = '[role="dialog"], [role="menu"], [role="listbox"]';
const TYPING = `input, select, textarea, [contenteditable="true"], ${BUSY}`;
/** Views that use the arrow keys themselves; a clicker's keys reach the lesson from everywhere else. */
const ARROWS_ARE_THE_LESSONS = '.lesson-panel, .notes-page';

const advance = (): void => void driveLesson({ kind: 'advance' });
const goBack = (): void => void driveLesson({ kind: 'back' });

/** The keys of a lesson; those of a clicker are PageDown and PageUp, with some makes the arrows. */
const KEYS: Readonly<Record<string, () => void>> = {
  PageDown: advance,
  PageUp: goBack,
  r: () => void driveLesson({ kind: 'reset' }),
  h: () => void driveLesson({ kind: 'hint' }),
  t: () => (useSlowly.getState().running ? stopSlowly() : void showSlowly()),
  i: toggleInk,
};

const ARROWS: Readonly<Record<string, () => void>> = {
  ArrowRight: advance,
  ArrowDown: advance,
  ArrowLeft: goBack,
  ArrowUp: goBack,
};

function actionOf(event: KeyboardEvent, target: Element | null): (() => void) | undefined {
  const { key } = event;
  if (key === 'PageDown' || key === 'PageUp')
    return target?.closest(`${BUSY}, [role="grid"]`) ? undefined : KEYS[key];
  if (target?.closest(TYPING)) return undefined;
  if (key in ARROWS) {
    const ours = target === null || target === document.body || target.closest(ARROWS_ARE_THE_LESSONS);
    return ours && !target?.closest('[role="separator"]') ? ARROWS[key] : undefined;
  }
  if (/^[1-9]$/.test(key)) return () => void answerNth(Number(key));
  if (key === 'Escape')
    return useSlowly.getState().running ? stopSlowly : clearInk() ? () => undefined : undefined;
  if (key === 'Enter' && !target?.closest('button, a, [role="button"], [role="tab"], [role="row"]'))
    return advance;
  return KEYS[key.toLowerCase()];
}

/** Listens while a lesson is on screen, before the window's own keys do. */
export function useLessonKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
      const target = event.target instanceof Element ? event.target : null;
      const action = actionOf(event, target);
      if (action === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      action();
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, []);
}
