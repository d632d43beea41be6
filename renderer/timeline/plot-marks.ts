import type uPlot from 'uplot';
import { PAGE_SIZE, type UsageSeries } from '../../electron/contract/core.ts';
import { themeColour } from '../app/theme-colours.ts';
import { useBookmarks } from '../stores/bookmarks.ts';
import { styleOfKey } from '../stores/colour-by.ts';
import { loopRange } from '../stores/loop.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { drawShape } from './lane-shapes.ts';
import { type ProviderLimit } from './provider-limits.ts';
import { STATUS_LANES } from './stacked-usage.ts';
import { type TimeAxis } from './time-axis.ts';

/** Height of a lane of ticks below the plot. */
export const LANE_PX = 7;
/** Events that are further apart than this are told apart by a line each. */
const EVENT_APART_PX = 6;
/** Triangle of a bookmark, from its tip. */
const BOOKMARK_PX = 4;

/** What is drawn over the areas of the timeline. */
export interface PlotMarks {
  readonly model: SessionModel;
  readonly axis: TimeAxis;
  /** What the areas are drawn from. */
  readonly series: UsageSeries;
  /** Codes of the providers, the lowest of the stack first, and their sums, the highest first. */
  readonly providers: readonly number[];
  readonly sums: readonly Float64Array[];
  /** Places of the series' steps on the axis. */
  readonly places: Float64Array;
  readonly limits: readonly ProviderLimit[];
}

/** A line for each event where there is room to tell them apart. */
export function drawEvents(plot: uPlot, { series, places }: PlotMarks): void {
  const { ctx } = plot;
  const pixel = window.devicePixelRatio;
  const { left, top, width, height } = plot.bbox;
  if (series.eventsPerBucket > 1) return;
  const xs = Array.from(places, (place) => plot.valToPos(place, 'x', true));
  const shown = xs.filter((x) => x >= left && x <= left + width);
  if (shown.length < 2 || width / shown.length < EVENT_APART_PX * pixel) return;
  ctx.fillStyle = themeColour('background');
  ctx.globalAlpha = 0.45;
  for (const x of shown) ctx.fillRect(Math.round(x), top, pixel, height);
  ctx.globalAlpha = 1;
}

/** What was asked for, as a line over what was granted for it, and the end of the memory where it is in view. */
export function drawTotals(plot: uPlot, { model, series, places }: PlotMarks): void {
  const { ctx } = plot;
  inside(plot, () => {
    ctx.strokeStyle = themeColour('text');
    ctx.lineWidth = window.devicePixelRatio;
    steps(plot, places, series.length, (bucket) => series.askedBytes[bucket] ?? 0);
    ctx.setLineDash([4, 4]);
    ctx.strokeStyle = themeColour('dim');
    const bytes = model.pageCount * PAGE_SIZE;
    steps(plot, places, series.length, () => bytes);
  });
}

/** How far each provider's area may reach: its own limit on top of the providers below it. */
export function drawLimits(plot: uPlot, { series, places, limits, providers, sums }: PlotMarks): void {
  const { ctx } = plot;
  const pixel = window.devicePixelRatio;
  inside(plot, () => {
    ctx.lineWidth = 2 * pixel;
    ctx.setLineDash([8 * pixel, 4 * pixel]);
    for (const { provider, bytes } of limits) {
      // The sums stand in the opposite order of the providers.
      const below = sums[sums.length - providers.indexOf(provider)];
      ctx.strokeStyle = themeColour(`category-${styleOfKey('provider', provider)}`);
      steps(plot, places, series.length, (bucket) => (below?.[bucket + 1] ?? 0) + bytes);
    }
  });
}

/** Ticks for what did not succeed, the range that is repeated, and bookmarks. */
export function drawMarks(plot: uPlot, { axis, series, places }: PlotMarks): void {
  const { ctx } = plot;
  const pixel = window.devicePixelRatio;
  const { left, top, width, height } = plot.bbox;
  const xOf = (events: number): number => plot.valToPos(axis.placeOf(events), 'x', true);
  const isIn = (x: number): boolean => x >= left - 1 && x <= left + width + 1;
  STATUS_LANES.forEach(({ mark, colour, shape }, lane) => {
    ctx.fillStyle = themeColour(colour);
    const y = top + height + (4 + lane * LANE_PX) * pixel;
    const size = (LANE_PX - 1) * pixel;
    let lastX = -Infinity;
    for (let bucket = 0; bucket < series.length; bucket++) {
      if (((series.marks[bucket] ?? 0) & mark) === 0) continue;
      const x = plot.valToPos(places[bucket + 1] ?? 0, 'x', true);
      if (!isIn(x)) continue;
      // Where marks crowd there is room for a tick only.
      if (x - lastX > size + pixel) drawShape(ctx, shape, x, y, size);
      else ctx.fillRect(x, y, Math.max(1, pixel), size - pixel);
      lastX = x;
    }
  });
  ctx.fillStyle = themeColour('accent');
  const loop = loopRange();
  if (loop !== null) {
    const from = Math.max(left, Math.min(left + width, xOf(loop.from)));
    const to = Math.max(left, Math.min(left + width, xOf(loop.to)));
    ctx.globalAlpha = 0.18;
    ctx.fillRect(from, top, Math.max(pixel, to - from), height);
    ctx.globalAlpha = 1;
    ctx.fillRect(from, top, pixel, height);
    ctx.fillRect(to - pixel, top, pixel, height);
  }
  for (const { seq } of useBookmarks.getState().bookmarks) {
    const x = xOf(seq + 1);
    if (!isIn(x)) continue;
    const half = BOOKMARK_PX * pixel;
    ctx.beginPath();
    ctx.moveTo(x - half, top);
    ctx.lineTo(x + half, top);
    ctx.lineTo(x, top + 2 * half);
    ctx.fill();
  }
}

/** Draws within the plot and nowhere else; what is set on the context is forgotten afterwards. */
function inside({ ctx, bbox }: uPlot, draw: () => void): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  draw();
  ctx.restore();
}

/** A line that holds each bucket's value from the place before it to its own. */
function steps(
  plot: uPlot,
  places: Float64Array,
  buckets: number,
  bytesOf: (bucket: number) => number,
): void {
  const { ctx } = plot;
  ctx.beginPath();
  for (let bucket = 0; bucket < buckets; bucket++) {
    const y = plot.valToPos(bytesOf(bucket), 'y', true);
    ctx.lineTo(plot.valToPos(places[bucket] ?? 0, 'x', true), y);
    ctx.lineTo(plot.valToPos(places[bucket + 1] ?? 0, 'x', true), y);
  }
  ctx.stroke();
}
