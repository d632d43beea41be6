import { create } from 'zustand';

/** What can be looked at in the middle: the map, or what stands in its place. */
export const SHOWN = ['map', 'table', 'figures', 'debugger'] as const;
export type Shown = (typeof SHOWN)[number];

export const useShown = create<{ readonly shown: Shown }>()(() => ({ shown: 'map' }));

export const show = (shown: Shown): void => useShown.setState({ shown });
