import { create } from 'zustand';

export type LeftTab = 'allocate' | 'machine';

/** Which of the two ways to act on the machine is in front. */
export const useLeftTab = create<{ readonly tab: LeftTab }>()(() => ({ tab: 'allocate' }));

export const chooseLeftTab = (tab: LeftTab): void => useLeftTab.setState({ tab });
