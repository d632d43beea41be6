import { create } from 'zustand';
import { EXAMPLE_SCRIPTS } from '../../electron/contract/core.ts';
import { LONGEST_SCRIPT, SCRIPT_MS, type ScriptProblem } from '../../electron/contract/schemas.ts';

/** What the editor works on. The draft stays when the dialog or the program is closed. */
interface ScriptState {
  readonly source: string;
  readonly name: string;
  /** As typed; a number of milliseconds when it is right. */
  readonly callMs: string;
  /** What the last look at the draft found; null while nobody has looked since it was changed. */
  readonly problems: readonly ScriptProblem[] | null;
  /** The text that was registered last: a failure's line is a line of this one. */
  readonly registered: string | null;
}

const KEY = 'script-draft';
const FIRST = EXAMPLE_SCRIPTS[0];
const EMPTY = { source: FIRST.source, name: FIRST.id, callMs: String(SCRIPT_MS.usual) };

export const useScript = create<ScriptState>()(() => ({
  ...readDraft(),
  problems: null,
  registered: null,
}));

export function changeScript(change: Partial<ScriptState>): void {
  useScript.setState(change);
  const { source, name, callMs } = useScript.getState();
  localStorage.setItem(KEY, JSON.stringify({ source, name, callMs }));
}

/** A draft of another version, or one that somebody has tampered with, gives way to the first example. */
function readDraft(): Pick<ScriptState, 'source' | 'name' | 'callMs'> {
  try {
    const draft: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    if (typeof draft !== 'object' || draft === null) return EMPTY;
    const read = (member: keyof typeof EMPTY): string => {
      const value: unknown = Object.getOwnPropertyDescriptor(draft, member)?.value;
      return typeof value === 'string' && value.length <= LONGEST_SCRIPT ? value : EMPTY[member];
    };
    return { source: read('source'), name: read('name'), callMs: read('callMs') };
  } catch {
    return EMPTY;
  }
}

/** The limit that was typed, null when it is none. */
export function limitOf(text: string): number | null {
  const value = /^\d{1,4}$/.test(text.trim()) ? Number(text) : NaN;
  return value >= SCRIPT_MS.least && value <= SCRIPT_MS.most ? value : null;
}

export const isScriptName = (name: string): boolean => /^[\p{L}\p{N} ._-]{1,40}$/u.test(name);
