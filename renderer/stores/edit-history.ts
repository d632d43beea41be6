interface Edit<T> {
  readonly before: T;
  readonly after: T;
  /** Edits in a row that are about the same thing are one: a note is typed letter by letter. */
  readonly about: string;
  /** What the engine had done by then. */
  readonly at: string;
}

/**
 * Edits of something that the page keeps, beside those of the engine, so that both can be taken back in the order in
 * which they were made: an edit is the newest thing done as long as the engine has done nothing since.
 */
export class EditHistory<T> {
  private readonly done: Edit<T>[] = [];
  private readonly undone: Edit<T>[] = [];

  note(edit: Edit<T>): void {
    const last = this.done.at(-1);
    const goesOn = last !== undefined && last.about === edit.about && last.at === edit.at;
    if (goesOn) this.done.pop();
    this.done.push(goesOn ? { ...edit, before: last.before } : edit);
    this.undone.length = 0;
  }

  /** Whether the newest edit can be taken back now, or be made again. */
  can(action: 'undo' | 'redo', at: string): boolean {
    return (action === 'undo' ? this.done : this.undone).at(-1)?.at === at;
  }

  /** Takes the newest edit back, or makes it again; what is there then, or null where the engine is to be asked. */
  step(action: 'undo' | 'redo', at: string): T | null {
    if (!this.can(action, at)) return null;
    const [from, to] = action === 'undo' ? [this.done, this.undone] : [this.undone, this.done];
    const edit = from.pop();
    if (edit === undefined) return null;
    to.push(edit);
    return action === 'undo' ? edit.before : edit.after;
  }

  clear(): void {
    this.done.length = 0;
    this.undone.length = 0;
  }
}
