import { type BrowserWindow, dialog } from 'electron';
import { sayOfReading } from '../files/reading-sentences.ts';
import { sentenceOfError } from '../files/system-errors.ts';
import { fail, ok, type Result } from './result.ts';
import { type LabHost } from './lab-host.ts';
import { type RecentFiles } from './recent-files.ts';
import { type KeptSession, type SessionKeeper } from './session-keeper.ts';
import { type TraceOpener } from './trace-opener.ts';
import { type MainWords } from './words.ts';

type Saved = Result<{ readonly events: number | null }>;

/** What the person does with session files beside opening one: save, and restore what was left behind. */
export class SessionFiles {
  constructor(
    private readonly host: LabHost,
    private readonly keeper: SessionKeeper,
    private readonly opener: TraceOpener,
    private readonly recents: RecentFiles,
    /** Path of the session that a process left behind; null when there is none. */
    private leftBehind: string | null,
  ) {}

  get restorable(): boolean {
    return this.leftBehind !== null;
  }

  /** Saves what is shown. */
  save(window: BrowserWindow, words: MainWords): Promise<Saved> {
    return this.write(window, words, this.host.kept(), !this.host.isLed);
  }

  /** Saves the person's own session, which waits while somebody else leads a machine. */
  async saveOwn(window: BrowserWindow, words: MainWords): Promise<Saved> {
    const { followed } = this.keeper;
    return followed === null ? ok({ events: null }) : this.write(window, words, followed, true);
  }

  private async write(
    window: BrowserWindow,
    words: MainWords,
    kept: KeptSession,
    isOwn: boolean,
  ): Promise<Saved> {
    const chosen = await dialog.showSaveDialog(window, {
      title: words.saveSession,
      defaultPath: `${kept.settings.name.replace(/[^\p{L}\p{N}._-]+/gu, '-')}.ndislab`,
      filters: [{ name: words.sessions, extensions: ['ndislab'] }],
    });
    const path = chosen.filePath;
    if (chosen.canceled || !path) return ok({ events: null });
    try {
      const { revision } = this.host.edits;
      const events = await this.keeper.saveAs(path, kept);
      if (isOwn) this.host.edits.noteSaved(revision);
      this.recents.add(path);
      return ok({ events });
    } catch (error) {
      const message = sayOfReading('inFile', { file: path, what: sentenceOfError(error) });
      return fail({ code: 'bad-file', message });
    }
  }

  async restore(open: boolean): Promise<Result<null>> {
    const path = this.leftBehind;
    if (path === null) return ok(null);
    this.leftBehind = null;
    const opened = open ? await this.opener.openSession(path) : ok('whole');
    // What was not read to its end is offered again at the next start.
    if (!opened.ok || opened.value === 'whole') await this.keeper.forget(path);
    if (!opened.ok) return opened;
    // It is in no file of the person's: closing would lose it.
    if (open && opened.value !== 'replaced') this.host.edits.note();
    return ok(null);
  }
}
