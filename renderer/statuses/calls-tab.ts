import { create } from 'zustand';

type CallsTab = 'all' | 'notable' | 'expert';

/** What the panel of calls lists: all events, those that did not succeed, or what deserves attention in groups. */
export const useCallsTab = create<{ readonly tab: CallsTab }>()(() => ({ tab: 'all' }));

export const showCalls = (tab: CallsTab): void => useCallsTab.setState({ tab });
