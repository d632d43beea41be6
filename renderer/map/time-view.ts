import { ownerAt } from './block-history.ts';
import { type Point } from './camera.ts';
import { type CellRows } from './cell-rows.ts';
import { MARGINS, type Size } from './layout.ts';
import { PAGE_BYTES, type PageRun, type Pick, type Rect } from './map-model.ts';
import { type LabelStyle, type MapView, type TimedModel, type ZoomAxis } from './map-view.ts';
import { type LabelContext } from './overlay-labels.ts';
import { largestOf } from './page-view.ts';
import { CELL_FRACTIONS, NO_CELL, type PixelGrid } from './pixel-grid.ts';
import { type TimeWindow } from './time-cells.ts';
import { drawTimeLabels } from './time-labels.ts';
import { TimePicture } from './time-picture.ts';

/** Room for the event numbers below. CSS px. */
const FOOT_PX = 18;
/** Where zooming ends: an event or a page is about this large. CSS px. */
const MAX_UNIT_PX = 24;
/** Rows lower than this have no gap between them. CSS px. */
const MIN_GAPPED_ROW_PX = 8;
/** Share of the canvas that a focused block takes. */
const FOCUS_SHARE = 0.3;
const MAX_FROM_LEFT = 255;

/** What part of the session is looked at: events from `event` on across, pages from `page` on down. */
interface Part {
  readonly event: number;
  readonly events: number;
  readonly page: number;
  readonly pages: number;
}

/** Time x address: events across, addresses down. Both zoom; everything in view follows the session as it grows. */
export class TimeView implements MapView {
  readonly mode = 'time';
  area: Rect;
  /** Null while everything is in view. */
  private zoomed: Part | null = null;
  private builtGrid: PixelGrid | null = null;
  private builtFor = '';
  private readonly picture: TimePicture;

  constructor(
    private readonly model: TimedModel,
    private canvas: Size,
    private pixelRatio: number,
    private readonly margins = true,
  ) {
    this.area = this.areaOf(canvas);
    this.picture = new TimePicture(model, model.history);
  }

  get zoom(): number {
    const { events, pages } = this.part;
    return Math.max(this.allEvents / events, this.model.pageCount / pages);
  }

  get grid(): PixelGrid {
    const key = `${this.part.event} ${this.part.events} ${this.part.page} ${this.part.pages}`;
    if (this.builtGrid === null || key !== this.builtFor) {
      this.builtGrid = this.buildGrid();
      this.builtFor = key;
    }
    return this.builtGrid;
  }

  get cells(): CellRows {
    return this.picture.of(this.inView);
  }

  get progress(): number {
    return this.picture.of(this.inView).progress;
  }

  get cellBytes(): number {
    return PAGE_BYTES * 2 ** this.levels.row;
  }

  get cellEvents(): number {
    return 2 ** this.levels.event;
  }

  resize(canvas: Size, pixelRatio: number): void {
    this.canvas = canvas;
    this.pixelRatio = pixelRatio;
    this.area = this.areaOf(canvas);
    this.builtGrid = null;
    if (this.zoomed !== null) this.moveTo(this.zoomed);
  }

  fit(): void {
    this.zoomed = null;
  }

  zoomBy(factor: number, point: Point = this.middle, axis: ZoomAxis = 'both'): void {
    const { event, events, page, pages } = this.part;
    const right = (point.x - this.area.x) / this.area.width;
    const down = (point.y - this.area.y) / this.area.height;
    const across = axis === 'y' ? events : this.clampEvents(events / factor);
    const along = axis === 'x' ? pages : this.clampPages(pages / factor);
    this.moveTo({
      event: event + right * (events - across),
      events: across,
      page: page + down * (pages - along),
      pages: along,
    });
  }

  panBy(dx: number, dy: number): void {
    const { part, area } = this;
    this.moveTo({
      ...part,
      event: part.event - (dx / area.width) * part.events,
      page: part.page - (dy / area.height) * part.pages,
    });
  }

  panByShare(horizontal: number, vertical: number): void {
    this.panBy(-horizontal * this.area.width, -vertical * this.area.height);
  }

  focusRun(run: PageRun): void {
    this.moveTo({ ...this.part, ...this.around(run) });
  }

  /** Its whole life, whether or not it lives at the cursor. */
  focusBlock(block: number): void {
    const largest = largestOf(this.runsOf(block));
    if (largest === null) return;
    const { from, to } = this.lifeOf(block);
    const events = this.clampEvents((to - from) / FOCUS_SHARE);
    this.moveTo({ event: (from + to) / 2 - events / 2, events, ...this.around(largest) });
  }

  pickAt(x: number, y: number): Pick | null {
    const spot = this.spotAt(x, y);
    if (spot === null) return null;
    const event = Math.floor(spot.event);
    const page = Math.floor(spot.page);
    return { page, event, block: ownerAt(this.model.history, event, page) };
  }

  /** At the last event before the cursor: the memory as it is now is a column of this picture. */
  pageRect(page: number): Rect | null {
    const event = Math.max(0, this.model.history.cursor - 1);
    return this.rectOf(event, event + 1, page, page + 1);
  }

