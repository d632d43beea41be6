import { type Bookmark } from '../contract/schemas.ts';
import { type BranchBookmark } from './session-settings.ts';

/** The bookmarks of a session, for each of its branches. */
export class BranchMarks {
  private readonly lists = new Map<number, readonly Bookmark[]>();
  /** Of a file from before there were branches: they belong to whatever is shown. */
  private readonly common: readonly Bookmark[];

  constructor(kept: readonly BranchBookmark[]) {
    this.common = kept.flatMap(({ branch, ...mark }) => (branch === undefined ? [mark] : []));
    for (const { branch, ...mark } of kept) {
      if (branch !== undefined) this.lists.set(branch, [...(this.lists.get(branch) ?? []), mark]);
    }
  }

  of(branch: number): Bookmark[] {
    return [...(this.lists.get(branch) ?? this.common)];
  }

  set(branch: number, bookmarks: readonly Bookmark[]): void {
    this.lists.set(branch, bookmarks);
  }

  /** Gives a new branch the marks of the events that it shares. */
  copy(from: number, to: number, events: number): void {
    this.set(
      to,
      this.of(from).filter(({ seq, endSeq }) => (endSeq ?? seq) < events),
    );
  }

  /** All of them, as a file keeps them. */
  get all(): readonly BranchBookmark[] {
    return [...this.lists].flatMap(([branch, marks]) => marks.map((mark) => ({ ...mark, branch })));
  }
}
