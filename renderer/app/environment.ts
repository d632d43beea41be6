import { create } from 'zustand';
import { type Bootstrap } from '../../electron/contract/schemas.ts';

/** What the main process told the page at the start, and the dialogs that are open. */
export interface Environment {
  readonly bootstrap: Bootstrap | null;
  readonly dialog:
    | 'about'
    | 'bookmarks'
    | 'changeProvider'
    | 'decode'
    | 'newSession'
    | 'palette'
    | 'script'
    | 'settings'
    | 'shortcuts'
    | 'welcome'
    | null;
}

export const useEnvironment = create<Environment>()(() => ({ bootstrap: null, dialog: null }));

export const openDialog = (dialog: Environment['dialog']): void => useEnvironment.setState({ dialog });
