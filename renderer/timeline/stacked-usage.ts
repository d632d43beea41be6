import { BucketMark, PAGE_SIZE, type UsageSeries } from '../../electron/contract/core.ts';
import { type SessionModel } from '../stores/session-model.ts';

/** A lane of ticks for each kind of outcome beside success; colours are names of the theme. */
export const STATUS_LANES = [
  { id: 'resources', mark: BucketMark.resources, colour: 'status-2', shape: 'triangle' },
  { id: 'invalidParameter', mark: BucketMark.invalidParameter, colour: 'status-3', shape: 'diamond' },
  { id: 'failure', mark: BucketMark.failure, colour: 'status-4', shape: 'square' },
  { id: 'diagnostic', mark: BucketMark.diagnostic, colour: 'diagnostic', shape: 'circle' },
] as const;

/** Codes of the providers that had memory at any time, rising. */
export const usedProviders = (model: SessionModel): readonly number[] =>
  model.series.providers
    .filter((code) =>
      model.series
        .usedPagesOf(code)
        .subarray(0, model.series.length)
        .some((pages) => pages > 0),
    )
    .sort((one, two) => one - two);

export interface StackedUsage {
  /** Cursor positions, from the first of the series on; what a column holds goes back to the position before. */
  readonly positions: Float64Array<ArrayBuffer>;
  /** Used bytes of the providers added up: the first is the sum of all, the last one provider alone. */
  readonly sums: readonly Float64Array<ArrayBuffer>[];
}

/** Used bytes over a session or a part of it. @param providers codes, the lowest of the stack first */
export function stackedUsage(series: UsageSeries, providers: readonly number[]): StackedUsage {
  const buckets = series.length;
  const positions = new Float64Array(buckets + 1);
  positions[0] = series.firstEvent;
  for (let bucket = 0; bucket < buckets; bucket++) positions[bucket + 1] = series.positionOf(bucket);
  let below = new Float64Array(buckets + 1);
  const sums = providers.map((code) => {
    const sum = below.slice();
    for (let bucket = 0; bucket < buckets; bucket++) {
      sum[bucket + 1] = (sum[bucket + 1] ?? 0) + (series.usedPagesOf(code)[bucket] ?? 0) * PAGE_SIZE;
    }
    below = sum;
    return sum;
  });
  return { positions, sums: sums.reverse() };
}
