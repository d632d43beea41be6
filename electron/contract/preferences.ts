import { z } from 'zod';

export const LANGUAGES = ['system', 'en', 'pt'] as const;
export const THEMES = ['system', 'dark', 'light', 'contrast-dark', 'contrast-light'] as const;
/** Lengths as KiB and MiB, or as exact bytes. */
export const UNITS = ['binary', 'bytes'] as const;
/** How members of structures are written. */
export const NUMBERS = ['decimal', 'hex'] as const;
/** Whether things move: as the system asks, always, or never. */
export const ANIMATIONS = ['system', 'on', 'none'] as const;
/** Whether the system says that long work has ended while the window is behind others. */
export const NOTIFICATIONS = ['on', 'off'] as const;
/** Size of the whole window's contents. */
export const ZOOM = { least: 0.75, most: 2, usual: 1, step: 0.125 } as const;
/** MiB of memory for one log; what is beyond lies on the disk. */
export const LOG_MEMORY_MIB = { least: 8, most: 65_536, usual: 1024 } as const;

/** What a person has chosen for every session; kept between runs. A setting of an older version lacks some. */
export const preferences = z.strictObject({
  language: z.enum(LANGUAGES).default('system'),
  theme: z.enum(THEMES).default('system'),
  units: z.enum(UNITS).default('binary'),
  numbers: z.enum(NUMBERS).default('decimal'),
  animation: z.enum(ANIMATIONS).default('system'),
  notifications: z.enum(NOTIFICATIONS).default('on'),
  zoom: z.number().min(ZOOM.least).max(ZOOM.most).default(ZOOM.usual),
  logMemoryMiB: z
    .number()
    .int()
    .min(LOG_MEMORY_MIB.least)
    .max(LOG_MEMORY_MIB.most)
    .default(LOG_MEMORY_MIB.usual),
});
export type Preferences = z.infer<typeof preferences>;

export const DEFAULT_PREFERENCES: Preferences = preferences.parse({});
