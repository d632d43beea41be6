/** Sequence numbers in rising order that can be asked how many of them come before an event. */
export interface SeqList {
  readonly before: (seq: number) => number;
  readonly at: (index: number) => number;
}

/** Maps table rows, newest first, to events before the cursor: to all of them, or to those of a list. */
export class RowSource {
  readonly count: number;

  constructor(
    private readonly list: SeqList | null,
    private readonly position: number,
  ) {
    this.count = list === null ? position : list.before(position);
  }

  seqAt(row: number): number {
    const index = this.count - 1 - row;
    return this.list === null ? index : this.list.at(index);
  }

  /** Row of an event, -1 when the table does not show it. */
  rowOf(seq: number): number {
    if (seq >= this.position) return -1;
    if (this.list === null) return this.count - 1 - seq;
    const index = this.list.before(seq);
    return index < this.count && this.list.at(index) === seq ? this.count - 1 - index : -1;
  }
}
