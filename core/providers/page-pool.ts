import { ExtentPlacement } from '../allocators/extent-placement.ts';
import { createPolicy } from '../allocators/policies.ts';
import { type PolicyId } from '../allocators/policy-ids.ts';
import { NO_SPACE, type RangeAllocator, type WhyNot } from '../allocators/range-allocator.ts';
import { ReservedFor } from '../events/reserved-pages.ts';
import { type MemoryGeometry, nodeCountOf, nodeOfRelativePage } from '../memory/geometry.ts';
import { pageIndex, type PageIndex } from '../memory/units.ts';
import { HeldPages } from './held-pages.ts';

/**
 * The machine's free pages, one allocator of the chosen policy a NUMA node. Providers draw from it; it knows pages,
 * not blocks.
 */
export class PagePool {
  readonly nodeCount: number;
  private readonly nodes: RangeAllocator[];
  /** Candidates that all searches so far looked at. */
  probes = 0;
  /** What the pool remembers of each reservation, for policies that want back exactly what they gave. */
  private readonly reservations: Reservations | null;
  /** 1 for every page that is taken: what the books of providers ask at every free. */
  private readonly taken: Uint8Array;
  /** What is held back for no block. */
  readonly held: HeldPages;
  private readonly starts: readonly number[];
  private readonly base: number;

  constructor(
    private readonly geometry: MemoryGeometry,
    readonly policy: PolicyId = 'first-fit',
  ) {
    this.nodeCount = nodeCountOf(geometry);
    this.starts = geometry.nodeStarts;
    this.base = geometry.basePage;
    this.nodes = Array.from({ length: this.nodeCount }, (_, node) =>
      createPolicy(policy, this.starts[node + 1]! - this.starts[node]!),
    );
    this.taken = new Uint8Array(geometry.pageCount);
    this.held = new HeldPages(this.taken);
    const exact = this.nodes.some((node) => !(node instanceof ExtentPlacement));
    this.reservations = exact ? new Reservations(geometry.pageCount, this.held) : null;
  }

  get basePage(): number {
    return this.base;
  }

  /** Whether the policy lets a caller say where a run lies (`takeAt`). */
  get takesPlaces(): boolean {
    return this.nodes.every((node) => node instanceof ExtentPlacement);
  }

  /** Pages of the whole machine. */
  get pageCount(): number {
    return this.geometry.pageCount;
  }

  /** Pages free on all nodes. */
  get freePages(): number {
    let free = 0;
    for (const node of this.nodes) free += node.freeUnits;
    return free;
  }

  /** Longest run of free pages; a run never crosses nodes. */
  get largestFreePages(): number {
    let largest = 0;
    for (const node of this.nodes) largest = Math.max(largest, node.largestFree);
    return largest;
  }

  get freeExtentCount(): number {
    let count = 0;
    for (const node of this.nodes) count += node.freeExtentCount;
    return count;
  }

  /** The longest run that the policy would grant on any node. */
  get largestReservablePages(): number {
    let largest = 0;
    for (const node of this.nodes) largest = Math.max(largest, node.largestReservable);
    return largest;
  }

  freePagesOn(node: number): number {
    return this.nodes[node]!.freeUnits;
  }

  /** The longest run that the policy would grant on the node; what is free can be more. */
  largestReservablePagesOn(node: number): number {
    return this.nodes[node]!.largestReservable;
  }

  largestFreePagesOn(node: number): number {
    return this.nodes[node]!.largestFree;
  }

  /** The node with most free pages, the lowest of equals: what "any node" means here. */
  roomiestNode(): number {
    let best = 0;
    for (let node = 1; node < this.nodeCount; node++) {
      if (this.nodes[node]!.freeUnits > this.nodes[best]!.freeUnits) best = node;
    }
    return best;
  }

  /** Why the node cannot serve so many pages in one run; `policy` where an extent would have held them. */
  whyNot(node: number, pages: number): WhyNot {
    return this.nodes[node]!.whyNot(pages);
  }

  /** One run of exactly `pages` pages on the node, or null. */
  takeRun(node: number, pages: number): PageIndex | null {
    const allocator = this.nodes[node]!;
    const start = allocator.reserve(pages);
    this.probes += allocator.lastProbes;
    return start === NO_SPACE ? null : this.noteTaken(node, start, pages);
  }

  /**
   * A run of 1 to `pages` pages on the node; null when it is full. Where the policy can be told a place, it is the
   * first free extent at or after `from`, going round. Its length is in `lastRunPages`.
   */
  takeSomeFrom(node: number, from: number, pages: number): PageIndex | null {
    const allocator = this.nodes[node]!;
    if (allocator instanceof ExtentPlacement) {
      const start = allocator.reserveRun(from, pages);
      this.probes++;
      if (start === NO_SPACE) return null;
      this.lastRunPages = allocator.lastRunLength;
      return this.noteTaken(node, start, this.lastRunPages);
    }
    this.lastRunPages = Math.min(pages, allocator.largestReservable);
    return this.lastRunPages === 0 ? null : this.takeRun(node, this.lastRunPages);
  }
  lastRunPages = 0;

