import { parseArgs } from 'node:util';
import { type Sentence } from '../../core/words/sentence.ts';
import { LOG_MEMORY_MIB } from '../contract/preferences.ts';
import { sayOfMain as say } from './main-sentences.ts';

export interface LaunchArguments {
  /** A trace to open, as given. */
  readonly file: string | null;
  /** Run the demonstration at once. */
  readonly demo: boolean;
  /** Save the window's picture here after a few seconds and exit. */
  readonly screenshot: string | null;
  /** Start with nothing running. */
  readonly empty: boolean;
  readonly asRecorded: boolean;
  /** Draw the map without WebGL. */
  readonly canvas2d: boolean;
  /** Overrides of the saved preferences for this run, unchecked. */
  readonly language: string | null;
  readonly theme: string | null;
  /** Memory for one log in MiB; what is beyond lies on the disk. */
  readonly logMemoryMiB: number | null;
  /** How often the running session is kept on the disk, and every time said on the standard output. */
  readonly autosaveMs: number | null;
  /** Nothing was asked for: no file, no demonstration, no empty start, no picture. */
  readonly isPlain: boolean;
  /** What could not be understood, to be shown in the window. */
  readonly problem: Sentence | null;
}

const OPTIONS = {
  demo: { type: 'boolean' },
  screenshot: { type: 'string' },
  empty: { type: 'boolean' },
  'as-recorded': { type: 'boolean' },
  canvas2d: { type: 'boolean' },
  lang: { type: 'string' },
  theme: { type: 'string' },
  'log-memory': { type: 'string' },
  'autosave-ms': { type: 'string' },
} as const;

/** Switches of Chromium's own arrive in the same list; only ours are read. */
const OWN_OPTION = /^--(demo|screenshot|empty|as-recorded|canvas2d|lang|theme|log-memory|autosave-ms)(=|$)/;
/** Those whose value is the word behind them. */
const VALUED_OPTION = /^--(screenshot|lang|theme|log-memory|autosave-ms)$/;

/**
 * Reads the program's own arguments from the whole command line: those behind the executable in a package, behind the
 * app's folder (the first word without a dash) otherwise.
 */
export function parseLaunchArguments(commandLine: readonly string[], isPackaged: boolean): LaunchArguments {
  const behindExecutable = commandLine.slice(1);
  const folder = isPackaged ? -1 : behindExecutable.findIndex((word) => !word.startsWith('-'));
  const argv = behindExecutable.slice(folder + 1);
  const own: string[] = [];
  argv.forEach((word, index) => {
    const value = index > 0 && VALUED_OPTION.test(argv[index - 1] ?? '');
    if (value || !word.startsWith('-') || OWN_OPTION.test(word)) own.push(word);
  });
  try {
    const { values, positionals } = parseArgs({ args: own, options: OPTIONS, allowPositionals: true });
    const memory = wholeNumber(values['log-memory'], LOG_MEMORY_MIB);
    const autosave = wholeNumber(values['autosave-ms'], AUTOSAVE_MS);
    return {
      file: positionals[0] ?? null,
      demo: values.demo ?? false,
      screenshot: values.screenshot ?? null,
      empty: values.empty ?? false,
      asRecorded: values['as-recorded'] ?? false,
      canvas2d: values.canvas2d ?? false,
      language: values.lang ?? null,
      theme: values.theme ?? null,
      logMemoryMiB: memory,
      autosaveMs: autosave,
      isPlain: positionals.length === 0 && !values.demo && !values.empty && values.screenshot === undefined,
      problem:
        problemOf('log-memory', values['log-memory'], memory, LOG_MEMORY_MIB, say('mebibytes')) ??
        problemOf('autosave-ms', values['autosave-ms'], autosave, AUTOSAVE_MS, say('milliseconds')),
    };
  } catch (error) {
    return { ...NO_ARGUMENTS, problem: sentenceOfArguments(error) };
  }
}

const NO_ARGUMENTS: LaunchArguments = {
  file: null,
  demo: false,
  screenshot: null,
  empty: true,
  asRecorded: false,
  canvas2d: false,
  language: null,
  theme: null,
  logMemoryMiB: null,
  autosaveMs: null,
  isPlain: false,
  problem: null,
};

interface Limits {
  readonly least: number;
  readonly most: number;
}

const AUTOSAVE_MS: Limits = { least: 10, most: 60_000 };

function wholeNumber(text: string | undefined, { least, most }: Limits): number | null {
  const value = Number(text);
  return Number.isInteger(value) && value >= least && value <= most ? value : null;
}

function problemOf(
  option: string,
  text: string | undefined,
  value: number | null,
  { least, most }: Limits,
  unit: Sentence,
): Sentence | null {
  if (text === undefined || value !== null) return null;
  return say('option', { option, unit, least, most });
}

/** What Node says of a command line: an option without its value, or with one that it does not take. */
function sentenceOfArguments(error: unknown): Sentence {
  const en = error instanceof Error ? error.message : String(error);
  const option = /--[\w-]+/.exec(en)?.[0];
  return { en, pt: `a linha de comando não pôde ser lida${option === undefined ? '' : `: veja ${option}`}` };
}
