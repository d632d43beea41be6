/** A key combination taken apart: `Ctrl+Shift+P`. */
interface Combination {
  readonly ctrl: boolean;
  readonly shift: boolean;
  /** As the browser names it, a letter in upper case, a blank as `Space`. */
  readonly key: string;
}

/** What a key event holds that matters here. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

function parse(keys: string): Combination {
  let rest = keys;
  const take = (prefix: string): boolean => {
    const found = rest.startsWith(prefix);
    if (found) rest = rest.slice(prefix.length);
    return found;
  };
  const ctrl = take('Ctrl+');
  const shift = take('Shift+');
  return { ctrl, shift, key: rest };
}

const isLetter = (key: string): boolean => key.length === 1 && key.toLowerCase() !== key.toUpperCase();

/** The combination that was pressed. Shift counts only where it does not choose the character: `?` is `?`. */
export function combinationOf({ key, ctrlKey, metaKey, shiftKey }: KeyPress): string {
  const name = key === ' ' ? 'Space' : isLetter(key) ? key.toUpperCase() : key;
  const shift = shiftKey && (isLetter(key) || name.length > 1);
  return `${ctrlKey || metaKey ? 'Ctrl+' : ''}${shift ? 'Shift+' : ''}${name}`;
}

/** Types a character into a text field. */
export function isPlain(keys: string): boolean {
  const { ctrl, key } = parse(keys);
  return !ctrl && (key.length === 1 || key === 'Space');
}

const SHORT: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  '-': '−',
};

/** The keys as they are printed on a keyboard, each for itself. */
export function keyCaps(keys: string): readonly string[] {
  const { ctrl, shift, key } = parse(keys);
  return [...(ctrl ? ['Ctrl'] : []), ...(shift ? ['Shift'] : []), SHORT[key] ?? key];
}

/** As Electron writes it; null for keys that a menu must not take from the page. */
export function accelerator(keys: string): string | null {
  const { ctrl, shift, key } = parse(keys);
  if (!ctrl && !/^F\d+$/.test(key)) return null;
  return `${ctrl ? 'CmdOrCtrl+' : ''}${shift ? 'Shift+' : ''}${key === '+' ? 'Plus' : key}`;
}
