import { directMapPage, type ScatteredRanges } from '../memory/system-address-space.ts';
import { type PageIndex, pageIndex } from '../memory/units.ts';
import { NULL_HANDLE } from '../ndis/handles.ts';
import { type PagePool } from './page-pool.ts';
import { type SharedMemoryHandles } from './shared-memory-handles.ts';

/**
 * The machine's memory as a script sees it: page numbers count from 0, and what the script does not hold it cannot
 * give. Arguments are whole numbers of any size; nothing throws.
 */
export interface ScriptMemory {
  readonly pageCount: number;
  /** First page of each node; one more entry closes the last one. */
  readonly nodeStarts: readonly number[];
  readonly freePages: number;
  isFree(page: number): boolean;
  /** First page at or after `from` where `count` free pages of one node begin, -1 when there are none. */
  firstFree(count: number, from: number): number;
  /** Takes exactly these pages, all of one node; false, with nothing changed, when one of them is not free. */
  take(page: number, count: number): boolean;
  /** Gives back pages that the script holds; false, with nothing changed, when one of them is not held. */
  give(page: number, count: number): boolean;
  /** Virtual page under which a run that begins here is seen. */
  mapRun(page: number): number;
  /** First virtual page of a fresh range for a scattered block; 0 when there is none left. */
  mapScattered(count: number): number;
  /** A SharedMemoryHandle that no block has or had. */
  newHandle(): number;
}

/** A call answers with one block: a script that maps in a loop is not to use up what all providers share. */
const MAPPINGS_A_CALL = 4;

/** The script's side of the machine's pool, with books of what it holds. */
export class PoolMemory implements ScriptMemory {
  readonly pageCount: number;
  readonly nodeStarts: readonly number[];
  /** Pages that the script has taken and not given back. */
  heldPages = 0;
  private readonly held: Uint8Array;
  private readonly base: number;
  private mappingsLeft = 0;
  /** SharedMemoryHandles that were made during the call in hand: first and last, 0 when none was. */
  private firstHandle = 0;
  private lastHandle = 0;

  constructor(
    private readonly pool: PagePool,
    private readonly scattered: ScatteredRanges,
    private readonly handles: SharedMemoryHandles,
  ) {
    this.pageCount = pool.pageCount;
    this.base = pool.basePage;
    this.held = new Uint8Array(pool.pageCount);
    const starts = [0];
    for (let node = 0; node < pool.nodeCount; node++) starts.push(starts[node]! + pool.sizeOf(node));
    this.nodeStarts = starts;
  }

  get freePages(): number {
    return this.pool.freePages;
  }

  get largestFreePages(): number {
    return this.pool.largestFreePages;
  }

  /** Begins a call: handles of earlier ones are spent. */
  beginCall(): void {
    this.mappingsLeft = MAPPINGS_A_CALL;
    this.firstHandle = 0;
    this.lastHandle = 0;
  }

  /** Whether the script may name its block so: NULL, or what it made in this call. No other provider runs meanwhile. */
  isOwnHandle(handle: number): boolean {
    return handle === NULL_HANDLE || (handle >= this.firstHandle && handle <= this.lastHandle);
  }

  holds(page: PageIndex): boolean {
    return this.held[page - this.base] === 1;
  }

  isFree(page: number): boolean {
    return page >= 0 && page < this.pageCount && this.pool.isFree(this.physical(page));
  }

  firstFree(count: number, from: number): number {
    if (count < 1 || count > this.pageCount || from >= this.pageCount) return -1;
    return this.pool.findFree(Math.max(0, from), count) ?? -1;
  }

  take(page: number, count: number): boolean {
    if (!this.isRun(page, count) || !this.pool.takeAt(this.physical(page), count)) return false;
    this.held.fill(1, page, page + count);
    this.heldPages += count;
    this.pool.held.touch(page, count);
    return true;
  }

  give(page: number, count: number): boolean {
    if (!this.isRun(page, count)) return false;
    for (let index = page; index < page + count; index++) if (this.held[index] === 0) return false;
    this.held.fill(0, page, page + count);
    this.heldPages -= count;
    this.pool.held.touch(page, count);
    // What was taken node by node may be given back across a border.
    for (let at = page; at < page + count;) {
      const end = Math.min(page + count, this.nodeStarts.find((start) => start > at) ?? this.pageCount);
      this.pool.give(this.physical(at), end - at);
      at = end;
    }
    return true;
  }

  mapRun(page: number): number {
    return page < 0 || page >= this.pageCount ? 0 : directMapPage(this.physical(page));
  }

  mapScattered(count: number): number {
    if (count < 1 || count > this.pageCount || this.mappingsLeft === 0) return 0;
    this.mappingsLeft--;
    return this.scattered.take(count) ?? 0;
  }

  newHandle(): number {
    this.lastHandle = this.handles.take();
    if (this.firstHandle === 0) this.firstHandle = this.lastHandle;
    return this.lastHandle;
  }

  /** The machine's page that a script's page number stands for, also where there is none. */
  physical(page: number): PageIndex {
    return pageIndex(this.base + page);
  }

  private isRun(page: number, count: number): boolean {
    return page >= 0 && count >= 1 && page + count <= this.pageCount;
  }
}
