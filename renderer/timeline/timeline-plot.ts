import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { themeColour } from '../app/theme-colours.ts';
import { styleOfKey } from '../stores/colour-by.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { useBookmarks } from '../stores/bookmarks.ts';
import { loopRange, setLoop, useLoop } from '../stores/loop.ts';
import { useView } from '../stores/view-store.ts';
import { PAGE_SIZE } from '../../electron/contract/core.ts';
import { drawShape } from './lane-shapes.ts';
import { stackedUsage, STATUS_LANES, usedProviders } from './stacked-usage.ts';
import { type AxisUnit, TimeAxis } from './time-axis.ts';
import { type AxisRange, moved, zoomed } from './zoom.ts';

/** New data is drawn at most this often. */
const DATA_INTERVAL_MS = 100;
const LANE_PX = 7;
/** A view of fewer buckets than this would show steps and nothing more. */
const FEWEST_BUCKETS = 16;
/** Px of wheel that move the view by its own width. */
const WHEEL_PX = 800;

/** uPlot with stacked areas, status ticks and a playhead; moved by the frame loop, outside React. */
export class TimelinePlot {
  private plot: uPlot | null = null;
  private readonly playhead = document.createElement('div');
  private model: SessionModel | null = null;
  private shownEvents = -1;
  private lastDataMs = 0;
  /** What the plot is built for; null when it has to be built anew. */
  private providers: readonly number[] | null = null;
  /** A drag under way; the other end of the range that it sets, or null where it moves the cursor. */
  private drag: { readonly brushFrom: number | null } | null = null;
  private readonly stopListening: () => void;
  /** The part in view; null for all of it. */
  private view: AxisRange | null = null;
  private axis: TimeAxis | null = null;
  private unit: AxisUnit = 'events';
  private toCapacity = false;

  constructor(
    private readonly host: HTMLElement,
    private readonly onScrub: (position: number) => void,
    /** Told what the pointer is over: how many events have happened there; null when it is over nothing. */
    private readonly onHover: (events: number | null) => void,
  ) {
    const redraw = (): void => this.plot?.redraw(false);
    const stops = [useBookmarks.subscribe(redraw), useLoop.subscribe(redraw)];
    this.stopListening = () => stops.forEach((stop) => stop());
    this.playhead.className = 'playhead';
    this.playhead.dataset.testid = 'playhead';
  }

  /** Once a frame: new data when there is any, and the playhead. */
  update(): void {
    const { model } = useView.getState();
    if (model === null) return;
    if (model !== this.model) {
      this.model = model;
      this.shownEvents = -1;
      this.view = null;
      this.axis = new TimeAxis(model, this.unit);
    }
    const now = performance.now();
    const events = model.recorded.log.length;
    if (events !== this.shownEvents && now - this.lastDataMs > DATA_INTERVAL_MS) {
      this.lastDataMs = now;
      this.shownEvents = events;
      this.show(model);
    }
    this.movePlayhead(model);
  }

  resize(): void {
    const { clientWidth: width, clientHeight: height } = this.host;
    if (width > 0 && height > 0) this.plot?.setSize({ width, height });
  }

  /** After a change of theme: colours are read anew. */
  restyle(): void {
    this.providers = null;
    this.shownEvents = -1;
  }

  dispose(): void {
    this.stopListening();
    this.plot?.destroy();
    this.plot = null;
    this.playhead.remove();
  }

  /** What the axis counts, and whether it reaches up to the machine's memory. */
  configure(unit: AxisUnit, toCapacity: boolean): void {
    if (this.model !== null && unit !== this.unit) {
      this.axis = new TimeAxis(this.model, unit);
      this.view = null;
    }
    this.unit = unit;
    this.toCapacity = toCapacity;
    this.shownEvents = -1;
  }

  /** Nearer (below 1) or wider, around the cursor; 0 for all of it. */
  zoom(factor: number): void {
    if (this.axis === null || this.model === null) return;
    this.zoomAt(this.axis.placeOf(this.model.cursor.position), factor);
  }

  private zoomAt(place: number, factor: number): void {
    const { axis, model } = this;
    if (axis === null || model === null) return;
    const { end } = axis;
    const least = (end / Math.max(1, model.series.length)) * FEWEST_BUCKETS;
    this.view = factor === 0 ? null : zoomed(this.view, end, place, factor, least);
    this.host.dataset.zoom = this.view === null ? '' : `${this.view.from}-${this.view.to}`;
    this.shownEvents = -1;
  }

  private show(model: SessionModel): void {
    const providers = usedProviders(model);
    if (this.plot === null || providers.join() !== this.providers?.join()) this.rebuild(providers);
    this.plot?.setData(alignedData(model, providers, this.axis));
  }

  private rebuild(providers: readonly number[]): void {
    this.plot?.destroy();
    this.providers = providers;
    const { clientWidth, clientHeight } = this.host;
    this.plot = new uPlot(
      {
        width: Math.max(50, clientWidth),
        height: Math.max(50, clientHeight),
        padding: [4, 4, STATUS_LANES.length * LANE_PX + 4, 4],
        legend: { show: false },
        cursor: { show: false },
        select: { show: false, left: 0, top: 0, width: 0, height: 0 },
        scales: {
          x: {
            time: false,
            range: () => (this.view === null ? [0, this.axis?.end ?? 1] : [this.view.from, this.view.to]),
          },
          y: { range: (_plot, _min, max) => [0, Math.max(1, this.highest(max))] },
        },
        axes: [{ show: false }, { show: false }],
        // The highest sum is drawn first, so that each smaller one covers its part of it.
        series: [{}, ...providers.map((code) => areaOf(code)).reverse()],
        hooks: { draw: [(plot) => this.drawTicks(plot)] },
      },
      alignedData(this.model, providers, this.axis),
      this.host,
    );
    this.plot.over.append(this.playhead);
    this.listen(this.plot.over);
  }

