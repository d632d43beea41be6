import { FreeExtents } from './free-extents.ts';

/** Changes that are kept one by one; beyond, reading the memory anew is cheaper. */
const LEAST_KEPT = 4096;

/**
 * Free extents (pages that no block has and nobody holds back) of each NUMA node at a cursor that is read now and then. Changes are noted as they come and applied
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
   * @param memory who has each page (0: nobody), and who holds it back; changed in place by the cursor
   */
  constructor(
    private readonly nodeStarts: readonly number[],
    private readonly memory: {
      readonly owners: Uint32Array;
      readonly reserved: Uint32Array | null;
    },
  ) {
    const { owners } = memory;
    this.nodes = nodeStarts.slice(1).map((end, node) => new FreeExtents([0, end - nodeStarts[node]!]));
    this.noted = new Int32Array(2 * Math.max(LEAST_KEPT, owners.length >>> 3));
  }

  /**
   * A run of pages got an owner or lost it, or is held back from now on or no longer.
   * @param reserved whether it was the latter
   */
  note(firstPage: number, pages: number, reserved: boolean): void {
    if (this.stale) return;
    const { owners, reserved: held } = this.memory;
    if (held === null) {
      this.noteRun(firstPage, pages, owners[firstPage] !== 0);
      return;
    }
    const [changed, other] = reserved ? [held, owners] : [owners, held];
    const end = firstPage + pages;
    for (let page = firstPage; page < end;) {
      const first = page;
      // Pages that are taken for the other reason as well are as taken as before.
      while (page < end && other[page] === 0) page++;
      if (page > first) this.noteRun(first, page - first, changed[first] !== 0);
      while (page < end && other[page] !== 0) page++;
    }
  }

  private noteRun(firstPage: number, pages: number, taken: boolean): void {
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
      const { owners, reserved } = this.memory;
      this.nodes.forEach((extents, node) => {
        const [first, end] = [this.nodeStarts[node], this.nodeStarts[node + 1]];
        extents.rebuild(owners.subarray(first, end), reserved?.subarray(first, end));
      });
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