  rectsOfRun({ firstPage, pages }: PageRun): readonly Rect[] {
    const rect = this.rectOf(0, this.allEvents, firstPage, firstPage + pages);
    return rect === null ? [] : [rect];
  }

  rectsOfBlock(block: number, _runs: readonly PageRun[], limit: number): readonly Rect[] {
    const { from, to } = this.lifeOf(block);
    return this.runsOf(block)
      .slice(0, limit)
      .flatMap(({ firstPage, pages }) => this.rectOf(from, to, firstPage, firstPage + pages) ?? []);
  }

  rectOfCells(_lane: number, row: number, from: number, to: number): Rect | null {
    const { event, row: rowLevel } = this.levels;
    const { firstCell } = this.grid;
    const rect = this.rectOf(
      (firstCell + from) * 2 ** event,
      (firstCell + to) * 2 ** event,
      row * 2 ** rowLevel,
      (row + 1) * 2 ** rowLevel,
    );
    return rect === null ? null : { ...rect, height: Math.max(0, rect.height - this.gapPx) };
  }

  drawLabels(context: LabelContext, style: LabelStyle): void {
    const { history, nodeStarts } = this.model;
    const { cursor } = history;
    drawTimeLabels(context, style, { area: this.area, part: this.part, cursor, nodeStarts });
  }

  /** Nothing to do: this picture shows all owners of all times, not those at the cursor. */
  invalidate(): void {}
  invalidateAll(): void {}

  prepare(until: number): boolean {
    return this.picture.of(this.inView).fill(until);
  }

  miniature(canvas: Size, pixelRatio: number): TimeView {
    return new TimeView(this.model, canvas, pixelRatio, false);
  }

  shownOn(miniature: MapView): readonly Rect[] {
    if (!(miniature instanceof TimeView)) return [];
    const { event, events, page, pages } = this.part;
    const rect = miniature.rectOf(event, event + events, page, page + pages);
    return rect === null ? [] : [rect];
  }

  centreFrom(miniature: MapView, point: Point): void {
    if (!(miniature instanceof TimeView)) return;
    const spot = miniature.placeAt(point);
    const { part } = this;
    this.moveTo({ ...part, event: spot.event - part.events / 2, page: spot.page - part.pages / 2 });
  }

  /** Where events `from` to `to - 1` of pages `firstPage` to `endPage - 1` are drawn, cut at the edges of the area. */
  rectOf(from: number, to: number, firstPage: number, endPage: number): Rect | null {
    const { area, part } = this;
    const x = (event: number): number => area.x + ((event - part.event) / part.events) * area.width;
    const y = (page: number): number => area.y + ((page - part.page) / part.pages) * area.height;
    const left = Math.max(area.x, x(from));
    const right = Math.min(area.x + area.width, x(to));
    const top = Math.max(area.y, y(firstPage));
    const bottom = Math.min(area.y + area.height, y(endPage));
    if (right <= left || bottom <= top) return null;
    return { x: left, y: top, width: right - left, height: bottom - top };
  }

  private get allEvents(): number {
    return Math.max(1, this.model.history.events);
  }

  private get part(): Part {
    return this.zoomed ?? { event: 0, events: this.allEvents, page: 0, pages: this.model.pageCount };
  }

  private get middle(): Point {
    const { x, y, width, height } = this.area;
    return { x: x + width / 2, y: y + height / 2 };
  }

  /** Device px of an event and of a page, and how many of them share a cell so that it is never under one pixel. */
  private get levels(): { event: number; row: number; eventPx: number; pagePx: number } {
    const { part, area, pixelRatio } = this;
    const eventPx = (area.width * pixelRatio) / part.events;
    const pagePx = (area.height * pixelRatio) / part.pages;
    const needed = (px: number): number => (px >= 1 ? 0 : Math.ceil(Math.log2(1 / px) - 1e-9));
    return { event: needed(eventPx), row: needed(pagePx), eventPx, pagePx };
  }

  private get gapPx(): number {
    const { row, pagePx } = this.levels;
    return (pagePx * 2 ** row) / this.pixelRatio < MIN_GAPPED_ROW_PX ? 0 : 1;
  }

  private areaOf({ width, height }: Size): Rect {
    if (!this.margins) return { x: 0, y: 0, width, height };
    const { left, right, top, bottom } = MARGINS;
    return {
      x: left,
      y: top,
      width: Math.max(1, width - left - right),
      height: Math.max(1, height - top - bottom - FOOT_PX),
    };
  }

  private clampEvents(events: number): number {
    const least = Math.min(this.allEvents, this.area.width / MAX_UNIT_PX);
    return Math.min(this.allEvents, Math.max(least, events));
  }

  private clampPages(pages: number): number {
    const least = Math.min(this.model.pageCount, this.area.height / MAX_UNIT_PX);
    return Math.min(this.model.pageCount, Math.max(least, pages));
  }

