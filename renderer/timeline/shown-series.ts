import { type UsageSeries } from '../../electron/contract/core.ts';
import { type SessionModel } from '../stores/session-model.ts';

/** Events that are read again for finer steps at most: a few milliseconds. */
const MOST_READ = 2 ** 19;

/** The series that a view of the timeline is drawn from: the session's own, or finer steps of the part in view. */
export class ShownSeries {
  private part: { readonly series: UsageSeries; readonly from: number; readonly to: number } | null = null;

  constructor(private readonly model: SessionModel) {}

  /** As fine as it can be from one event to another. */
  of(from: number, to: number): UsageSeries {
    const { series, recorded } = this.model;
    const first = Math.max(0, Math.floor(from) - 1);
    const end = Math.min(recorded.log.length, Math.ceil(to) + 1);
    if (series.eventsPerBucket === 1 || end - first > MOST_READ) {
      this.part = null;
      return series;
    }
    if (this.part?.from !== first || this.part.to !== end)
      this.part = { series: series.part(recorded, first, end), from: first, to: end };
    return this.part.series;
  }
}
