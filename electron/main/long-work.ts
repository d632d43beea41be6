/** How far something is that takes a while. */
export interface WorkProgress {
  readonly done: number;
  readonly total: number;
}

/** What a window shows outside of itself, on the task bar or the dock. */
export interface WindowSign {
  isFocused(): boolean;
  /** A share from 0 to 1; -1 takes the bar away. */
  setProgressBar(share: number): void;
  /** Asks for the person's eyes until the window has them. */
  flashFrame(flag: boolean): void;
}

/** Whoever waited this long has turned to something else, and wants to know of the end. */
const WORTH_TELLING_MS = 3000;
const STEPS = 100;

/** Tells of long work those who do not look at the window: how far it is, and that it has ended. */
export class LongWork {
  private since: number | null = null;
  private shown = -1;

  constructor(
    private readonly window: WindowSign,
    private readonly now: () => number,
  ) {}

  /** To be told of every change, and of the end as null. */
  show(work: WorkProgress | null): void {
    if (work === null) {
      this.end();
      return;
    }
    this.since ??= this.now();
    const share = Math.floor(STEPS * Math.min(1, work.total === 0 ? 1 : work.done / work.total)) / STEPS;
    if (share === this.shown) return;
    this.shown = share;
    this.window.setProgressBar(share);
  }

  private end(): void {
    if (this.since === null) return;
    const waited = this.now() - this.since;
    this.since = null;
    this.shown = -1;
    this.window.setProgressBar(-1);
    if (waited >= WORTH_TELLING_MS && !this.window.isFocused()) this.window.flashFrame(true);
  }
}
