/** Counts what a person changes of a session, so that it is known whether a file holds all of it. */
export class Edits {
  /** Only grows, from session to session. */
  private made = 0;
  private saved = 0;

  /** @param counts false while something else is shown than the person's own session */
  constructor(
    private readonly onChange: () => void,
    private readonly counts: () => boolean,
  ) {}

  /** Stands for what was changed so far; `noteSaved` takes it. */
  get revision(): number {
    return this.made;
  }

  get unsaved(): boolean {
    return this.made !== this.saved;
  }

  note(): void {
    if (this.counts()) this.made++;
    this.onChange();
  }

  /** A file holds the session as it was at a revision. */
  noteSaved(revision: number): void {
    this.saved = revision;
    this.onChange();
  }

  /** Another session begins, in which nobody has changed anything. */
  forget(): void {
    this.saved = this.made;
  }
}
