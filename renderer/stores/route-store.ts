import { create } from 'zustand';

/** The views of the window, in the order of their buttons. */
export const ROUTES = ['explore', 'compare', 'learn', 'report'] as const;
export type Route = (typeof ROUTES)[number];

/** Which view is on screen. */
export const useRoute = create<{ readonly route: Route }>()(() => ({ route: 'explore' }));

export const goTo = (route: Route): void => useRoute.setState({ route });
