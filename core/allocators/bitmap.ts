import { BitTree } from './bit-tree.ts';
import { granulesOf } from './granules.ts';
import { MaxTree } from './max-tree.ts';
import { Placement } from './placement.ts';
import { alignUp, type VisitRun } from './range-allocator.ts';

/** Granules of a chunk: eight words of the bitmap. */
const CHUNK_SHIFT = 8;

/**
 * Page bitmap with a search for contiguous runs (Wilson et al., 1995, "bitmapped fits"): a bit a granule, set while it
 * is reserved; the lowest run of free granules that is long enough. A tree of maxima over chunks, each with the longest
 * run that begins in it, leads to the right words.
 *
 * Price: reserving and releasing write every bit, so their time grows with the length, a word at a time; requests are
 * rounded up to granules. A little over a bit a granule, at most 2^28 granules (1 TiB of pages of 4 KiB in 37 MiB):
 * bytes of a large memory need a granule.
 */
export class Bitmap extends Placement {
  private readonly granules: number;
  private readonly used: BitTree;
  /** By chunk: the longest run of free granules that begins in it. */
  private readonly runs: MaxTree;
  private extents = 0;

  constructor(
    capacity: number,
    private readonly granule = 1,
  ) {
    super(capacity);
    this.granules = granulesOf(capacity, granule);
    this.used = new BitTree(this.granules);
    this.runs = new MaxTree((this.granules >> CHUNK_SHIFT) + 1);
    if (capacity === 0) return;
    this.runs.set(0, this.granules);
    this.extents = 1;
  }

  get largestFree(): number {
    return this.runs.max * this.granule;
  }

  get largestReservable(): number {
    return this.runs.max * this.granule;
  }

  get freeExtentCount(): number {
    return this.extents;
  }

  override reservedLength(_start: number, length: number): number {
    return this.granulesFor(length) * this.granule;
  }

  take(length: number, alignment = 1): boolean {
    const count = this.granulesFor(length);
    const first = this.search(count, this.granulesFor(alignment));
    if (first < 0) return false;
    const start = alignUp(first, this.granulesFor(alignment));
    this.reserveGranules(first, start, start + count);
    this.at[0] = start * this.granule;
    return true;
  }

  give(length: number): void {
    const from = this.at[0]! / this.granule;
    const to = from + this.granulesFor(length);
    this.used.clearRange(from, to);
    this.free += (to - from) * this.granule;
    const first = this.used.findLast(from) + 1;
    const end = this.endOfRun(from);
    this.extents += 1 - (first < from ? 1 : 0) - (end > to ? 1 : 0);
    const chunk = first >> CHUNK_SHIFT;
    if (end - first > this.runs.values[chunk]!) this.runs.set(chunk, end - first);
    // The run behind begins elsewhere now.
    const behind = to >> CHUNK_SHIFT;
    if (end > to && behind !== chunk && this.runs.values[behind] === end - to) this.measure(behind);
  }

  grow(start: number, length: number, newLength: number): boolean {
    if (newLength < length) return false;
    const from = start / this.granule + this.granulesFor(length);
    const to = start / this.granule + this.granulesFor(newLength);
    if (to === from) return true;
    if (to > this.granules || this.used.has(from) || this.endOfRun(from) < to) return false;
    this.reserveGranules(from, from, to);
    return true;
  }

  forEachFreeExtent(visit: VisitRun): void {
    for (let at = this.nextFree(0, this.granules); at < this.granules;) {
      const end = this.endOfRun(at);
      visit(at * this.granule, (end - at) * this.granule);
      at = this.nextFree(end, this.granules);
    }
  }

  protected wouldGrant(length: number, alignment: number): boolean {
    return this.search(this.granulesFor(length), this.granulesFor(alignment)) >= 0;
  }

  private granulesFor(length: number): number {
    return Math.ceil(length / this.granule);
  }

  /** First granule of the lowest run that holds the request, or -1. */
  private search(count: number, alignment: number): number {
    let probes = 1;
    let found = -1;
    let chunk = count > this.granules ? -1 : this.runs.findFrom(0, count);
    while (chunk >= 0 && found < 0) {
      const end = Math.min(this.granules, (chunk + 1) << CHUNK_SHIFT);
      let at = this.beginIn(chunk, end);
      while (at < end && found < 0) {
        const runEnd = this.endOfRun(at);
        probes++;
        if (alignUp(at, alignment) + count <= runEnd) found = at;
        else at = this.nextFree(runEnd, end);
      }
      if (found < 0) chunk = this.runs.findFrom(chunk + 1, count);
    }
    this.countProbes(probes);
    return found;
  }

  /** Reserves granules `from` to `to - 1` of the run that begins at `first`. */
  private reserveGranules(first: number, from: number, to: number): void {
    const { runs } = this;
    const end = this.endOfRun(from);
    this.used.setRange(from, to);
    this.free -= (to - from) * this.granule;
    this.extents += (from > first ? 1 : 0) + (end > to ? 1 : 0) - 1;
    const chunk = first >> CHUNK_SHIFT;
    const rest = to >> CHUNK_SHIFT;
    if (runs.values[chunk] === end - first) this.measure(chunk);
    if (end > to && end - to > runs.values[rest]!) runs.set(rest, end - to);
  }

  /** Finds the longest run that begins in a chunk. */
  private measure(chunk: number): void {
    const end = Math.min(this.granules, (chunk + 1) << CHUNK_SHIFT);
    let longest = 0;
    for (let at = this.beginIn(chunk, end); at < end;) {
      const runEnd = this.endOfRun(at);
      if (runEnd - at > longest) longest = runEnd - at;
      at = this.nextFree(runEnd, end);
    }
    if (this.runs.values[chunk] !== longest) this.runs.set(chunk, longest);
  }

  /** The first granule of a chunk where a run begins, or `end`. */
  private beginIn(chunk: number, end: number): number {
    const begin = chunk << CHUNK_SHIFT;
    if (begin === 0 || this.used.has(begin - 1)) return this.nextFree(begin, end);
    const used = this.used.findFrom(begin);
    return used < 0 || used >= end ? end : this.nextFree(used, end);
  }

  /** The first reserved granule at or after a free one, or the end of the memory. */
  private endOfRun(at: number): number {
    const used = this.used.findFrom(at);
    return used < 0 ? this.granules : used;
  }

  /** The first free granule at or after `from`, or `end`. */
  private nextFree(from: number, end: number): number {
    const at = this.used.findClearFrom(from);
    return at < end ? at : end;
  }

  check(): string | null {
    const problem = this.used.check() ?? this.runs.check();
    if (problem !== null) return problem;
    let free = 0;
    let extents = 0;
    const longest = new Int32Array((this.granules >> CHUNK_SHIFT) + 1);
    this.forEachFreeExtent((start, length) => {
      const chunk = (start / this.granule) >> CHUNK_SHIFT;
      longest[chunk] = Math.max(longest[chunk]!, length / this.granule);
      free += length;
      extents++;
    });
    for (let chunk = 0; chunk < longest.length; chunk++) {
      if (this.runs.values[chunk] !== longest[chunk])
        return `the longest run that begins in chunk ${chunk} is ${longest[chunk]!}, the tree says ${this.runs.values[chunk]!}`;
    }
    if (free !== this.free) return `clear bits hold ${free} units, the count says ${this.free}`;
    return extents === this.extents ? null : `${extents} extents, the count says ${this.extents}`;
  }
}
