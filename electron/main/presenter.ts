import { type BrowserWindow } from 'electron';

/** Width in CSS pixels that a presented page gets, however wide the screen is: 12 px are then 22 px at 1440. */
const PRESENTED_WIDTH = 780;
const LARGEST_ZOOM = 4;

/** How large the page's contents are: as the person prefers, or as an audience needs it on the whole screen. */
export class Presenter {
  private presenting = false;

  constructor(
    private readonly window: BrowserWindow,
    private readonly usualZoom: () => number,
    /** The system has left the full screen by itself. */
    onLeft: () => void,
  ) {
    window.on('resize', () => this.showZoom());
    window.on('leave-full-screen', () => {
      if (!this.presenting) return;
      this.present(false);
      onLeft();
    });
    // A page that is loaded anew starts at the usual size and does not present.
    window.webContents.on('did-finish-load', () => this.present(false));
  }

  present(on: boolean): void {
    this.presenting = on;
    if (this.window.isFullScreen() !== on) this.window.setFullScreen(on);
    this.showZoom();
  }

  showZoom(): void {
    const [width = 0] = this.window.getContentSize();
    const zoom = this.presenting ? Math.max(this.usualZoom(), width / PRESENTED_WIDTH) : this.usualZoom();
    this.window.webContents.setZoomFactor(Math.min(LARGEST_ZOOM, zoom));
  }
}
