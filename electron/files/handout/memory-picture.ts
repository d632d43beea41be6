import { elementsOf } from '../../../core/lab/describe-event.ts';
import { type Lab } from '../../../core/lab/lab.ts';
import { freeRuns } from '../../../core/lessons/free-runs.ts';
import { addressOf, formatAddress, pageIndex } from '../../../core/memory/units.ts';
import {
  type Boxes,
  type Patterns,
  type Picture,
  type PictureFont,
  type Shape,
} from '../../../core/pictures/picture.ts';
import { type HandoutWords } from './handout-words.ts';

export const PAGE_WIDTH = 690;
const LABEL_WIDTH = 128;
/** With a px for the frame at the end. */
const MEMORY_WIDTH = PAGE_WIDTH - LABEL_WIDTH - 2;
const ROW_GAP = 3;
const NODE_GAP = 6;
const LEGEND_HEIGHT = 26;
/** Rows that a memory is drawn in, all nodes together, as long as it has fewer nodes than that. */
const MOST_ROWS = 8;
/** Pages that a row need not be broken for. */
const FULL_ROW_PAGES = 256;
/** A letter of the small font, about; there is nobody to measure it. */
const LETTER_WIDTH = 5.6;

/** Black on white, and told apart without colour: by lightness and by pattern. */
const LOOKS = {
  background: '#ffffff',
  text: '#1f2328',
  dim: '#59636e',
  outline: '#c3cad2',
  free: '#f3f5f7',
  ofThisStep: '#0b57c2',
  earlier: '#a9c4e6',
  freed: '#0b57c2',
  lost: '#8a4b00',
} as const;

const row4 = (...strengths: readonly number[]): readonly number[] => strengths;
export const HANDOUT_PATTERNS: Patterns = {
  hatch: [...row4(1, 0, 0, 0), ...row4(0, 1, 0, 0), ...row4(0, 0, 1, 0), ...row4(0, 0, 0, 1)],
  dots: [...row4(0, 0, 0, 0), ...row4(0, 0.9, 0, 0), ...row4(0, 0, 0, 0), ...row4(0, 0, 0, 0.9)],
};

type RunKind = 'ofThisStep' | 'earlier' | 'freed' | 'lost';

/** Pages that are drawn alike; `block` is 0 for pages of none. Pages count from the memory's first one. */
interface DrawnRun {
  readonly first: number;
  readonly pages: number;
  readonly kind: RunKind;
  readonly block: number;
}

/**
 * The memory of a machine as it is after a step that began at `firstSeq`: what the step allocated and freed, what was
 * there before, and what is taken although no block says so.
 */
export function memoryPicture(lab: Lab, firstSeq: number, words: HandoutWords): Picture {
  const rows = rowsOf(lab);
  const bottom = rows.reduce((lowest, row) => Math.max(lowest, row.y + row.height), 0);
  const runs = runsOf(lab, firstSeq);
  const { basePage } = lab.geometry;
  const shapes: Shape[] = [];
  for (const row of rows) {
    shapes.push({
      kind: 'boxes',
      fill: LOOKS.outline,
      boxes: [LABEL_WIDTH - 1, row.y - 1, row.width + 2, row.height + 2],
    });
    shapes.push({ kind: 'boxes', fill: LOOKS.free, boxes: [LABEL_WIDTH, row.y, row.width, row.height] });
    const address = formatAddress(addressOf(pageIndex(basePage + row.first)));
    const place = { kind: 'text', x: 0, fill: LOOKS.dim, align: 'left' } as const;
    if (row.height >= 12)
      shapes.push({ ...place, text: address, y: row.y + row.height / 2, font: font('monospace', 9.5) });
    if (row.node !== null)
      shapes.push({ ...place, text: words.node(row.node), y: row.y - 9, font: font('sans-serif', 10) });
  }
  for (const run of runs) for (const row of rows) shapes.push(...runIn(row, run));
  shapes.push(...legend(new Set(runs.map(({ kind }) => kind)), bottom + LEGEND_HEIGHT / 2 + 2, words));
  return {
    width: PAGE_WIDTH,
    height: bottom + LEGEND_HEIGHT,
    title: words.memory,
    background: LOOKS.background,
    shapes,
  };
}

const font = (family: PictureFont['family'], sizePx: number, weight: 400 | 600 = 400): PictureFont => ({
  family,
  sizePx,
  weight,
});

interface Row {
  readonly first: number;
  readonly end: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly pageWidth: number;
  /** Number of the node whose first row it is and that has a name to be shown; null for others. */
  readonly node: number | null;
}

