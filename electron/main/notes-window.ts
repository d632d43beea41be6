import { BrowserWindow, type WebContents } from 'electron';
import { APP_ORIGIN } from '../contract/origin.ts';
import { backgroundColour, SAFE_PREFERENCES } from './window.ts';

/** The window for whoever teaches: notes, the next step and the clock. There is one at most. */
export class NotesWindow {
  private window: BrowserWindow | null = null;

  constructor(private readonly title: () => string) {}

  /** Null while the window is not open. */
  get contents(): WebContents | null {
    return this.window === null || this.window.isDestroyed() ? null : this.window.webContents;
  }

  show(): void {
    if (this.window !== null) {
      this.window.show();
      return;
    }
    const window = new BrowserWindow({
      width: 720,
      height: 640,
      minWidth: 420,
      minHeight: 360,
      title: this.title(),
      backgroundColor: backgroundColour(),
      webPreferences: SAFE_PREFERENCES,
    });
    window.setMenuBarVisibility(false);
    // The page would put its own name there.
    window.on('page-title-updated', (event) => event.preventDefault());
    window.on('closed', () => (this.window = null));
    this.window = window;
    void window.loadURL(`${APP_ORIGIN}/index.html#notes`);
  }

  close(): void {
    this.window?.close();
  }
}
