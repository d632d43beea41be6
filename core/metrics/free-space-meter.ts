import { FreeExtents } from './free-extents.ts';

/** Changes that are kept one by one; beyond, reading the memory anew is cheaper. */
const LEAST_KEPT = 4096;

/**
 * Free extents of each NUMA node at a cursor that is read now and then. Changes are noted as they come and applied
 * when somebody looks, so that a cursor that runs over a million events pays for a note each and no more.
 */
export class FreeSpaceMeter {
  /** By node. Pages are relative to the node's first one. */
  private readonly nodes: FreeExtents[];
  private readonly noted: Int32Array;
  private count = 0;
  /** Everything may have changed since the last look. */
  private stale = true;

  /**
   * @param nodeStarts first page of each node from the memory's base, then the page count
   * @param owners block ordinals by page, 0 where free; changed in place by the cursor
   */
  constructor(
    private readonly nodeStarts: readonly number[],
    private readonly owners: Uint32Array,
  ) {
    this.nodes = nodeStarts.slice(1).map((end, node) => new FreeExtents([0, end - nodeStarts[node]!]));
    this.noted = new Int32Array(2 * Math.max(LEAST_KEPT, owners.length >>> 3));
  }

  /** A run of pages was taken or given back. */
  note(firstPage: number, pages: number, taken: boolean): void {
    if (this.stale) return;
    if (2 * this.count === this.noted.length) this.stale = true;
    else {
      this.noted[2 * this.count] = firstPage;
      this.noted[2 * this.count++ + 1] = taken ? pages : -pages;
    }
  }

  noteEverything(): void {
    this.stale = true;
  }

  /** The free extents of each node, brought up to date. */
  look(): readonly FreeExtents[] {
    if (this.stale) {
      this.nodes.forEach((extents, node) =>
        extents.rebuild(this.owners.subarray(this.nodeStarts[node], this.nodeStarts[node + 1])),
      );
    } else for (let index = 0; index < this.count; index++) this.apply(index);
    this.count = 0;
    this.stale = false;
    return this.nodes;
  }

  private apply(index: number): void {
    const change = this.noted[2 * index + 1]!;
    let first = this.noted[2 * index]!;
    const end = first + Math.abs(change);
    // A run of pages can cross nodes where a recording put it there.
    for (let node = 0; first < end; node++) {
      const nodeEnd = this.nodeStarts[node + 1]!;
      if (first >= nodeEnd) continue;
      const inside = Math.min(end, nodeEnd) - first;
      if (change > 0) this.nodes[node]!.take(first - this.nodeStarts[node]!, inside);
      else this.nodes[node]!.give(first - this.nodeStarts[node]!, inside);
      first += inside;
    }
  }
}
