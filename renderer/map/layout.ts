import { PAGE_BYTES, type MapModel, type Rect } from './map-model.ts';

/** Rows thinner than this cannot be told apart from their gaps. CSS px. */
const MIN_ROW_PX = 6;
/** A small memory does not blow up into giant tiles. CSS px. */
const MAX_FIT_ROW_PX = 40;
const MAX_FIT_PAGE_PX = 48;
/** Where zooming ends: a page is a tile of about this size. CSS px. */
const MAX_ROW_PX = 40;
const MAX_PAGE_PX = 48;
const MAX_HEADER_PX = 20;
/** Node headers together take at most this share of the height. */
const HEADER_SHARE = 0.2;

export interface Size {
  /** CSS px. */
  readonly width: number;
  readonly height: number;
}

/** Room around the memory: the addresses stand on the left. CSS px. */
export const MARGINS = { left: 84, right: 14, top: 12, bottom: 12 } as const;

/** Height of the names above lanes that stand side by side. CSS px. */
const LANE_HEADER_PX = 18;
/** Room between two lanes; less where there are many. CSS px. */
const LANE_GAP_PX = 12;
/** Gaps together take at most this share of the width. */
const LANE_GAP_SHARE = 0.2;

/** The modes in which the map is rows of pages; the other one is time by address. */
export type PageMode = 'address' | 'nodes' | 'lanes';

/** The rows of one NUMA node. The next node starts on a row of its own, below a header. */
export interface Band {
  readonly node: number;
  readonly firstPage: number;
  readonly pages: number;
  readonly firstRow: number;
  readonly rows: number;
}

/** A column of rows; lanes stand side by side, are equally wide and scroll together, so that they can be compared. */
export interface Lane {
  /** The node or the provider whose lane it is; 0 where there is one lane. */
  readonly key: number;
  /** Its left side on the canvas, CSS px. */
  readonly x: number;
  readonly bands: readonly Band[];
}

/**
 * Where the modes of pages put every page: rows of `pagesPerRow` pages, true to scale. Plain data; `rows.ts`,
 * `geometry.ts` and `camera.ts` compute with it, so another such mode is another way to fill it in.
 */
export interface MapLayout {
  readonly mode: PageMode;
  /** The part of the canvas that shows memory. */
  readonly area: Rect;
  readonly lanes: readonly Lane[];
  /** CSS px. */
  readonly laneWidth: number;
  /** A power of two, so that cells of 2^n pages never straddle two rows. */
  readonly pagesPerRow: number;
  /** What stands below each other in every lane. */
  readonly bands: readonly Band[];
  readonly rowCount: number;
  /** Height of a node's header at zoom 1, 0 when nodes do not stand below each other. */
  readonly headerPx: number;
  /** Width of one page and height of one row with its gap at zoom 1. */
  readonly fitPagePx: number;
  readonly fitRowPx: number;
  readonly maxZoom: number;
}

type Geometry = Pick<MapModel, 'pageCount' | 'nodeStarts'>;

/** The address mode: the whole memory fills the canvas at zoom 1. */
export const addressLayout = (geometry: Geometry, canvas: Size): MapLayout =>
  stackedLayout('address', nodePages(geometry), canvas, [0]);

/** The whole memory once for each provider, side by side on one scale. */
export const lanesLayout = (geometry: Geometry, canvas: Size, providers: readonly number[]): MapLayout =>
  stackedLayout('lanes', nodePages(geometry), canvas, providers.length === 0 ? [0] : providers);

/** NUMA nodes side by side, on one scale. */
export function nodesLayout(geometry: Geometry, canvas: Size): MapLayout {
  const nodes = nodePages(geometry);
  const area = areaOf(canvas, LANE_HEADER_PX);
  const { laneWidth, xOf } = laneColumns(area, nodes.length);
  const largest = { node: 0, firstPage: 0, pages: Math.max(1, ...nodes.map(({ pages }) => pages)) };
  const pagesPerRow = choosePagesPerRow([largest], laneWidth, area.height);
  const lanes = nodes.map((node, lane) => ({
    key: node.node,
    x: xOf(lane),
    bands: bandsOf([node], pagesPerRow),
  }));
  return filled('nodes', area, lanes, laneWidth, pagesPerRow, bandsOf([largest], pagesPerRow), 0);
}

function stackedLayout(
  mode: PageMode,
  nodes: readonly NodePages[],
  canvas: Size,
  keys: readonly number[],
): MapLayout {
  const area = areaOf(canvas, mode === 'lanes' ? LANE_HEADER_PX : 0);
  const { laneWidth, xOf } = laneColumns(area, keys.length);
  const headerPx = nodes.length < 2 ? 0 : headerFor(area.height, nodes.length);
  const rowsHeight = area.height - headerPx * nodes.length;
  const pagesPerRow = choosePagesPerRow(nodes, laneWidth, rowsHeight);
  const bands = bandsOf(nodes, pagesPerRow);
  const lanes = keys.map((key, lane) => ({ key, x: xOf(lane), bands }));
  return filled(mode, area, lanes, laneWidth, pagesPerRow, bands, headerPx);
}

