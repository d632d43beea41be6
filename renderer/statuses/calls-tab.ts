import { create } from 'zustand';
import { isOnScreen, togglePanel, usePanels } from '../stores/panels.ts';

type CallsTab = 'all' | 'notable' | 'expert';

/** What the panel of calls lists: all events, those that did not succeed, or what deserves attention in groups. */
export const useCallsTab = create<{ readonly tab: CallsTab }>()(() => ({ tab: 'all' }));

export const showCalls = (tab: CallsTab): void => useCallsTab.setState({ tab });

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
