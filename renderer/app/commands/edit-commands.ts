import { stepHistory } from '../../branches/branch-commands.ts';
import { toggleBookmark, useBookmarkEdits } from '../../stores/bookmarks.ts';
import { useEngine } from '../../stores/engine-store.ts';
import { setFilter, useFilter } from '../../stores/filter-store.ts';
import { canFilter, focusFilter } from '../../statuses/calls-tab.ts';
import { selectEvent, useView } from '../../stores/view-store.ts';
import { openDialog } from '../environment.ts';
import { freeSelected } from '../lab-commands.ts';
import { present, usePresenting } from '../presenting/presenting-store.ts';
import { type Command } from './command.ts';

const somethingTo = (action: 'undo' | 'redo') => (): boolean => {
  const { status } = useEngine.getState();
  return useBookmarkEdits.getState()[action] || (status !== null && status[action] !== null);
};

export const EDIT_COMMANDS: readonly Command[] = [
  {
    id: 'undo',
    group: 'edit',
    keys: ['Ctrl+Z'],
    enabled: somethingTo('undo'),
    run: () => void stepHistory('undo'),
  },
  {
    id: 'redo',
    group: 'edit',
    keys: ['Ctrl+Shift+Z', 'Ctrl+Y'],
    enabled: somethingTo('redo'),
    run: () => void stepHistory('redo'),
  },
  {
    id: 'filter',
    group: 'edit',
    keys: ['Ctrl+F', '/'],
    enabled: canFilter,
    run: focusFilter,
  },
  {
    id: 'clearFilter',
    group: 'edit',
    enabled: () => canFilter() && useFilter.getState().text !== '',
    run: () => setFilter(''),
  },
  {
    id: 'clearSelection',
    group: 'edit',
    keys: ['Escape'],
    enabled: () => {
      const { selectedSeq, selectedBlock } = useView.getState();
      return usePresenting.getState().on || selectedSeq !== null || selectedBlock !== null;
    },
    // Whoever presents and wants out presses Escape first.
    run: () => (usePresenting.getState().on ? void present(false) : selectEvent(null)),
  },
  {
    id: 'freeBlock',
    group: 'edit',
    keys: ['Delete'],
    enabled: () =>
      useView.getState().selectedBlock !== null && useEngine.getState().status?.recording === false,
    run: () => void freeSelected(),
  },
  {
    id: 'bookmark',
    group: 'edit',
    keys: ['M'],
    enabled: () => useView.getState().position > 0,
    run: toggleBookmark,
  },
  { id: 'bookmarks', group: 'edit', run: () => openDialog('bookmarks') },
  { id: 'settings', group: 'edit', keys: ['Ctrl+,'], run: () => openDialog('settings') },
];
