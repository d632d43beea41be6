import { useEffect, useState } from 'react';
import { KeyCaps } from '../commands/KeyCaps.tsx';
import { combinationOf } from '../commands/keys.ts';

/** Long enough to be read, short enough not to be in the way. */
const SHOWN_MS = 1600;
const MOST_SHOWN = 4;
const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'Meta']);

interface Pressed {
  readonly id: number;
  readonly keys: string;
}

/** The keys that the person in front presses, so that the audience can follow. */
export function KeyOverlay() {
  const [pressed, setPressed] = useState<readonly Pressed[]>([]);
  useEffect(() => {
    let last = 0;
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const onKey = (event: KeyboardEvent): void => {
      if (MODIFIERS.has(event.key)) return;
      const id = ++last;
      setPressed((before) => [...before, { id, keys: combinationOf(event) }].slice(-MOST_SHOWN));
      const timer = setTimeout(() => {
        timers.delete(timer);
        setPressed((before) => before.filter((one) => one.id !== id));
      }, SHOWN_MS);
      timers.add(timer);
    };
    window.addEventListener('keydown', onKey, true);
    return () => {
      window.removeEventListener('keydown', onKey, true);
      timers.forEach(clearTimeout);
    };
  }, []);
  return (
    <div className="key-overlay" aria-hidden="true" data-testid="key-overlay">
      {pressed.map(({ id, keys }) => (
        <KeyCaps key={id} keys={keys} />
      ))}
    </div>
  );
}
