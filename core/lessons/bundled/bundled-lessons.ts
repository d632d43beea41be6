import whoCallsWhom from './01-who-calls-whom.md?raw';

/** The lessons that come with the program, in their order; `electron/files/read-lesson.ts` reads them. */
export const BUNDLED_LESSONS = [{ name: '01-who-calls-whom.md', source: whoCallsWhom }] as const;
