import { ExtentPool } from '../memory/extent-pool.ts';

const enum BlockState {
  Live = 1,
  Freed = 2,
  /** Its queue, VPort or adapter is gone; the memory is still held. */
  Orphaned = 3,
}

interface Columns {
  state: Uint8Array;
  ndisHandle: Float64Array;
  provider: Uint8Array;
  adapter: Uint16Array;
  /** Queue id, or VPort id where `onVPort` is set. */
  ownerId: Uint32Array;
  onVPort: Uint8Array;
  /** Handle of the binding that made the owner, or that asked; 0 where no binding had a part in it. */
  binding: Float64Array;
  usage: Uint8Array;
  node: Uint8Array;
  lengthBytes: Uint32Array;
  grantedPages: Uint32Array;
  /** Physical page of the first element. */
  firstPage: Uint32Array;
  elements: Uint32Array;
  /** Slot of the runs in the pool; -1 where one run says it all. */
  extents: Int32Array;
  virtualPage: Float64Array;
  sharedMemoryHandle: Float64Array;
  blockContext: Float64Array;
  /** Pages that the provider took for the block, as its books say. */
  takenPages: Uint32Array;
  /** Segments of indicated NET_BUFFERs that lie in the block. */
  buffersOut: Uint32Array;
}

function createColumns(capacity: number): Columns {
  return {
    state: new Uint8Array(capacity),
    ndisHandle: new Float64Array(capacity),
    provider: new Uint8Array(capacity),
    adapter: new Uint16Array(capacity),
    ownerId: new Uint32Array(capacity),
    onVPort: new Uint8Array(capacity),
    binding: new Float64Array(capacity),
    usage: new Uint8Array(capacity),
    node: new Uint8Array(capacity),
    lengthBytes: new Uint32Array(capacity),
    grantedPages: new Uint32Array(capacity),
    firstPage: new Uint32Array(capacity),
    elements: new Uint32Array(capacity),
    extents: new Int32Array(capacity),
    virtualPage: new Float64Array(capacity),
    sharedMemoryHandle: new Float64Array(capacity),
    blockContext: new Float64Array(capacity),
    takenPages: new Uint32Array(capacity),
    buffersOut: new Uint32Array(capacity),
  };
}

/**
 * NDIS's bookkeeping of every block that it ever handed out, one column a member. A row's number is the ordinal of
 * the block's allocation handle and is never used again, so freed rows stay and tell a double free from a wild one.
 */
export class BlockTable {
  columns = createColumns(1024);
  readonly runs = new ExtentPool();
  /** Ordinal of the newest block; ordinals start at 1. */
  last = 0;

  add(): number {
    const block = ++this.last;
    if (block === this.columns.state.length) this.grow();
    this.columns.state[block] = BlockState.Live;
    return block;
  }

  exists(block: number): boolean {
    return block >= 1 && block <= this.last;
  }

  /** Handed out and not freed; an orphan still is. */
  isLive(block: number): boolean {
    return this.exists(block) && this.columns.state[block] !== BlockState.Freed;
  }

  isOrphan(block: number): boolean {
    return this.exists(block) && this.columns.state[block] === BlockState.Orphaned;
  }

  markOrphaned(block: number): void {
    this.columns.state[block] = BlockState.Orphaned;
  }

  markFreed(block: number): void {
    this.columns.state[block] = BlockState.Freed;
  }

  /** Gives back the room for the list of a freed block. */
  dropRuns(block: number): void {
    const { columns } = this;
    const slot = columns.extents[block]!;
    if (slot >= 0) this.runs.give(slot, columns.elements[block]!);
  }

  /** Physical runs of a block, from 1. */
  runCount(block: number): number {
    return this.columns.extents[block]! < 0 ? 1 : this.columns.elements[block]!;
  }

  runFirstPage(block: number, index: number): number {
    const slot = this.columns.extents[block]!;
    return slot < 0 ? this.columns.firstPage[block]! : this.runs.firstPage(slot, index);
  }

  runPages(block: number, index: number): number {
    const slot = this.columns.extents[block]!;
    return slot < 0 ? this.columns.grantedPages[block]! : this.runs.pages(slot, index);
  }

  /** Visits the physical runs of a live block, in the order of its scatter-gather list. */
  forEachRun(block: number, visit: (firstPage: number, pages: number) => void): void {
    const count = this.runCount(block);
    for (let index = 0; index < count; index++)
      visit(this.runFirstPage(block, index), this.runPages(block, index));
  }

  private grow(): void {
    const before = this.columns;
    const after = createColumns(before.state.length * 2);
    for (const name of Object.keys(before) as (keyof Columns)[]) after[name].set(before[name]);
    this.columns = after;
  }
}
