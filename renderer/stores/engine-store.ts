import { create } from 'zustand';
import { type EngineStatus } from '../../electron/contract/engine-status.ts';
import { type RecentFile } from '../../electron/contract/schemas.ts';
import { keepEqual } from './keep-equal.ts';

export interface Notice {
  readonly id: number;
  readonly severity: 'note' | 'warning' | 'error';
  readonly message: string;
}

export interface EngineState {
  readonly status: EngineStatus | null;
  readonly notices: readonly Notice[];
  /** Files that were opened or saved last, the newest first. */
  readonly recents: readonly RecentFile[];
}

/** What the main process says of its engine, and messages for the person. */
export const useEngine = create<EngineState>()(() => ({ status: null, notices: [], recents: [] }));

/** Takes over what the engine says of itself; whoever looks at a part of it is told when that part is another. */
export function showStatus(status: EngineStatus): void {
  useEngine.setState(({ status: before }) => ({ status: keepEqual(before, status) }));
}

/** A note says that something went well; it need not be closed by hand. */
const NOTE_MS = 8000;
/** Old notices give way: a flood of refusals must not fill the window. */
const MAX_NOTICES = 4;
let lastNotice = 0;

export function addNotice(severity: Notice['severity'], message: string): void {
  useEngine.setState(({ notices }) => {
    // A new note takes the place of the one before: two would lie over the map.
    const others = notices.filter(
      (notice) => notice.message !== message && (severity !== 'note' || notice.severity !== 'note'),
    );
    return { notices: [...others, { id: ++lastNotice, severity, message }].slice(-MAX_NOTICES) };
  });
  const id = lastNotice;
  if (severity === 'note') setTimeout(() => dismissNotice(id), NOTE_MS);
}

export function dismissNotice(id: number): void {
  useEngine.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}
