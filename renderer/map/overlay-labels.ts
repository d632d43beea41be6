import { bandTop, type Camera } from './camera.ts';
import { rowTop, visibleRows } from './geometry.ts';
import { scaleAt, type MapLayout } from './layout.ts';
import { PAGE_BYTES, type MapPalette, type MapTexts } from './map-model.ts';
import { bandOfRow, pagesOfRow } from './rows.ts';

/** Distance between two addresses in the margin, at least. CSS px. */
const ADDRESS_SPACING_PX = 26;
/** The same for the first rows of nodes, which have one out of turn. */
const MIN_SPACING_PX = 14;
const ADDRESS_GAP_PX = 10;
const TICK_PX = 4;
/** A header lower than this shows its line only. CSS px. */
const MIN_LABEL_PX = 12;
/** From the top of a lane to the middle of its name. */
const LANE_LABEL_UP_PX = 12;

interface LabelScene {
  readonly layout: MapLayout;
  readonly camera: Camera;
  readonly palette: MapPalette;
  readonly texts: MapTexts;
  /** Absolute index of the memory's first page. */
  readonly basePage: number;
}

/** What labels are written with: the part of a 2D canvas that they need. */
export interface LabelContext {
  font: string;
  textAlign: CanvasTextAlign;
  textBaseline: CanvasTextBaseline;
  fillStyle: string | CanvasGradient | CanvasPattern;
  fillText(text: string, x: number, y: number): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  measureText(text: string): { readonly width: number };
}

/** An address in hex, in groups of four digits: 1_0400_0000. */
export function shortAddress(page: number): string {
  const digits = (BigInt(page) * BigInt(PAGE_BYTES)).toString(16);
  return digits.replace(/\B(?=(.{4})+$)/g, '_');
}

/** Addresses of the first visible page of every few rows, in the left margin. */
export function drawAddresses(context: LabelContext, scene: LabelScene): void {
  const { layout, camera, palette, basePage } = scene;
  const { area } = layout;
  const { pagePx, rowPx, gapPx } = scaleAt(layout, camera.zoom);
  const step = 2 ** Math.max(0, Math.ceil(Math.log2(ADDRESS_SPACING_PX / rowPx)));
  const rows = visibleRows(layout, camera);
  // Nodes side by side have no common addresses; what stands there counts from the start of each node.
  const firstPage = layout.mode === 'nodes' ? 0 : basePage;
  context.font = `10px ${palette.fontMono}`;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.fillStyle = palette.text;
  let lastY = -Infinity;
  for (let row = rows.first; row < rows.end; row++) {
    if ((row - (bandOfRow(layout, row)?.firstRow ?? 0)) % step !== 0) continue;
    const y = rowTop(layout, camera, row) + (rowPx - gapPx) / 2;
    if (y < area.y || y > area.y + area.height || y < lastY + MIN_SPACING_PX) continue;
    lastY = y;
    const page = firstPage + pagesOfRow(layout, row).firstPage + Math.floor(camera.scrollX / pagePx);
    context.fillText(shortAddress(page), area.x - ADDRESS_GAP_PX, y);
    context.fillRect(area.x - TICK_PX - 2, Math.round(y) - 0.5, TICK_PX, 1);
  }
}

/** A line and the node's name above the rows of each NUMA node. */
export function drawNodeHeaders(context: LabelContext, scene: LabelScene): void {
  const { layout, camera, palette, texts } = scene;
  const { headerPx } = scaleAt(layout, camera.zoom);
  const { area } = layout;
  if (headerPx === 0) return;
  context.font = `11px ${palette.font}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  layout.bands.forEach((band, index) => {
    const y = area.y + bandTop(layout, camera.zoom, index) - camera.scrollY + headerPx / 2;
    if (y < area.y || y > area.y + area.height) return;
    const text = headerPx < MIN_LABEL_PX ? '' : texts.node(band.node, band.pages * PAGE_BYTES);
    const lineX = text === '' ? area.x : area.x + context.measureText(text).width + 8;
    context.fillStyle = palette.text;
    context.fillText(text, area.x, y + 0.5);
    context.fillStyle = palette.nodeLine;
    context.fillRect(lineX, Math.round(y), area.x + area.width - lineX, 1);
  });
}

/** What each lane is, above it: a NUMA node or a provider. */
export function drawLaneHeaders(context: LabelContext, { layout, palette, texts }: LabelScene): void {
  const { mode, lanes, laneWidth, area } = layout;
  if (mode === 'address') return;
  context.font = `11px ${palette.font}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const { key, x, bands } of lanes) {
    const pages = bands.reduce((sum, band) => sum + band.pages, 0);
    const long = mode === 'nodes' ? texts.node(key, pages * PAGE_BYTES) : texts.provider(key);
    const short = mode === 'nodes' ? String(key) : long;
    const text = context.measureText(long).width <= laneWidth ? long : short;
    context.fillStyle = palette.text;
    context.fillText(fitting(context, text, laneWidth), x, area.y - LANE_LABEL_UP_PX);
    context.fillStyle = palette.nodeLine;
    context.fillRect(x, area.y - 3, laneWidth, 1);
  }
}

/** As much of a text as a width has room for. */
function fitting(context: LabelContext, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let length = text.length;
  while (length > 0 && context.measureText(`${text.slice(0, length)}…`).width > width) length--;
  return length === 0 ? '' : `${text.slice(0, length)}…`;
}
