import { FirstFit } from '../allocators/first-fit.ts';
import { NO_SPACE } from '../allocators/range-allocator.ts';
import { type MemoryGeometry, nodeCountOf, nodeOfRelativePage } from '../memory/geometry.ts';
import { pageIndex, type PageIndex } from '../memory/units.ts';

/**
 * The machine's free pages, one first-fit allocator a NUMA node. Providers draw from it; it knows pages, not blocks.
 */
export class PagePool {
  readonly nodeCount: number;
  private readonly nodes: FirstFit[];
  private readonly starts: readonly number[];
  private readonly base: number;

  constructor(private readonly geometry: MemoryGeometry) {
    this.nodeCount = nodeCountOf(geometry);
    this.starts = geometry.nodeStarts;
    this.base = geometry.basePage;
    this.nodes = Array.from(
      { length: this.nodeCount },
      (_, node) => new FirstFit(this.starts[node + 1]! - this.starts[node]!),
    );
  }

  get basePage(): number {
    return this.base;
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

  freePagesOn(node: number): number {
    return this.nodes[node]!.freeUnits;
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

  /** One run of exactly `pages` pages on the node, or null. */
  takeRun(node: number, pages: number): PageIndex | null {
    const start = this.nodes[node]!.reserve(pages);
    return start === NO_SPACE ? null : this.toPage(node, start);
  }

  /**
   * A run of 1 to `pages` pages from the first free extent at or after the node's page `from`, going round; null
   * when the node is full. Its length is in `lastRunPages`.
   */
  takeSomeFrom(node: number, from: number, pages: number): PageIndex | null {
    const allocator = this.nodes[node]!;
    const start = allocator.reserveRun(from, pages);
    if (start === NO_SPACE) return null;
    this.lastRunPages = allocator.lastRunLength;
    return this.toPage(node, start);
  }
  lastRunPages = 0;

  /**
   * The first page at or after `from` where `pages` free pages of one node begin, both counted from the memory's first
   * page; null when there are none. Nothing is taken.
   */
  findFree(from: number, pages: number): number | null {
    for (let node = nodeOfRelativePage(this.geometry, from); node < this.nodeCount; node++) {
      const begin = this.starts[node]!;
      const found = this.nodes[node]!.findFree(Math.max(0, from - begin), pages);
      if (found !== NO_SPACE) return begin + found;
    }
    return null;
  }

  /** Exactly these pages, for workloads that were recorded with their addresses; false when one is taken. */
  takeAt(first: PageIndex, pages: number): boolean {
    const relative = first - this.base;
    const node = this.nodeOf(first);
    const inside = relative - this.starts[node]!;
    if (relative < 0 || inside + pages > this.nodes[node]!.capacity) return false;
    return this.nodes[node]!.reserveAt(inside, pages);
  }

  give(first: PageIndex, pages: number): void {
    const node = this.nodeOf(first);
    this.nodes[node]!.release(first - this.base - this.starts[node]!, pages);
  }

  isFree(page: PageIndex): boolean {
    const node = this.nodeOf(page);
    return this.nodes[node]!.isFree(page - this.base - this.starts[node]!);
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

  private toPage(node: number, inside: number): PageIndex {
    return pageIndex(this.base + this.starts[node]! + inside);
  }
}
