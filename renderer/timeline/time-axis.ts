import { type UsageSeries } from '../../electron/contract/core.ts';
import { type SessionModel } from '../stores/session-model.ts';

/** What the axis counts: events, or simulated microseconds. */
export type AxisUnit = 'events' | 'time';

const NS_PER_US = 1000;

/** Turns numbers of events into places on the axis, and back. */
export class TimeAxis {
  /** Places of the buckets that will not change any more, for one width of buckets. */
  private places = new Float64Array(0);
  private placed = 0;
  private eventsPerBucket = 0;

  constructor(
    private readonly model: SessionModel,
    readonly unit: AxisUnit,
  ) {}

  /** Where the axis ends. */
  get end(): number {
    return Math.max(1, this.placeOf(this.model.recorded.log.length));
  }

  /** Place of the moment after so many events. */
  placeOf(events: number): number {
    if (this.unit === 'events' || events <= 0) return events;
    const { recorded } = this.model;
    return recorded.timeNs(Math.min(events, recorded.log.length) - 1) / NS_PER_US;
  }

  /** How many events have happened at a place. */
  eventsAt(place: number): number {
    const { length } = this.model.recorded.log;
    if (this.unit === 'events') return Math.max(0, Math.min(length, Math.round(place)));
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.placeOf(middle + 1) <= place) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The same for every position that a column of the plot stands for. @param series what the positions are of */
  placesOf(positions: Float64Array<ArrayBuffer>, series: UsageSeries): Float64Array<ArrayBuffer> {
    if (this.unit === 'events') return positions;
    if (series !== this.model.series) return positions.map((events) => this.placeOf(events));
    const { eventsPerBucket } = this.model.series;
    if (eventsPerBucket !== this.eventsPerBucket || this.places.length < positions.length) {
      this.eventsPerBucket = eventsPerBucket;
      this.places = new Float64Array(this.model.series.capacity + 1);
      this.placed = 0;
    }
    for (let column = this.placed; column < positions.length; column++) {
      this.places[column] = this.placeOf(positions[column] ?? 0);
    }
    // The last bucket still grows.
    this.placed = Math.max(0, positions.length - 1);
    return this.places.slice(0, positions.length);
  }
}