  private moveTo(part: Part): void {
    const events = this.clampEvents(part.events);
    const pages = this.clampPages(part.pages);
    const event = Math.max(0, Math.min(this.allEvents - events, part.event));
    const page = Math.max(0, Math.min(this.model.pageCount - pages, part.page));
    const everything = events >= this.allEvents && pages >= this.model.pageCount;
    this.zoomed = everything ? null : { event, events, page, pages };
  }

  private around({ firstPage, pages }: PageRun): { readonly page: number; readonly pages: number } {
    const shown = this.clampPages(pages / FOCUS_SHARE);
    return { page: firstPage + pages / 2 - shown / 2, pages: shown };
  }

  private runsOf(block: number): readonly PageRun[] {
    const { history } = this.model;
    return Array.from({ length: history.runCount(block) }, (_, index) => {
      const at = 2 * (history.runAt(block) + index);
      return { firstPage: history.runs[at] ?? 0, pages: history.runs[at + 1] ?? 0 };
    });
  }

  private lifeOf(block: number): { from: number; to: number } {
    const { history } = this.model;
    const ended = history.endedAt(block);
    return { from: history.madeAt(block), to: ended < 0 ? this.allEvents : ended };
  }

  private placeAt({ x, y }: Point): { event: number; page: number } {
    const { area, part } = this;
    return {
      event: part.event + ((x - area.x) / area.width) * part.events,
      page: part.page + ((y - area.y) / area.height) * part.pages,
    };
  }

  private spotAt(x: number, y: number): { event: number; page: number } | null {
    const { area, model } = this;
    if (x < area.x || x >= area.x + area.width || y < area.y || y >= area.y + area.height) return null;
    const spot = this.placeAt({ x, y });
    if (spot.event >= model.history.events || spot.page >= model.pageCount) return null;
    return this.isGap(spot.page) ? null : spot;
  }

  private isGap(page: number): boolean {
    const { row, pagePx } = this.levels;
    const perRow = 2 ** row;
    const offsetPx = ((page / perRow) % 1) * perRow * (pagePx / this.pixelRatio);
    return this.gapPx > 0 && offsetPx >= perRow * (pagePx / this.pixelRatio) - this.gapPx;
  }

  /** Cells and rows that are at least partly in view. */
  private get inView(): TimeWindow {
    const { part } = this;
    const { event: level, row: rowLevel } = this.levels;
    const span = (from: number, length: number, step: number, end: number) => {
      const first = Math.floor(from / step);
      return { first, count: Math.max(1, Math.ceil(Math.min(from + length, end) / step) - first) };
    };
    const across = span(part.event, part.events, 2 ** level, this.allEvents);
    const down = span(part.page, part.pages, 2 ** rowLevel, this.model.pageCount);
    // One cell more on the left: an edge is found by looking at the neighbour there.
    const firstCell = Math.max(0, across.first - 1);
    const cellCount = across.count + across.first - firstCell;
    return { level, rowLevel, firstCell, cellCount, firstRow: down.first, rowCount: down.count };
  }

  private buildGrid(): PixelGrid {
    const { canvas, pixelRatio } = this;
    const width = Math.max(1, Math.round(canvas.width * pixelRatio));
    const height = Math.max(1, Math.round(canvas.height * pixelRatio));
    const { event: level, eventPx } = this.levels;
    const { firstCell, cellCount, firstRow, rowCount } = this.inView;
    return {
      ...{ width, height, pixelRatio, level, cellPx: eventPx * 2 ** level },
      ...{ firstRow, rowCount, firstCell, cellCount, laneCount: 1 },
      columns: this.columnTable(width, firstCell),
      lines: this.lineTable(height, firstRow),
    };
  }

  private columnTable(width: number, firstCell: number): Uint32Array {
    const { area, pixelRatio } = this;
    const { event: level, eventPx } = this.levels;
    const columns = new Uint32Array(width).fill(NO_CELL);
    for (let x = 0; x < width; x++) {
      const at = (x + 0.5) / pixelRatio;
      if (at < area.x || at >= area.x + area.width) continue;
      const position = this.placeAt({ x: at, y: area.y }).event / 2 ** level;
      if (position * 2 ** level >= this.allEvents) continue;
      const cell = Math.floor(position);
      const fraction = position - cell;
      const fromLeft = Math.min(MAX_FROM_LEFT, Math.floor(fraction * eventPx * 2 ** level));
      columns[x] = (cell - firstCell) | (fromLeft << 16) | (Math.floor(fraction * CELL_FRACTIONS) << 24);
    }
    return columns;
  }

  private lineTable(height: number, firstRow: number): Uint32Array {
    const { area, pixelRatio, model } = this;
    const { row: rowLevel } = this.levels;
    return Uint32Array.from({ length: height }, (_, y) => {
      const at = (y + 0.5) / pixelRatio;
      if (at < area.y || at >= area.y + area.height) return NO_CELL;
      const { page } = this.placeAt({ x: area.x, y: at });
      if (page >= model.pageCount || this.isGap(page)) return NO_CELL;
      return Math.floor(page / 2 ** rowLevel) - firstRow;
    });
  }
}
