import { type BrowserWindow } from 'electron';
import { ok } from './result.ts';
import { type FileOpener } from './file-opener.ts';
import { type Handlers } from './ipc-gate.ts';
import { type LabHost } from './lab-host.ts';
import { onlyListed } from './listed-events.ts';
import { savePicture } from './picture-files.ts';
import { type RecentFiles } from './recent-files.ts';
import { type SessionExport } from './session-export.ts';
import { type SessionFiles } from './session-files.ts';
import { type TraceOpener } from './trace-opener.ts';
import { type MainWords } from './words.ts';

export interface FileContext {
  readonly window: BrowserWindow;
  readonly words: () => MainWords;
  readonly host: LabHost;
  readonly opener: TraceOpener;
  readonly fileOpener: FileOpener;
  readonly recents: RecentFiles;
  readonly files: SessionFiles;
  readonly exporter: SessionExport;
  /** The built page that a session is put into to replay it. */
  readonly templatePath: string;
}

type FileChannel =
  | 'saveSession'
  | 'savePicture'
  | 'exportSession'
  | 'cancelExport'
  | 'restoreSession'
  | 'openSample'
  | 'cancelImport'
  | 'openRecent'
  | 'clearRecents'
  | 'openDropped'
  | 'openTrace';

/** What the program does for requests about files. */
export function fileHandlers({
  window,
  words,
  host,
  opener,
  fileOpener,
  recents,
  files,
  exporter,
  templatePath,
}: FileContext): Pick<Handlers, FileChannel> {
  return {
    saveSession: () => files.save(window, words()),
    savePicture: (picture) => savePicture(window, words(), picture),
    exportSession: async (asked) => {
      const whole = host.leaving(templatePath);
      if (asked.format !== 'csv' || asked.listed === undefined)
        return exporter.run(window, words(), asked.format, whole);
      const listed = onlyListed(whole, asked.listed);
      return listed.ok ? exporter.run(window, words(), asked.format, listed.value) : listed;
    },
    cancelExport: () => {
      exporter.cancel();
      return ok(null);
    },
    restoreSession: ({ open }) =>
      open ? fileOpener.replacing(() => files.restore(true)) : files.restore(false),
    openSample: ({ sample, asRecorded }) => fileOpener.openSample(sample, asRecorded),
    cancelImport: () => {
      opener.cancel();
      return ok(null);
    },
    openRecent: ({ index }) => fileOpener.openRecent(index),
    clearRecents: () => {
      recents.clear();
      return ok(null);
    },
    openDropped: ({ path }) => fileOpener.open(path),
    openTrace: async ({ asRecorded }) => {
      const opened = await fileOpener.choose(asRecorded);
      return opened.ok ? ok({ opened: opened.value }) : opened;
    },
  };
}
