import { create } from 'zustand';
import { exportListed } from '../app/lab-commands.ts';
import { useFilter } from '../stores/filter-store.ts';
import { useView } from '../stores/view-store.ts';
import { isOnScreen, togglePanel, usePanels } from '../stores/panels.ts';

type CallsTab = 'all' | 'notable' | 'expert';

/** What the panel of calls lists: all events, those that did not succeed, or what deserves attention in groups. */
export const useCallsTab = create<{ readonly tab: CallsTab }>()(() => ({ tab: 'all' }));

export const showCalls = (tab: CallsTab): void => useCallsTab.setState({ tab });

/** Whether the table lists some of the events only, so that there is something to say besides the whole session. */
export const listsSome = (): boolean =>
  useFilter.getState().matches !== null || useCallsTab.getState().tab === 'notable';

/** Writes the events that are listed into a file of their own. */
export function exportListedCalls(): void {
  const { text, matches } = useFilter.getState();
  void exportListed({ filter: matches === null ? null : text, before: useView.getState().position });
}

/** Whether there is a list of calls that a filter would be seen to work on: Compare has none, nor has whoever presents. */
export const canFilter = (): boolean => isOnScreen('foot');

/** The field of the filter, whatever of its panel was shown before. */
export function focusFilter(): void {
  if (useCallsTab.getState().tab === 'expert') showCalls('all');
  if (usePanels.getState().putAway.foot) togglePanel('foot');
  // The tab and the panel are there after the next picture.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-testid=filter]')?.focus()),
  );
}
