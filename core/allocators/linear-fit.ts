import { enlarged, NONE } from './entry-tree.ts';
import { Placement } from './placement.ts';
import { alignUp, type VisitRun } from './range-allocator.ts';

export type FitChoice = 'first' | 'next' | 'best' | 'worst';

/**
 * The four fits as textbooks draw them, for teaching: one list of free extents by address, walked from extent to
 * extent both to reserve and to release (Knuth, TAOCP 1, 2.5, algorithms A and B). Every extent that is looked at
 * counts as a probe. Places exactly as the indexed policy of the same name does, with the lowest of equals.
 *
 * Price: time in proportion to the number of free extents. That is what it shows.
 */
export class LinearFit extends Placement {
  private starts = new Float64Array(64);
  private lengths = new Float64Array(64);
  private nexts = new Int32Array(64);
  private head = NONE;
  private spare = NONE;
  private nodesUsed = 0;
  private extents = 0;
  /** Next fit: the unit behind the last reservation. */
  private rover = 0;

  constructor(
    capacity: number,
    private readonly choice: FitChoice,
  ) {
    super(capacity);
    if (capacity > 0) this.insertAfter(NONE, 0, capacity);
  }

  get largestFree(): number {
    let longest = 0;
    for (let at = this.head; at >= 0; at = this.nexts[at]!) longest = Math.max(longest, this.lengths[at]!);
    return longest;
  }

  get largestReservable(): number {
    return this.largestFree;
  }

  get freeExtentCount(): number {
    return this.extents;
  }

  take(length: number, alignment = 1): boolean {
    const found = this.search(length, alignment);
    if (found === NONE) return false;
    const before = this.beforeFound;
    const first = this.starts[found]!;
    const start = alignUp(first, alignment);
    this.cut(before, found, start, length);
    this.rover = start + length;
    this.at[0] = start;
    return true;
  }

  give(length: number): void {
    const start = this.at[0]!;
    const { starts, lengths, nexts } = this;
    const before = this.lastBefore(start);
    const after = before < 0 ? this.head : nexts[before]!;
    this.free += length;
    const joinsAfter = after >= 0 && starts[after] === start + length;
    if (before >= 0 && starts[before]! + lengths[before]! === start) {
      lengths[before]! += length;
      if (!joinsAfter) return;
      lengths[before]! += lengths[after]!;
      this.removeAfter(before);
    } else if (joinsAfter) {
      starts[after] = start;
      lengths[after]! += length;
    } else this.insertAfter(before, start, length);
  }

  grow(start: number, length: number, newLength: number): boolean {
    if (newLength <= length) return newLength === length;
    const end = start + length;
    const before = this.lastBefore(end - 1);
    const at = before < 0 ? this.head : this.nexts[before]!;
    if (at < 0 || this.starts[at] !== end || this.lengths[at]! < newLength - length) return false;
    this.cut(before, at, end, newLength - length);
    return true;
  }

  forEachFreeExtent(visit: VisitRun): void {
    for (let at = this.head; at >= 0; at = this.nexts[at]!) visit(this.starts[at]!, this.lengths[at]!);
  }

  protected wouldGrant(length: number, alignment: number): boolean {
    return this.search(length, alignment) !== NONE;
  }

  /** The chosen extent, the one before it in `beforeFound`; or NONE. */
  private search(length: number, alignment: number): number {
    const { starts, lengths, nexts, choice } = this;
    let found = NONE;
    let before = NONE;
    let probes = 0;
    // Next fit remembers the first that fits from the bottom, for when nothing fits behind the rover.
    let behindRover = false;
    for (let at = this.head; at >= 0; before = at, at = nexts[at]!) {
      probes++;
      const end = starts[at]! + lengths[at]!;
      const isBehind = end > this.rover;
      if (alignUp(starts[at]!, alignment) + length > end) continue;
      if (
        found === NONE ||
        (choice === 'best' && lengths[at]! < lengths[found]!) ||
        (choice === 'worst' && lengths[at]! > lengths[found]!) ||
        (choice === 'next' && isBehind && !behindRover)
      ) {
        found = at;
        this.beforeFound = before;
        behindRover = isBehind;
      }
      if (choice === 'first' || (choice === 'next' && behindRover)) break;
    }
    this.countProbes(probes);
    return found;
  }
  private beforeFound = NONE;

  /** The last extent that starts at or before `start`, or NONE. */
  private lastBefore(start: number): number {
    let before = NONE;
    let probes = 0;
    for (let at = this.head; at >= 0 && this.starts[at]! <= start; at = this.nexts[at]!) {
      before = at;
      probes++;
    }
    this.countProbes(probes);
    return before;
  }

  private cut(before: number, at: number, start: number, length: number): void {
    const first = this.starts[at]!;
    const rest = first + this.lengths[at]! - start - length;
    this.free -= length;
    if (start > first) {
      this.lengths[at] = start - first;
      if (rest > 0) this.insertAfter(at, start + length, rest);
    } else if (rest > 0) {
      this.starts[at] = start + length;
      this.lengths[at] = rest;
    } else this.removeAfter(before);
  }

  private insertAfter(before: number, start: number, length: number): void {
    let at = this.spare;
    if (at >= 0) this.spare = this.nexts[at]!;
    else {
      if (this.nodesUsed === this.nexts.length) this.growPool();
      at = this.nodesUsed++;
    }
    this.starts[at] = start;
    this.lengths[at] = length;
    this.nexts[at] = before < 0 ? this.head : this.nexts[before]!;
    if (before < 0) this.head = at;
    else this.nexts[before] = at;
    this.extents++;
  }

  private removeAfter(before: number): void {
    const at = before < 0 ? this.head : this.nexts[before]!;
    if (before < 0) this.head = this.nexts[at]!;
    else this.nexts[before] = this.nexts[at]!;
    this.nexts[at] = this.spare;
    this.spare = at;
    this.extents--;
  }

  private growPool(): void {
    const nodes = this.nexts.length * 2;
    this.starts = enlarged(this.starts, new Float64Array(nodes));
    this.lengths = enlarged(this.lengths, new Float64Array(nodes));
    this.nexts = enlarged(this.nexts, new Int32Array(nodes));
  }

  check(): string | null {
    let end = -1;
    let free = 0;
    let extents = 0;
    for (let at = this.head; at >= 0; at = this.nexts[at]!) {
      const start = this.starts[at]!;
      const length = this.lengths[at]!;
      if (length < 1) return `free extent at ${start} has length ${length}`;
      if (start <= end) return `free extent at ${start} touches or overlaps the one that ends at ${end}`;
      end = start + length;
      free += length;
      if (++extents > this.extents)
        return `the list holds more than the ${this.extents} extents that are counted`;
    }
    if (end > this.capacity) return `the last free extent passes the end of the memory`;
    if (free !== this.free) return `extents hold ${free} units, the count says ${this.free}`;
    return extents === this.extents ? null : `${extents} extents, the count says ${this.extents}`;
  }
}