function filled(
  mode: PageMode,
  area: Rect,
  lanes: readonly Lane[],
  laneWidth: number,
  pagesPerRow: number,
  bands: readonly Band[],
  headerPx: number,
): MapLayout {
  const rowCount = bands.reduce((rows, band) => rows + band.rows, 0);
  const rowsHeight = area.height - headerPx * bands.length;
  const fitPagePx = laneWidth / pagesPerRow;
  const fitRowPx = Math.max(1, Math.min(MAX_FIT_ROW_PX, rowsHeight / Math.max(1, rowCount)));
  const maxZoom = Math.max(1, MAX_PAGE_PX / fitPagePx);
  return {
    mode,
    area,
    lanes,
    laneWidth,
    pagesPerRow,
    bands,
    rowCount,
    headerPx,
    fitPagePx,
    fitRowPx,
    maxZoom,
  };
}

/** The same layout in a smaller place, for the overview: same rows, same columns, no margins. */
export function miniatureOf(layout: MapLayout, size: Size): MapLayout {
  const { lanes, laneWidth, area, bands, rowCount, pagesPerRow } = layout;
  const scale = size.width / area.width;
  const drawn = layout.headerPx * bands.length + layout.fitRowPx * rowCount;
  const down = size.height / Math.max(drawn, area.height);
  return {
    ...layout,
    area: { x: 0, y: 0, width: size.width, height: size.height },
    lanes: lanes.map((lane) => ({ ...lane, x: (lane.x - area.x) * scale })),
    laneWidth: laneWidth * scale,
    headerPx: layout.headerPx * down,
    fitPagePx: (laneWidth * scale) / pagesPerRow,
    fitRowPx: layout.fitRowPx * down,
    maxZoom: 1,
  };
}

function areaOf(canvas: Size, headerPx: number): Rect {
  const top = MARGINS.top + headerPx;
  return {
    x: MARGINS.left,
    y: top,
    width: Math.max(1, canvas.width - MARGINS.left - MARGINS.right),
    height: Math.max(1, canvas.height - top - MARGINS.bottom),
  };
}

function laneColumns(area: Rect, count: number): { laneWidth: number; xOf: (lane: number) => number } {
  const gap = count < 2 ? 0 : Math.min(LANE_GAP_PX, (area.width * LANE_GAP_SHARE) / (count - 1));
  const laneWidth = (area.width - gap * (count - 1)) / count;
  return { laneWidth, xOf: (lane) => area.x + lane * (laneWidth + gap) };
}

interface NodePages {
  readonly node: number;
  readonly firstPage: number;
  readonly pages: number;
}

function nodePages({ pageCount, nodeStarts }: Geometry): NodePages[] {
  const starts = nodeStarts.length < 2 ? [0, pageCount] : nodeStarts;
  return starts
    .slice(0, -1)
    .map((firstPage, node) => ({ node, firstPage, pages: (starts[node + 1] ?? pageCount) - firstPage }))
    .filter(({ pages }) => pages > 0);
}

const headerFor = (height: number, nodes: number): number =>
  Math.max(2, Math.min(MAX_HEADER_PX, Math.floor((height * HEADER_SHARE) / nodes)));

/** The shortest row, in pages, for which all rows of readable height fit. */
function choosePagesPerRow(nodes: readonly NodePages[], width: number, height: number): number {
  const largest = Math.max(1, ...nodes.map(({ pages }) => pages));
  const mostRows = Math.floor(height / MIN_ROW_PX);
  let pagesPerRow = 1;
  const rows = (): number => nodes.reduce((sum, { pages }) => sum + Math.ceil(pages / pagesPerRow), 0);
  while (pagesPerRow * MAX_FIT_PAGE_PX < width) pagesPerRow *= 2;
  while (pagesPerRow < largest && rows() > mostRows) pagesPerRow *= 2;
  return pagesPerRow;
}

function bandsOf(nodes: readonly NodePages[], pagesPerRow: number): Band[] {
  let firstRow = 0;
  return nodes.map((node) => {
    const band = { ...node, firstRow, rows: Math.ceil(node.pages / pagesPerRow) };
    firstRow += band.rows;
    return band;
  });
}

/**
 * Sizes at a zoom, in CSS px. Rows grow slower than pages and only up to a tile's height: what is read is along the
 * row, and the more rows stay in view the better a person knows where they are.
 */
export interface Scale {
  readonly pagePx: number;
  /** With the gap below. */
  readonly rowPx: number;
  readonly gapPx: number;
  readonly headerPx: number;
}

export function scaleAt(layout: MapLayout, zoom: number): Scale {
  const growth = Math.sqrt(zoom);
  const rowPx = Math.min(layout.fitRowPx * growth, Math.max(layout.fitRowPx, MAX_ROW_PX));
  return {
    pagePx: layout.fitPagePx * zoom,
    rowPx,
    gapPx: rowPx >= 18 ? 2 : rowPx >= 4 ? 1 : 0,
    headerPx: Math.min(layout.headerPx * growth, Math.max(layout.headerPx, MAX_HEADER_PX)),
  };
}

/** How many pages share a cell: 2^n, so that a cell is never under one device pixel wide. */
export function cellLevel(layout: MapLayout, zoom: number, devicePixelRatio: number): number {
  const devicePx = layout.fitPagePx * zoom * devicePixelRatio;
  const needed = devicePx >= 1 ? 0 : Math.ceil(Math.log2(1 / devicePx));
  return Math.min(needed, Math.log2(layout.pagesPerRow));
}

/** Bytes that one cell stands for. */
export const cellBytes = (level: number): number => PAGE_BYTES * 2 ** level;
