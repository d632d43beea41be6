import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { themeColour } from '../app/theme-colours.ts';
import { styleOfKey } from '../stores/colour-by.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { useBookmarks } from '../stores/bookmarks.ts';
import { setLoop, useLoop } from '../stores/loop.ts';
import { useView } from '../stores/view-store.ts';
import { PAGE_SIZE, type UsageSeries } from '../../electron/contract/core.ts';
import { limitsOf } from './provider-limits.ts';
import { ShownSeries } from './shown-series.ts';
import { stackedUsage, STATUS_LANES, usedProviders } from './stacked-usage.ts';
import { drawEvents, drawLimits, drawMarks, drawTotals, LANE_PX, type PlotMarks } from './plot-marks.ts';
import { SelectionMark } from './selection-mark.ts';
import { type AxisUnit, TimeAxis } from './time-axis.ts';
import { type AxisRange, moved, zoomed } from './zoom.ts';

/** A view of fewer events than this shows nothing more. */
const FEWEST_EVENTS = 12;
/** Room above the highest value. */
const HEADROOM = 1.06;
/** Px of wheel that move the view by its own width. */
const WHEEL_PX = 800;

/** uPlot with stacked areas, status ticks and a playhead; moved by the frame loop, outside React. */
export class TimelinePlot {
  private plot: uPlot | null = null;
  private readonly playhead = document.createElement('div');
  private readonly selection = new SelectionMark();
  private model: SessionModel | null = null;
  private shownEvents = -1;
  /** What the plot is built for; null when it has to be built anew. */
  private providers: readonly number[] | null = null;
  /** A drag under way; the other end of the range that it sets, or null where it moves the cursor. */
  private drag: { readonly brushFrom: number | null } | null = null;
  private readonly stopListening: () => void;
  /** The part in view; null for all of it. */
  private view: AxisRange | null = null;
  private axis: TimeAxis | null = null;
  private series: ShownSeries | null = null;
  /** What is drawn over the areas. */
  private marks: PlotMarks | null = null;
  private unit: AxisUnit = 'events';
  private toCapacity = false;

  constructor(
    private readonly host: HTMLElement,
    private readonly onScrub: (position: number) => void,
    /** Told what the pointer is over: how many events have happened there; null when it is over nothing. */
    private readonly onHover: (events: number | null) => void,
    /** Told which events are in view; null for all of them. */
    private readonly onZoom: (events: AxisRange | null) => void,
  ) {
    const redraw = (): void => this.plot?.redraw(false);
    const stops = [useBookmarks.subscribe(redraw), useLoop.subscribe(redraw)];
    this.stopListening = () => stops.forEach((stop) => stop());
    this.playhead.className = 'playhead';
    this.playhead.dataset.testid = 'playhead';
    const tip = document.createElement('span');
    tip.className = 'playhead-tip';
    this.playhead.append(tip);
  }

  /** Once a frame: the playhead, and what a person has just asked for. */
  update(): void {
    const { model } = useView.getState();
    if (model === null) return;
    if (model !== this.model) {
      this.model = model;
      this.shownEvents = -1;
      this.view = null;
      this.axis = new TimeAxis(model, this.unit);
      this.series = new ShownSeries(model);
      this.onZoom(null);
    }
    if (this.shownEvents < 0) this.follow();
    this.movePlayhead(model);
  }

  /** New data, when there is any. */
  follow(): void {
    const { model } = this;
    const events = model?.recorded.log.length ?? this.shownEvents;
    if (model === null || events === this.shownEvents) return;
    this.shownEvents = events;
    this.show(model);
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
    this.selection.remove();
  }