  /**
   * The first page at or after `from` where `pages` free pages of one node begin, both counted from the memory's first
   * page; null when there are none. Nothing is taken.
   */
  findFree(from: number, pages: number): number | null {
    for (let node = nodeOfRelativePage(this.geometry, from); node < this.nodeCount; node++) {
      const begin = this.starts[node]!;
      const found = findFreeOn(this.nodes[node]!, Math.max(0, from - begin), pages);
      if (found !== NO_SPACE) return begin + found;
    }
    return null;
  }

  /**
   * Exactly these pages, for workloads and scripts that say where; false when one is taken, or when the policy takes
   * no orders.
   */
  takeAt(first: PageIndex, pages: number): boolean {
    const relative = first - this.base;
    const node = this.nodeOf(first);
    const inside = relative - this.starts[node]!;
    const allocator = this.nodes[node]!;
    if (relative < 0 || inside + pages > allocator.capacity) return false;
    if (!(allocator instanceof ExtentPlacement) || !allocator.reserveAt(inside, pages)) return false;
    mark(this.taken, relative, pages, 1);
    return true;
  }

  /** Gives back pages that were taken, in one piece or in several that follow each other. */
  give(first: PageIndex, pages: number): void {
    const node = this.nodeOf(first);
    const nodeStart = this.starts[node]!;
    const relative = first - this.base;
    const allocator = this.nodes[node]!;
    mark(this.taken, relative, pages, 0);
    if (this.reservations === null) allocator.release(relative - nodeStart, pages);
    else this.reservations.giveBack(allocator, relative, pages, nodeStart);
  }

  /** Free extents by rising address, each as the policy sees it: what it rounded up for a reservation is not free. */
  forEachFreeRun(visit: (firstPage: PageIndex, pages: number, node: number) => void): void {
    this.nodes.forEach((allocator, node) => {
      const offset = this.base + this.starts[node]!;
      allocator.forEachFreeExtent((start, length) => visit(pageIndex(offset + start), length, node));
    });
  }

  isFree(page: PageIndex): boolean {
    return this.taken[page - this.base] !== 1;
  }

  nodeOf(page: PageIndex): number {
    return nodeOfRelativePage(this.geometry, page - this.base);
  }

  /** Pages of a node. */
  sizeOf(node: number): number {
    return this.nodes[node]!.capacity;
  }

  check(): string | null {
    for (const node of this.nodes) {
      const problem = node.check();
      if (problem !== null) return problem;
    }
    return null;
  }

  private noteTaken(node: number, inside: number, pages: number): PageIndex {
    const relative = this.starts[node]! + inside;
    mark(this.taken, relative, pages, 1);
    this.reservations?.note(this.nodes[node]!, inside, pages, relative);
    return pageIndex(this.base + relative);
  }
}

/** Pages that are written one by one: for few of them the call of fill costs more. */
const SHORT_RUN = 32;

function mark(taken: Uint8Array, first: number, pages: number, value: 0 | 1): void {
  if (pages > SHORT_RUN) taken.fill(value, first, first + pages);
  else for (let page = first; page < first + pages; page++) taken[page] = value;
}

function findFreeOn(allocator: RangeAllocator, from: number, pages: number): number {
  if (allocator instanceof ExtentPlacement) return allocator.findFree(from, pages);
  let found = NO_SPACE;
  allocator.forEachFreeExtent((start, length) => {
    const first = Math.max(start, from);
    if (found === NO_SPACE && first + pages <= start + length) found = first;
  });
  return found;
}

/** Lengths and handles of reservations by their first page; pages count from the memory's first. */
class Reservations {
  private readonly lengths: Uint32Array;
  private readonly handles: Int32Array;

  constructor(
    pageCount: number,
    private readonly held: HeldPages,
  ) {
    this.lengths = new Uint32Array(pageCount);
    this.handles = new Int32Array(pageCount);
  }

  /** @param first page from the memory's first one; `inside` is the same from the node's */
  note(allocator: RangeAllocator, inside: number, pages: number, first: number): void {
    this.lengths[first] = pages;
    this.handles[first] = allocator.lastHandle;
    const spare = allocator.reservedLength(inside, pages) - pages;
    if (spare > 0) this.held.hold(first + pages, spare, ReservedFor.rounding);
  }

  /** Gives the allocator the reservations that the run is made of, and forgets them. */
  giveBack(allocator: RangeAllocator, first: number, pages: number, nodeStart: number): void {
    for (let at = first; at < first + pages;) {
      const length = this.lengths[at]!;
      if (length === 0) return;
      this.lengths[at] = 0;
      const spare = allocator.reservedLength(at - nodeStart, length) - length;
      if (spare > 0) this.held.letGo(at + length, spare);
      allocator.release(at - nodeStart, length, this.handles[at]);
      at += length;
    }
  }
}