function rowsOf({ geometry, pool: { nodeCount } }: Lab): readonly Row[] {
  const rows: Row[] = [];
  const longest = Math.ceil(geometry.pageCount / nodeCount);
  const rowsPerNode = Math.max(
    1,
    Math.min(Math.floor(MOST_ROWS / nodeCount), Math.ceil(longest / FULL_ROW_PAGES)),
  );
  const pagesPerRow = Math.ceil(longest / rowsPerNode);
  const named = nodeCount > 1 && nodeCount <= MOST_ROWS;
  const height = nodeCount <= MOST_ROWS ? 18 : 8;
  const pageWidth = MEMORY_WIDTH / pagesPerRow;
  let y = 2;
  for (let node = 0; node < nodeCount; node++) {
    const end = geometry.nodeStarts[node + 1] ?? geometry.pageCount;
    let first = geometry.nodeStarts[node] ?? 0;
    if (named) y += 16;
    for (let index = 0; first < end; index++) {
      const rowEnd = Math.min(end, first + pagesPerRow);
      const width = (rowEnd - first) * pageWidth;
      rows.push({
        first,
        end: rowEnd,
        y,
        width,
        height,
        pageWidth,
        node: named && index === 0 ? node : null,
      });
      y += height + ROW_GAP;
      first = rowEnd;
    }
    y += nodeCount <= MOST_ROWS ? NODE_GAP : 0;
  }
  return rows;
}

function runsOf(lab: Lab, firstSeq: number): readonly DrawnRun[] {
  const { session, geometry } = lab;
  const { blocks } = lab.ndis;
  session.indexNew();
  const known = new Uint8Array(geometry.pageCount);
  const freed: DrawnRun[] = [];
  const live: DrawnRun[] = [];
  for (let block = 1; block <= blocks.last; block++) {
    const madeAt = session.seqOfBlock(block);
    const endedNow = !blocks.isLive(block) && session.endOfBlock(block) >= firstSeq;
    if (madeAt < 0 || (!blocks.isLive(block) && !endedNow)) continue;
    for (const { firstPage, pages } of elementsOf(session, madeAt)) {
      const first = firstPage - geometry.basePage;
      if (endedNow) freed.push({ first, pages, kind: 'freed', block: 0 });
      else {
        known.fill(1, first, first + pages);
        live.push({ first, pages, kind: madeAt >= firstSeq ? 'ofThisStep' : 'earlier', block });
      }
    }
  }
  for (const { firstPage, pages } of freeRuns(lab))
    known.fill(1, firstPage - geometry.basePage, firstPage - geometry.basePage + pages);
  return [...freed, ...lostRuns(known), ...live];
}

/** Pages that are neither free nor of a block: a provider has kept them. */
function lostRuns(known: Uint8Array): readonly DrawnRun[] {
  const runs: DrawnRun[] = [];
  for (let page = known.indexOf(0); page >= 0;) {
    const next = known.indexOf(1, page);
    const end = next < 0 ? known.length : next;
    runs.push({ first: page, pages: end - page, kind: 'lost', block: 0 });
    page = next < 0 ? -1 : known.indexOf(0, next);
  }
  return runs;
}

function runIn(row: Row, { first, pages, kind, block }: DrawnRun): readonly Shape[] {
  const from = Math.max(first, row.first);
  const to = Math.min(first + pages, row.end);
  if (from >= to) return [];
  const x = LABEL_WIDTH + (from - row.first) * row.pageWidth;
  const width = (to - from) * row.pageWidth;
  // A line of the ground between neighbours, where there is room for one.
  const boxes: Boxes = [x, row.y, width > 3 ? width - 0.75 : width, row.height];
  const shapes: Shape[] = [areaOf(kind, boxes)];
  const label = `#${block}`;
  if (block > 0 && row.height >= 12 && width > 4 + label.length * LETTER_WIDTH * 1.1)
    shapes.push({
      kind: 'text',
      text: label,
      x: x + width / 2,
      y: row.y + row.height / 2,
      fill: kind === 'ofThisStep' ? LOOKS.background : LOOKS.text,
      font: font('sans-serif', 10, 600),
      align: 'center',
    });
  return shapes;
}

function areaOf(kind: RunKind, boxes: Boxes): Shape {
  const fill = LOOKS[kind];
  if (kind === 'freed') return { kind: 'overlay', fill, opacity: 1, pattern: 'dots', boxes };
  if (kind === 'lost') return { kind: 'overlay', fill, opacity: 1, pattern: 'hatch', boxes };
  return { kind: 'boxes', fill, boxes };
}

/** What is there, and what is free. */
function legend(kinds: ReadonlySet<RunKind>, y: number, words: HandoutWords): readonly Shape[] {
  const shapes: Shape[] = [];
  let x = LABEL_WIDTH;
  for (const kind of ['ofThisStep', 'earlier', 'freed', 'lost', 'free'] as const) {
    if (kind !== 'free' && !kinds.has(kind)) continue;
    const swatch: Boxes = [x, y - 5, 10, 10];
    shapes.push({ kind: 'boxes', fill: LOOKS.outline, boxes: [x - 1, y - 6, 12, 12] });
    shapes.push({ kind: 'boxes', fill: LOOKS.free, boxes: swatch });
    if (kind !== 'free') shapes.push(areaOf(kind, swatch));
    const text = words[kind];
    shapes.push({
      kind: 'text',
      text,
      x: x + 16,
      y,
      fill: LOOKS.dim,
      font: font('sans-serif', 10),
      align: 'left',
    });
    x += 34 + text.length * LETTER_WIDTH;
  }
  return shapes;
}
