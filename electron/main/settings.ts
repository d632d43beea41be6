import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { DEFAULT_PREFERENCES, preferences, type Preferences } from '../contract/preferences.ts';
import { writeJson } from './write-json.ts';

const settingsFile = z.object({ preferences, welcomed: z.boolean() });
export type Settings = z.infer<typeof settingsFile>;

const DEFAULTS: Settings = { preferences: DEFAULT_PREFERENCES, welcomed: false };

/** What is saved between runs. A missing or damaged file means defaults; it never stops the program. */
export function readSettings(path: string): Settings {
  try {
    const parsed = settingsFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data : DEFAULTS;
  } catch {
    return DEFAULTS;
  }
}

export const writeSettings = (path: string, settings: Settings): Promise<void> => writeJson(path, settings);

/** The language to show for a preference on a system with this locale. */
export function languageFor(preference: Preferences['language'], systemLocale: string): 'en' | 'pt' {
  if (preference !== 'system') return preference;
  return systemLocale.toLowerCase().startsWith('pt') ? 'pt' : 'en';
}
