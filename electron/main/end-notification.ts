import { app, type BrowserWindow, Notification } from 'electron';
import { type LongWorkKind } from './long-work.ts';
import { type MainWords } from './words.ts';

/** A notification of the system that long work has ended; a click on it brings the window to the front. */
export class EndNotification {
  /** As long as it is held, its click is heard. */
  private shown: Notification | null = null;

  constructor(
    private readonly window: BrowserWindow,
    private readonly words: () => MainWords,
    /** Whether the person wants to be told. */
    private readonly wanted: () => boolean,
  ) {
    // Windows shows notifications of programs alone that have a name there; this one has no installer to give it one.
    if (process.platform === 'win32') app.setAppUserModelId(process.execPath);
  }

  show(kind: LongWorkKind, ms: number): void {
    if (!this.wanted() || !Notification.isSupported()) return;
    this.shown?.close();
    const { ended, after } = this.words().longWork;
    this.shown = new Notification({ title: ended[kind], body: after(Math.round(ms / 1000)) });
    this.shown.on('click', () => this.bringToFront());
    this.shown.show();
  }

  private bringToFront(): void {
    if (this.window.isMinimized()) this.window.restore();
    this.window.show();
    this.window.focus();
  }
}
