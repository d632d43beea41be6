import { type Rect } from './map-model.ts';
import { type LabelStyle } from './map-view.ts';
import { shortAddress, type LabelContext } from './overlay-labels.ts';

/** Distance between two addresses, and between two event numbers, at least. CSS px. */
const ADDRESS_SPACING_PX = 40;
const EVENT_SPACING_PX = 92;
const LABEL_GAP_PX = 10;
const TICK_PX = 4;
const CURSOR_PX = 2;

export interface TimePlace {
  readonly area: Rect;
  /** Events and pages in view. */
  readonly part: {
    readonly event: number;
    readonly events: number;
    readonly page: number;
    readonly pages: number;
  };
  /** Events before the cursor. */
  readonly cursor: number;
  readonly nodeStarts: readonly number[];
}

/** Addresses on the left, event numbers below, lines between nodes, and the cursor. */
export function drawTimeLabels(context: LabelContext, style: LabelStyle, place: TimePlace): void {
  drawNodeLines(context, style, place);
  drawAddressTicks(context, style, place);
  drawEventTicks(context, style, place);
  drawCursor(context, style, place);
}

function drawAddressTicks(context: LabelContext, { palette, basePage }: LabelStyle, place: TimePlace): void {
  const { area, part } = place;
  const step = roundedStep((part.pages * ADDRESS_SPACING_PX) / area.height, 2);
  context.font = `10px ${palette.fontMono}`;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.fillStyle = palette.text;
  for (let page = Math.ceil(part.page / step) * step; page < part.page + part.pages; page += step) {
    const y = area.y + ((page - part.page) / part.pages) * area.height;
    context.fillText(shortAddress(basePage + page), area.x - LABEL_GAP_PX, Math.max(y, area.y + 4));
    context.fillRect(area.x - TICK_PX - 2, Math.round(y), TICK_PX, 1);
  }
}

function drawEventTicks(context: LabelContext, { palette, texts }: LabelStyle, place: TimePlace): void {
  const { area, part } = place;
  const step = roundedStep((part.events * EVENT_SPACING_PX) / area.width, 10);
  const bottom = area.y + area.height;
  context.font = `10px ${palette.fontMono}`;
  context.textBaseline = 'middle';
  context.fillStyle = palette.text;
  for (let event = Math.ceil(part.event / step) * step; event <= part.event + part.events; event += step) {
    const x = area.x + ((event - part.event) / part.events) * area.width;
    context.textAlign = x - area.x < EVENT_SPACING_PX / 2 ? 'left' : 'right';
    context.fillText(texts.event(event), context.textAlign === 'left' ? x + 4 : x - 4, bottom + 11);
    context.fillRect(Math.round(x), bottom + 2, 1, TICK_PX + 4);
  }
}

/** 1, 2 or 5 times a power of ten, or a power of two; never under 1. */
function roundedStep(least: number, base: 2 | 10): number {
  if (least <= 1) return 1;
  if (base === 2) return 2 ** Math.ceil(Math.log2(least));
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10) * power;
}

function drawNodeLines(context: LabelContext, { palette, texts }: LabelStyle, place: TimePlace): void {
  const { area, part, nodeStarts } = place;
  context.font = `11px ${palette.font}`;
  context.textAlign = 'left';
  context.textBaseline = 'top';
  for (let node = 1; node < nodeStarts.length - 1; node++) {
    const y = area.y + (((nodeStarts[node] ?? 0) - part.page) / part.pages) * area.height;
    if (y <= area.y || y >= area.y + area.height) continue;
    context.fillStyle = palette.hover;
    context.fillRect(area.x, Math.round(y), area.width, 1);
    context.fillText(texts.nodeName(node), area.x + 4, y + 3);
  }
}

/** The cursor: what lies behind it has not happened yet at the moment that the other panels show. */
function drawCursor(context: LabelContext, { palette }: LabelStyle, { area, part, cursor }: TimePlace): void {
  const x = area.x + ((cursor - part.event) / part.events) * area.width;
  if (x < area.x || x > area.x + area.width) return;
  context.fillStyle = palette.edge;
  context.fillRect(x - CURSOR_PX, area.y, 2 * CURSOR_PX, area.height);
  context.fillStyle = palette.selection;
  context.fillRect(x - CURSOR_PX / 2, area.y - 4, CURSOR_PX, area.height + 8);
}
