const CLASSES = 21;

/**
 * Lists of page runs (first page, page count) in one typed array. A list's slot is rounded up to a power of two and
 * goes back to the free list of its size, so a session that allocates and frees for hours does not grow.
 */
export class ExtentPool {
  /** Pairs: first page, page count. */
  private cells = new Float64Array(1024);
  private used = 0;
  /** Head of the free list of slots with room for 2^class runs, -1 when empty; linked through the first cell. */
  private readonly freeHeads = new Int32Array(CLASSES).fill(-1);

  /** A slot with room for `runs` runs; its number is an offset into the pool. */
  take(runs: number): number {
    const sizeClass = classOf(runs);
    const head = this.freeHeads[sizeClass]!;
    if (head >= 0) {
      this.freeHeads[sizeClass] = this.cells[head]!;
      return head;
    }
    const slot = this.used;
    this.used += 2 << sizeClass;
    while (this.used > this.cells.length) this.grow();
    return slot;
  }

  give(slot: number, runs: number): void {
    const sizeClass = classOf(runs);
    this.cells[slot] = this.freeHeads[sizeClass]!;
    this.freeHeads[sizeClass] = slot;
  }

  set(slot: number, index: number, firstPage: number, pages: number): void {
    this.cells[slot + 2 * index] = firstPage;
    this.cells[slot + 2 * index + 1] = pages;
  }

  firstPage(slot: number, index: number): number {
    return this.cells[slot + 2 * index]!;
  }

  pages(slot: number, index: number): number {
    return this.cells[slot + 2 * index + 1]!;
  }

  private grow(): void {
    const cells = new Float64Array(this.cells.length * 2);
    cells.set(this.cells);
    this.cells = cells;
  }
}

const classOf = (runs: number): number => (runs <= 1 ? 0 : 32 - Math.clz32(runs - 1));