  private highest(max: number): number {
    const capacity = (this.model?.pageCount ?? 0) * PAGE_SIZE;
    return this.toCapacity ? capacity * 1.04 : max * 1.08;
  }

  private listen(over: HTMLElement): void {
    over.addEventListener(
      'wheel',
      (event) => {
        event.preventDefault();
        if (this.plot === null || this.axis === null) return;
        const sideways = event.shiftKey ? event.deltaY : event.deltaX;
        if (sideways !== 0 && this.view !== null) {
          const width = this.view.to - this.view.from;
          this.view = moved(this.view, this.axis.end, (sideways / WHEEL_PX) * width);
          this.shownEvents = -1;
        } else if (event.deltaY !== 0) {
          this.zoomAt(this.plot.posToVal(leftOf(event, over), 'x'), event.deltaY < 0 ? 0.8 : 1.25);
        }
      },
      { passive: false },
    );
    over.addEventListener('pointerleave', () => this.onHover(null));
    over.addEventListener('pointerdown', (event) => {
      over.setPointerCapture(event.pointerId);
      // With Shift a drag sets the range that playback repeats.
      this.drag = { brushFrom: event.shiftKey ? this.positionAt(event) : null };
      this.moved(event);
    });
    over.addEventListener('pointermove', (event) => {
      this.onHover(this.positionAt(event));
      this.moved(event);
    });
    over.addEventListener('pointerup', () => (this.drag = null));
  }

  private moved(event: PointerEvent): void {
    if (this.drag === null) return;
    const position = this.positionAt(event);
    if (this.drag.brushFrom === null) this.onScrub(position);
    else setLoop(this.drag.brushFrom, position);
  }

  private positionAt(event: PointerEvent): number {
    if (this.plot === null || this.model === null) return 0;
    return this.axis?.eventsAt(this.plot.posToVal(leftOf(event, this.plot.over), 'x')) ?? 0;
  }

  private movePlayhead(model: SessionModel): void {
    if (this.plot === null) return;
    // The cursor can be ahead of the drawn data, and before the first event there is no scale.
    const left = this.plot.valToPos(this.axis?.placeOf(model.cursor.position) ?? 0, 'x');
    const width = this.plot.over.clientWidth;
    const shown = Number.isFinite(left) ? Math.max(0, Math.min(left, width)) : 0;
    this.playhead.style.transform = `translateX(${shown}px)`;
    this.playhead.hidden = this.view !== null && (left < -1 || left > width + 1);
  }

  private drawTicks(plot: uPlot): void {
    const { model } = this;
    if (model === null) return;
    const { ctx } = plot;
    const { series } = model;
    const pixel = window.devicePixelRatio;
    const { left, top, width, height } = plot.bbox;
    const xOf = (events: number): number => plot.valToPos(this.axis?.placeOf(events) ?? events, 'x', true);
    const places = this.axis?.placesOf(positionsOf(model)) ?? new Float64Array(0);
    const isIn = (x: number): boolean => x >= left - 1 && x <= left + width + 1;
    // uPlot remembers what it has set on the context.
    ctx.save();
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
    drawLines(plot, model, places);
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
      const half = 4 * pixel;
      ctx.beginPath();
      ctx.moveTo(x - half, top);
      ctx.lineTo(x + half, top);
      ctx.lineTo(x, top + 2 * half);
      ctx.fill();
    }
    ctx.restore();
  }
}

function areaOf(code: number): uPlot.Series {
  const colour = themeColour(`category-${styleOfKey('provider', code)}`);
  const paths = uPlot.paths.stepped?.({ align: -1 });
  const series: uPlot.Series = { fill: colour, stroke: colour, width: 1, points: { show: false } };
  return paths === undefined ? series : { ...series, paths };
}

const positionsOf = (model: SessionModel): Float64Array<ArrayBuffer> => stackedUsage(model, []).positions;

/** CSS px from the left edge of the plot. */
const leftOf = (event: MouseEvent, over: HTMLElement): number =>
  event.clientX - over.getBoundingClientRect().left;

/** What was asked for, as a line over what was granted for it, and the end of the memory where it is in view. */
function drawLines(plot: uPlot, { series, pageCount }: SessionModel, places: Float64Array): void {
  const { ctx } = plot;
  const { left, top, width, height } = plot.bbox;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.strokeStyle = themeColour('text');
  ctx.lineWidth = window.devicePixelRatio;
  ctx.beginPath();
  for (let bucket = 0; bucket < series.length; bucket++) {
    const y = plot.valToPos(series.askedBytes[bucket] ?? 0, 'y', true);
    ctx.lineTo(plot.valToPos(places[bucket] ?? 0, 'x', true), y);
    ctx.lineTo(plot.valToPos(places[bucket + 1] ?? 0, 'x', true), y);
  }
  ctx.stroke();
  ctx.setLineDash([4, 4]);
  ctx.strokeStyle = themeColour('dim');
  const y = plot.valToPos(pageCount * PAGE_SIZE, 'y', true);
  ctx.beginPath();
  ctx.moveTo(left, y);
  ctx.lineTo(left + width, y);
  ctx.stroke();
  ctx.restore();
}

/** Columns for uPlot: positions, then sums of the providers from the highest sum down. */
function alignedData(
  model: SessionModel | null,
  providers: readonly number[],
  axis: TimeAxis | null,
): uPlot.AlignedData {
  if (model === null || axis === null) return [[0], ...providers.map(() => [0])];
  const { positions, sums } = stackedUsage(model, providers);
  return [axis.placesOf(positions), ...sums];
}
