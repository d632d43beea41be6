import { type BrowserWindow, dialog } from 'electron';
import { type MainWords } from './words.ts';

/** Places of the buttons in the question. */
const SAVE = 0;
const CANCEL = 2;

/** Asks before a session goes that a person has changed and not saved. */
export class UnsavedGuard {
  /** The question that is on screen: whoever else wants to know waits for the same answer. */
  private asking: Promise<boolean> | null = null;

  constructor(
    private readonly window: BrowserWindow,
    private readonly words: () => MainWords,
    private readonly isUnsaved: () => boolean,
    /** Saves the session where the person says; false when nothing was saved. */
    private readonly save: () => Promise<boolean>,
  ) {}

  /** Whether the session may go: nothing in it is unsaved, it has just been saved, or it need not be. */
  async mayGo(): Promise<boolean> {
    if (!this.isUnsaved()) return true;
    this.asking ??= this.ask().finally(() => (this.asking = null));
    return this.asking;
  }

  /** Keeps the window open until the question is answered. */
  holdWindow(): void {
    let agreed = false;
    this.window.on('close', (event) => {
      if (agreed || !this.isUnsaved()) return;
      event.preventDefault();
      void this.mayGo().then((may) => {
        agreed = may;
        if (may) this.window.close();
      });
    });
  }

  private async ask(): Promise<boolean> {
    const { question, detail, save, discard, cancel } = this.words().unsaved;
    const { response } = await dialog.showMessageBox(this.window, {
      type: 'warning',
      message: question,
      detail,
      buttons: [save, discard, cancel],
      defaultId: SAVE,
      cancelId: CANCEL,
      noLink: true,
    });
    if (response === CANCEL) return false;
    return response === SAVE ? this.save() : true;
  }
}
