import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { DEFAULT_PREFERENCES, preferences, type Preferences } from '../contract/preferences.ts';
import { type Sentence } from '../../core/words/sentence.ts';
import { sentenceOfError } from '../files/system-errors.ts';
import { sayOfMain as say } from './main-sentences.ts';
import { writeJson } from './write-json.ts';

const settingsFile = z.object({
  preferences,
  welcomed: z.boolean(),
  /** Paths of files that were opened or saved, the newest first. */
  recents: z.array(z.string().max(4096)).max(50).readonly().default([]),
});
export type Settings = z.infer<typeof settingsFile>;

const DEFAULTS: Settings = { preferences: DEFAULT_PREFERENCES, welcomed: false, recents: [] };

/** What is saved between runs. A missing or damaged file means defaults; it never stops the program. */
export function readSettings(path: string): Settings {
  try {
    const parsed = settingsFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data : DEFAULTS;
  } catch {
    return DEFAULTS;
  }
}

const writeSettings = (path: string, settings: Settings): Promise<void> => writeJson(path, settings);

/** The settings of this run: what changes is written down, one write after the other. */
export class SettingsFile {
  current: Settings;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly path: string,
    private readonly onFailure: (message: Sentence) => void,
  ) {
    this.current = readSettings(path);
  }

  change(change: Partial<Settings>): void {
    this.current = { ...this.current, ...change };
    this.writing = this.writing
      .then(() => writeSettings(this.path, this.current))
      .catch((error: unknown) => this.onFailure(say('settings', { what: sentenceOfError(error) })));
  }

  /** Until everything is written. */
  settled(): Promise<void> {
    return this.writing;
  }
}

/** The language to show for a preference on a system with this locale. */
export function languageFor(preference: Preferences['language'], systemLocale: string): 'en' | 'pt' {
  if (preference !== 'system') return preference;
  return systemLocale.toLowerCase().startsWith('pt') ? 'pt' : 'en';
}