  /** What the axis counts, and whether it reaches up to the machine's memory. */
  configure(unit: AxisUnit, toCapacity: boolean): void {
    if (this.model !== null && unit !== this.unit) {
      this.axis = new TimeAxis(this.model, unit);
      this.setView(null);
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
    const least = (end / Math.max(1, model.recorded.log.length)) * FEWEST_EVENTS;
    this.setView(factor === 0 ? null : zoomed(this.view, end, place, factor, least));
  }

  private setView(view: AxisRange | null): void {
    this.view = view;
    this.host.dataset.zoom = view === null ? '' : `${view.from}-${view.to}`;
    this.shownEvents = -1;
    this.onZoom(view === null ? null : this.eventsIn(view));
  }

  private eventsIn({ from, to }: AxisRange): AxisRange {
    return { from: this.axis?.eventsAt(from) ?? 0, to: this.axis?.eventsAt(to) ?? 0 };
  }

  /** The series as fine as the view needs it. */
  private seriesInView(model: SessionModel): UsageSeries {
    if (this.view === null || this.series === null) return model.series;
    const { from, to } = this.eventsIn(this.view);
    return this.series.of(from, to);
  }

  private show(model: SessionModel): void {
    const { axis } = this;
    if (axis === null) return;
    const providers = usedProviders(model);
    const series = this.seriesInView(model);
    const { positions, sums } = stackedUsage(series, providers);
    const places = axis.placesOf(positions, series);
    const limits = limitsOf(providers);
    this.marks = { model, axis, series, providers, sums, places, limits };
    if (this.plot === null || providers.join() !== this.providers?.join())
      this.rebuild(providers, [places, ...sums]);
    else this.plot.setData([places, ...sums]);
  }

  private rebuild(providers: readonly number[], data: uPlot.AlignedData): void {
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
        hooks: { draw: [(plot) => this.drawOver(plot)] },
      },
      data,
      this.host,
    );
    this.selection.place(this.plot.over);
    this.plot.over.append(this.playhead);
    this.listen(this.plot.over);
  }

  private highest(max: number): number {
    const capacity = (this.model?.pageCount ?? 0) * PAGE_SIZE;
    if (this.toCapacity) return capacity * HEADROOM;
    // A provider's own limit comes into view where that does not make the areas small.
    const limits = (this.marks?.limits ?? []).map(({ bytes }) => bytes).filter((bytes) => bytes < 2 * max);
    return Math.max(max, ...limits) * HEADROOM;
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
          this.setView(moved(this.view, this.axis.end, (sideways / WHEEL_PX) * width));
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

  private drawOver(plot: uPlot): void {
    const { marks } = this;
    if (marks === null) return;
    // uPlot remembers what it has set on the context.
    plot.ctx.save();
    drawEvents(plot, marks);
    drawTotals(plot, marks);
    drawLimits(plot, marks);
    drawMarks(plot, marks);
    plot.ctx.restore();
  }

  private movePlayhead(model: SessionModel): void {
    if (this.plot === null) return;
    // The cursor can be ahead of the drawn data, and before the first event there is no scale.
    const left = this.plot.valToPos(this.axis?.placeOf(model.cursor.position) ?? 0, 'x');
    const width = this.plot.over.clientWidth;
    const shown = Number.isFinite(left) ? Math.max(0, Math.min(left, width)) : 0;
    this.playhead.style.transform = `translateX(${shown}px)`;
    this.playhead.hidden = this.view !== null && (left < -1 || left > width + 1);
    const { plot, axis } = this;
    const leftOfEvents = (events: number): number => plot.valToPos(axis?.placeOf(events) ?? 0, 'x');
    this.selection.move(model, useView.getState(), width, leftOfEvents);
  }
}

function areaOf(code: number): uPlot.Series {
  const colour = themeColour(`category-${styleOfKey('provider', code)}`);
  const paths = uPlot.paths.stepped?.({ align: -1 });
  const series: uPlot.Series = { fill: colour, stroke: colour, width: 1, points: { show: false } };
  return paths === undefined ? series : { ...series, paths };
}

/** CSS px from the left edge of the plot. */
const leftOf = (event: MouseEvent, over: HTMLElement): number =>
  event.clientX - over.getBoundingClientRect().left;
