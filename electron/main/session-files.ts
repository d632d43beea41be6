import { type BrowserWindow, dialog } from 'electron';
import { fail, ok, type Result } from '../contract/result.ts';
import { type KeptSession, type SessionKeeper } from './session-keeper.ts';
import { type TraceOpener } from './trace-opener.ts';
import { type MainWords } from './words.ts';

/** What the person does with session files beside opening one: save, and restore what was left behind. */
export class SessionFiles {
  constructor(
    private readonly keeper: SessionKeeper,
    private readonly opener: TraceOpener,
    /** Path of the session that a process left behind; null when there is none. */
    private leftBehind: string | null,
  ) {}

  get restorable(): boolean {
    return this.leftBehind !== null;
  }

  async save(
    window: BrowserWindow,
    words: MainWords,
    kept: KeptSession,
  ): Promise<Result<{ readonly events: number | null }>> {
    const chosen = await dialog.showSaveDialog(window, {
      title: words.saveSession,
      defaultPath: `${kept.settings.name.replace(/[^\p{L}\p{N}._-]+/gu, '-')}.ndislab`,
      filters: [{ name: words.sessions, extensions: ['ndislab'] }],
    });
    const path = chosen.filePath;
    if (chosen.canceled || !path) return ok({ events: null });
    try {
      return ok({ events: await this.keeper.saveAs(path, kept) });
    } catch (error) {
      const message = `${path}: ${error instanceof Error ? error.message : String(error)}`;
      return fail({ code: 'bad-file', message });
    }
  }

  async restore(open: boolean): Promise<Result<null>> {
    const path = this.leftBehind;
    if (path === null) return ok(null);
    this.leftBehind = null;
    const answer = open ? await this.opener.openSession(path) : ok(null);
    await this.keeper.forget(path);
    return answer;
  }
}
