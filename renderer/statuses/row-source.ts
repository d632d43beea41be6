import { type SessionModel } from '../stores/session-model.ts';

/** Maps table rows, newest first, to events before the cursor. */
export class RowSource {
  readonly count: number;
  private readonly notable: number;

  constructor(
    private readonly model: SessionModel | null,
    private readonly position: number,
    private readonly onlyNotable: boolean,
  ) {
    this.notable = model === null ? 0 : model.recorded.notableBefore(position);
    this.count = onlyNotable ? this.notable : model === null ? 0 : position;
  }

  seqAt(row: number): number {
    if (!this.onlyNotable) return this.position - 1 - row;
    return this.model?.recorded.notableAt(this.notable - 1 - row) ?? 0;
  }

  /** Row of an event, -1 when the table does not show it. */
  rowOf(seq: number): number {
    if (this.model === null || seq >= this.position) return -1;
    if (!this.onlyNotable) return this.position - 1 - seq;
    const index = this.model.recorded.notableBefore(seq);
    const shown = index < this.notable && this.model.recorded.notableAt(index) === seq;
    return shown ? this.notable - 1 - index : -1;
  }
}
