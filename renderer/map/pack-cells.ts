import { fold, FREE_CELL, mixedCell, paddingSteps, SHARE_STEPS, STYLES, usedCell } from './cell-code.ts';
import { PAGE_BYTES, type MapModel, type PageRun } from './map-model.ts';

/** Padding of a page that is nothing else. */
const FULL = paddingSteps(PAGE_BYTES, PAGE_BYTES);

export type CellSource = Pick<
  MapModel,
  'owners' | 'reserved' | 'reservedStyleOf' | 'styleOf' | 'paddingOf' | 'lastPageOf' | 'sparePagesOf'
>;

/**
 * Packs pages `firstPage` to `endPage - 1` into cells of 2^level pages from `out[at]` on. The last cell may be short.
 * Costs a step a page and a style look-up a run.
 */
export function packCells(
  source: CellSource,
  firstPage: number,
  endPage: number,
  level: number,
  out: Uint32Array,
  at: number,
): void {
  if (level === 0) {
    packPages(source, firstPage, endPage, out, at);
    return;
  }
  const step = 2 ** level;
  for (let page = firstPage; page < endPage; page += step) {
    out[at++] = mergePages(source, page, Math.min(page + step, endPage));
  }
}

function packPages(
  source: CellSource,
  firstPage: number,
  endPage: number,
  out: Uint32Array,
  at: number,
): void {
  const { owners, reserved } = source;
  let page = firstPage;
  while (page < endPage) {
    const block = owners[page]!;
    const end = endOfRun(owners, reserved, page, endPage);
    const cell = block === 0 ? unownedCell(source, page) : usedCell(source.styleOf(block), block, 0);
    out.fill(cell, at, at + end - page);
    if (block !== 0) markPadding(source, block, page, end, out, at);
    at += end - page;
    page = end;
  }
}

function markPadding(
  source: CellSource,
  block: number,
  page: number,
  end: number,
  out: Uint32Array,
  at: number,
): void {
  for (const run of source.sparePagesOf(block)) {
    const first = Math.max(page, run.firstPage);
    const to = Math.min(end, run.firstPage + run.pages);
    if (first < to) out.fill(usedCell(source.styleOf(block), block, FULL), at + first - page, at + to - page);
  }
  const last = source.lastPageOf(block);
  if (last < page || last >= end) return;
  const steps = paddingSteps(source.paddingOf(block), PAGE_BYTES);
  if (steps > 0) out[at + last - page] = usedCell(source.styleOf(block), block, steps);
}

/** How many of the pages are whole pages beyond the block's Length. */
function spareAmong(spare: readonly PageRun[], page: number, end: number): number {
  let pages = 0;
  for (const run of spare)
    pages += Math.max(0, Math.min(end, run.firstPage + run.pages) - Math.max(page, run.firstPage));
  return pages;
}

/** Where pages end that have one owner, or none and one holder. */
function endOfRun(owners: Uint32Array, reserved: Uint32Array | null, page: number, endPage: number): number {
  const block = owners[page]!;
  if (block === 0 && reserved !== null) {
    const holder = reserved[page]!;
    while (++page < endPage && owners[page] === 0 && reserved[page] === holder);
    return page;
  }
  while (++page < endPage && owners[page] === block);
  return page;
}

/** The cell of pages without an owner: free, or held back. */
function unownedCell(source: CellSource, page: number): number {
  const holder = source.reserved === null ? 0 : source.reserved[page]!;
  return holder === 0 ? FREE_CELL : usedCell(source.reservedStyleOf(holder), holder, 0);
}

/** Pages by style in the cell at hand; zero between calls. */
const pagesByStyle = new Uint32Array(STYLES);
/** Styles that have any; a cell has few of them. */
const stylesMet = new Uint8Array(STYLES);
let metCount = 0;

/** One cell for several pages: plain when one owner or holder has them all, with the part that is whole spare pages; otherwise mixed. */
export function mergePages(source: CellSource, firstPage: number, endPage: number): number {
  const { owners, reserved } = source;
  let page = endOfRun(owners, reserved, firstPage, endPage);
  const first = owners[firstPage]!;
  if (page === endPage) {
    if (first === 0) return unownedCell(source, firstPage);
    const spare = spareAmong(source.sparePagesOf(first), firstPage, endPage);
    return usedCell(source.styleOf(first), first, paddingSteps(spare, endPage - firstPage));
  }
  let used = 0;
  for (let start = firstPage; start < endPage; start = page) {
    page = endOfRun(owners, reserved, start, endPage);
    const block = owners[start]!;
    const holder = block === 0 && reserved !== null ? reserved[start]! : 0;
    if (block === 0 && holder === 0) continue;
    const style = fold(block === 0 ? source.reservedStyleOf(holder) : source.styleOf(block));
    if (pagesByStyle[style] === 0) stylesMet[metCount++] = style;
    pagesByStyle[style]! += page - start;
    used += page - start;
  }
  return mixOf(used, endPage - firstPage);
}

/** The two styles that have most of the cell stand for all; what they share out is all that is used. */
function mixOf(used: number, pages: number): number {
  const first = takeLargest();
  const second = takeLargest();
  for (let index = 0; index < metCount; index++) pagesByStyle[stylesMet[index]!] = 0;
  metCount = 0;
  return sharedCell(first.style, first.pages, second.style, second.pages, used, pages);
}

/** A merged cell of which `used` of `whole` is used, most of it by two styles. */
export function sharedCell(
  style: number,
  amount: number,
  secondStyle: number,
  secondAmount: number,
  used: number,
  whole: number,
): number {
  const most = used < whole ? SHARE_STEPS - 1 : SHARE_STEPS;
  const share = Math.max(1, Math.min(most, Math.round((used / whole) * SHARE_STEPS)));
  const fraction = secondAmount / (amount + secondAmount);
  const secondShare = Math.min(share - 1, Math.max(secondAmount > 0 ? 1 : 0, Math.round(share * fraction)));
  return mixedCell(style, share - secondShare, secondStyle, secondShare);
}

/** Of styles with as many pages the first one, however the pages lie. */
function takeLargest(): { style: number; pages: number } {
  let style = 0;
  let pages = 0;
  for (let index = 0; index < metCount; index++) {
    const other = stylesMet[index]!;
    const has = pagesByStyle[other]!;
    if (has > pages || (has === pages && has > 0 && other < style)) [style, pages] = [other, has];
  }
  pagesByStyle[style] = 0;
  return { style, pages };
}
