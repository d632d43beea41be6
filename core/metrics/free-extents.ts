import { BitTree } from '../memory/bit-tree.ts';

/** Size classes of the histogram: class i counts extents of 2^i to 2^(i+1) - 1 pages. */
export const EXTENT_CLASSES = 32;

const classOf = (pages: number): number => 31 - Math.clz32(pages);

/**
 * The free extents of a memory, kept up to date as pages are taken and given: their number, their lengths by size
 * class and the sum of their squares, each at the cost of the change and not of the memory. Extents never cross the
 * start of a NUMA node, as no provider's run does. Pages are relative to the memory's base.
 */
export class FreeExtents {
  freePages = 0;
  count = 0;
  /** Sum over extents of length squared, in pages. */
  sumOfSquares = 0;
  readonly histogram = new Float64Array(EXTENT_CLASSES);
  /** Length of the extent that begins at a page, 0 where none does. */
  private readonly lengthAt: Int32Array;
  /** First page of the extent that ends at a page; counts only if the length there agrees. */
  private readonly startAt: Int32Array;
  private readonly starts: BitTree;
  private readonly byLength = new Map<number, number>();
  private largest = 0;
  private largestKnown = true;
  private readonly borders: ReadonlySet<number>;

  constructor(private readonly nodeStarts: readonly number[]) {
    const pages = nodeStarts[nodeStarts.length - 1] ?? 0;
    this.lengthAt = new Int32Array(pages);
    this.startAt = new Int32Array(pages).fill(-1);
    this.starts = new BitTree(pages);
    this.borders = new Set(nodeStarts);
    this.reset();
  }

  /** Everything is free. */
  reset(): void {
    this.clear();
    for (let node = 0; node + 1 < this.nodeStarts.length; node++) {
      const first = this.nodeStarts[node]!;
      const pages = this.nodeStarts[node + 1]! - first;
      if (pages > 0) this.add(first, pages);
      this.freePages += pages;
    }
  }

  /** Nothing is free. */
  private clear(): void {
    this.lengthAt.fill(0);
    this.startAt.fill(-1);
    this.starts.clear();
    this.histogram.fill(0);
    this.byLength.clear();
    this.freePages = 0;
    this.count = 0;
    this.sumOfSquares = 0;
    this.largestKnown = false;
  }

  /** Reads a memory of which it is known page by page who has it, and perhaps who holds it back (0: nobody). */
  rebuild(owners: Uint32Array, reserved?: Uint32Array): void {
    this.clear();
    for (let node = 0; node + 1 < this.nodeStarts.length; node++) {
      const end = this.nodeStarts[node + 1]!;
      for (let page = this.nodeStarts[node]!; page < end;) {
        if (owners[page] !== 0 || (reserved !== undefined && reserved[page] !== 0)) {
          page++;
          continue;
        }
        const start = page;
        while (page < end && owners[page] === 0 && (reserved === undefined || reserved[page] === 0)) page++;
        this.add(start, page - start);
        this.freePages += page - start;
      }
    }
  }

  /** Length of the longest extent; found anew only after it was touched. */
  get largestPages(): number {
    if (!this.largestKnown) {
      this.largest = 0;
      for (const length of this.byLength.keys()) if (length > this.largest) this.largest = length;
      this.largestKnown = true;
    }
    return this.largest;
  }

  /** Pages that were free are taken; they lie in one extent. */
  take(first: number, pages: number): void {
    const start = this.starts.atOrBelow(first);
    const length = this.lengthAt[start]!;
    const end = start + length;
    this.remove(start, length);
    if (start < first) this.add(start, first - start);
    if (first + pages < end) this.add(first + pages, end - first - pages);
    this.freePages -= pages;
  }

  /** Pages that were taken are free again. */
  give(first: number, pages: number): void {
    let start = first;
    let end = first + pages;
    const after = end < this.lengthAt.length && !this.borders.has(end) ? this.lengthAt[end]! : 0;
    if (after > 0) {
      this.remove(end, after);
      end += after;
    }
    const before = start > 0 && !this.borders.has(start) ? this.startAt[start - 1]! : -1;
    if (before >= 0 && this.lengthAt[before] === start - before) {
      this.remove(before, start - before);
      start = before;
    }
    this.add(start, end - start);
    this.freePages += pages;
  }

  private add(start: number, length: number): void {
    this.lengthAt[start] = length;
    this.startAt[start + length - 1] = start;
    this.starts.add(start);
    this.count++;
    this.sumOfSquares += length * length;
    this.histogram[classOf(length)]!++;
    this.byLength.set(length, (this.byLength.get(length) ?? 0) + 1);
    if (this.largestKnown && length > this.largest) this.largest = length;
  }

  private remove(start: number, length: number): void {
    this.lengthAt[start] = 0;
    this.startAt[start + length - 1] = -1;
    this.starts.delete(start);
    this.count--;
    this.sumOfSquares -= length * length;
    this.histogram[classOf(length)]!--;
    const left = this.byLength.get(length)! - 1;
    if (left > 0) this.byLength.set(length, left);
    else {
      this.byLength.delete(length);
      if (length === this.largest) this.largestKnown = false;
    }
  }
}
