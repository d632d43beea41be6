import { readFile, stat } from 'node:fs/promises';
import { basename, extname, isAbsolute } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { fail, ok, type Result } from './result.ts';
import { type Sentence } from '../../core/words/sentence.ts';
import { LONGEST_SCRIPT, type SampleId } from '../contract/schemas.ts';
import { sayOfReading } from '../files/reading-sentences.ts';
import { sentenceOfError } from '../files/system-errors.ts';
import { type LabHost } from './lab-host.ts';
import { sayOfMain as say } from './main-sentences.ts';
import { type RecentFiles } from './recent-files.ts';
import { type TraceOpener } from './trace-opener.ts';
import { type UnsavedGuard } from './unsaved-guard.ts';
import { type MainWords } from './words.ts';

const SCRIPT_EXTENSIONS = new Set(['.js', '.mjs']);

interface OpenerParts {
  readonly window: BrowserWindow;
  readonly words: () => MainWords;
  readonly host: LabHost;
  readonly traces: TraceOpener;
  readonly recents: RecentFiles;
  readonly guard: UnsavedGuard;
}

/**
 * Opens a file that a person has named, whichever way: in the dialog, as an argument, by dropping it, through the
 * system, or from the list of recent files. What is in the file decides what it is; only a script is told by its name.
 */
export class FileOpener {
  constructor(private readonly parts: OpenerParts) {}

  /** Asks the person for a file; false when the dialog was closed. */
  async choose(asRecorded: boolean): Promise<Result<boolean>> {
    const { window } = this.parts;
    const words = this.parts.words();
    const chosen = await dialog.showOpenDialog(window, {
      title: words.chooseTrace,
      properties: ['openFile'],
      filters: [
        {
          name: words.traces,
          extensions: ['ndislab', 'csv', 'jsonl', 'rep', 'txt', 'log', 'gz', 'ftrace', 'trace', 'json', 'js'],
        },
        { name: words.allFiles, extensions: ['*'] },
      ],
    });
    const path = chosen.filePaths[0];
    if (chosen.canceled || path === undefined) return ok(false);
    const opened = await this.open(path, asRecorded);
    return opened.ok ? ok(true) : opened;
  }

  /** Opens a file by its path, which has to be absolute. */
  async open(path: string, asRecorded = false): Promise<Result<null>> {
    if (!isAbsolute(path)) return this.refuse(path, say('absolutePath'));
    if (SCRIPT_EXTENSIONS.has(extname(path).toLowerCase())) return this.openScript(path);
    const opened = await this.replacing(() => this.parts.traces.open(path, asRecorded));
    if (opened.ok) this.parts.recents.add(path);
    return opened;
  }

  /** A file that is gone is named and taken off the list. */
  async openRecent(index: number): Promise<Result<null>> {
    const { recents, words } = this.parts;
    const path = recents.pathAt(index);
    if (path === null)
      return this.refuse(say('recentFiles'), say('oneOfRecents', { count: recents.shown.length }));
    const there = await stat(path).catch(() => null);
    if (there !== null) return this.open(path);
    recents.remove(path);
    return this.refuse(path, words().recentIsGone);
  }

  openSample(sample: SampleId, asRecorded: boolean): Promise<Result<null>> {
    return this.replacing(() => this.parts.traces.openSample(sample, asRecorded));
  }

  /** Puts something else in place of the session, unless the person wants to keep it. */
  async replacing<Value>(open: () => Result<Value> | Promise<Result<Value>>): Promise<Result<Value>> {
    if (await this.parts.guard.mayGo()) return open();
    return fail({ code: 'kept', message: this.parts.words().sessionKept });
  }

  /** Shows a script in the editor; nothing runs before the person says so. */
  private async openScript(path: string): Promise<Result<null>> {
    let source: string;
    try {
      const { size } = await stat(path);
      if (size > LONGEST_SCRIPT) return this.refuse(path, say('shorterScript', { most: LONGEST_SCRIPT }));
      source = await readFile(path, 'utf8');
    } catch (error) {
      return this.refuse(path, sentenceOfError(error));
    }
    this.parts.host.page.deliver({ type: 'script', name: scriptName(path), source });
    this.parts.recents.add(path);
    return ok(null);
  }

  private refuse(file: string | Sentence, what: Sentence | string): Result<never> {
    const message = sayOfReading('inFile', { file, what });
    this.parts.host.notice('error', message);
    return fail({ code: 'bad-file', field: typeof file === 'string' ? basename(file) : undefined, message });
  }
}

/** The file's name as a provider can be called. */
function scriptName(path: string): string {
  const name = basename(path, extname(path)).replace(/[^\p{L}\p{N} ._-]/gu, '-');
  return name.slice(0, 40) || 'script';
}
