import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { themeColour } from '../app/theme-colours.ts';
import { styleOfKey } from '../stores/colour-by.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { useBookmarks } from '../stores/bookmarks.ts';
import { loopRange, setLoop, useLoop } from '../stores/loop.ts';
import { useView } from '../stores/view-store.ts';
import { stackedUsage, STATUS_LANES, usedProviders } from './stacked-usage.ts';

/** New data is drawn at most this often. */
const DATA_INTERVAL_MS = 100;
const LANE_PX = 7;

/** uPlot with stacked areas, status ticks and a playhead; moved by the frame loop, outside React. */
export class TimelinePlot {
  private plot: uPlot | null = null;
  private readonly playhead = document.createElement('div');
  private model: SessionModel | null = null;
  private shownEvents = -1;
  private lastDataMs = 0;
  private providers: readonly number[] = [];
  /** A drag under way; the other end of the range that it sets, or null where it moves the cursor. */
  private drag: { readonly brushFrom: number | null } | null = null;
  private readonly stopListening: () => void;

  constructor(
    private readonly host: HTMLElement,
    private readonly onScrub: (position: number) => void,
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
    this.providers = [];
    this.shownEvents = -1;
  }

  dispose(): void {
    this.stopListening();
    this.plot?.destroy();
    this.plot = null;
    this.playhead.remove();
  }

  private show(model: SessionModel): void {
    const providers = usedProviders(model);
    if (this.plot === null || providers.join() !== this.providers.join()) this.rebuild(providers);
    this.plot?.setData(alignedData(model, providers));
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
        scales: { x: { time: false }, y: { range: (_plot, _min, max) => [0, Math.max(1, max * 1.08)] } },
        axes: [{ show: false }, { show: false }],
        // The highest sum is drawn first, so that each smaller one covers its part of it.
        series: [{}, ...providers.map((code) => areaOf(code)).reverse()],
        hooks: { draw: [(plot) => this.drawTicks(plot)] },
      },
      alignedData(this.model, providers),
      this.host,
    );
    this.plot.over.append(this.playhead);
    this.listen(this.plot.over);
  }

  private listen(over: HTMLElement): void {
    over.addEventListener('pointerdown', (event) => {
      over.setPointerCapture(event.pointerId);
      // With Shift a drag sets the range that playback repeats.
      this.drag = { brushFrom: event.shiftKey ? this.positionAt(event) : null };
      this.moved(event);
    });
    over.addEventListener('pointermove', (event) => this.moved(event));
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
    const left = event.clientX - this.plot.over.getBoundingClientRect().left;
    const position = Math.round(this.plot.posToVal(left, 'x'));
    return Math.max(0, Math.min(this.model.recorded.log.length, position));
  }

  private movePlayhead(model: SessionModel): void {
    if (this.plot === null) return;
    // The cursor can be ahead of the drawn data, and before the first event there is no scale.
    const left = this.plot.valToPos(model.cursor.position, 'x');
    const shown = Number.isFinite(left) ? Math.min(left, this.plot.over.clientWidth) : 0;
    this.playhead.style.transform = `translateX(${shown}px)`;
  }

  private drawTicks(plot: uPlot): void {
    const { model } = this;
    if (model === null) return;
    const { ctx } = plot;
    const { series } = model;
    const pixel = window.devicePixelRatio;
    const { left, top, width, height } = plot.bbox;
    const length = Math.max(1, model.recorded.log.length);
    // uPlot remembers what it has set on the context.
    ctx.save();
    STATUS_LANES.forEach(({ mark, colour }, lane) => {
      ctx.fillStyle = themeColour(colour);
      const y = top + height + (4 + lane * LANE_PX) * pixel;
      for (let bucket = 0; bucket < series.length; bucket++) {
        if (((series.marks[bucket] ?? 0) & mark) === 0) continue;
        ctx.fillRect(
          left + (series.positionOf(bucket) / length) * width,
          y,
          Math.max(1, pixel),
          (LANE_PX - 2) * pixel,
        );
      }
    });
    ctx.fillStyle = themeColour('accent');
    const loop = loopRange();
    if (loop !== null) {
      const from = left + (loop.from / length) * width;
      const to = left + (loop.to / length) * width;
      ctx.globalAlpha = 0.18;
      ctx.fillRect(from, top, Math.max(pixel, to - from), height);
      ctx.globalAlpha = 1;
      ctx.fillRect(from, top, pixel, height);
      ctx.fillRect(to - pixel, top, pixel, height);
    }
    for (const { seq } of useBookmarks.getState().bookmarks) {
      const x = left + ((seq + 1) / length) * width;
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

/** Columns for uPlot: positions, then sums of the providers from the highest sum down. */
function alignedData(model: SessionModel | null, providers: readonly number[]): uPlot.AlignedData {
  if (model === null) return [[0], ...providers.map(() => [0])];
  const { positions, sums } = stackedUsage(model, providers);
  return [positions, ...sums];
}
