import { type BrowserWindow, dialog } from 'electron';
import { fail, ok, type Result } from './result.ts';
import { type ExportFormat } from '../contract/schemas.ts';
import { sayOfReading } from '../files/reading-sentences.ts';
import { sentenceOfError } from '../files/system-errors.ts';
import { exportToFile, type LeavingSession } from '../files/export-session.ts';
import { type MainWords } from './words.ts';

const EXTENSIONS: Readonly<Record<ExportFormat, string>> = {
  csv: 'csv',
  jsonl: 'jsonl',
  arrow: 'arrows',
  perfetto: 'json',
  html: 'html',
};

/** Lets the session leave in another form, one at a time; the engine and the window go on meanwhile. */
export class SessionExport {
  /** Events that are written, and how many there are; null while nothing is under way. */
  progress: { readonly done: number; readonly total: number } | null = null;
  private wanted = new AbortController();

  constructor(private readonly onProgress: () => void) {}

  cancel(): void {
    this.wanted.abort();
  }

  /** @returns events that were written; null when the person closed the dialog or cancelled */
  async run(
    window: BrowserWindow,
    words: MainWords,
    format: ExportFormat,
    source: LeavingSession,
  ): Promise<Result<{ readonly events: number | null }>> {
    if (this.progress !== null) return fail({ code: 'busy', field: 'format', message: words.exportIsBusy });
    const extension = EXTENSIONS[format];
    const chosen = await dialog.showSaveDialog(window, {
      title: words.exports[format],
      defaultPath: `${source.settings.name.replace(/[^\p{L}\p{N}._-]+/gu, '-')}.${extension}`,
      filters: [{ name: words.exports[format], extensions: [extension] }],
    });
    const path = chosen.filePath;
    if (chosen.canceled || !path) return ok({ events: null });
    const total = source.description.session.log.length;
    const onProgress = (done: number): void => this.show({ done, total });
    this.wanted = new AbortController();
    this.show({ done: 0, total });
    let left = 0;
    const includes = (seq: number): boolean => {
      const leaves = source.includes?.(seq) !== false;
      if (leaves) left++;
      return leaves;
    };
    try {
      const leaving = { ...source, onProgress, ...(source.includes && { includes }) };
      await exportToFile(path, leaving, format, this.wanted.signal);
      return ok({ events: source.includes === undefined ? total : left });
    } catch (error) {
      if (this.wanted.signal.aborted) return ok({ events: null });
      return fail({
        code: 'bad-file',
        message: sayOfReading('inFile', { file: path, what: sentenceOfError(error) }),
      });
    } finally {
      this.show(null);
    }
  }

  private show(progress: SessionExport['progress']): void {
    this.progress = progress;
    this.onProgress();
  }
}
