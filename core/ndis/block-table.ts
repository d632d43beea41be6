import { ExtentPool } from '../memory/extent-pool.ts';

const enum BlockState {
  Live = 1,
  Freed = 2,
}

interface Columns {
  state: Uint8Array;
  ndisHandle: Float64Array;
  provider: Uint8Array;
  ownerId: Uint32Array;
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
}

function createColumns(capacity: number): Columns {
  return {
    state: new Uint8Array(capacity),
    ndisHandle: new Float64Array(capacity),
    provider: new Uint8Array(capacity),
    ownerId: new Uint32Array(capacity),
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

  isLive(block: number): boolean {
    return this.exists(block) && this.columns.state[block] === BlockState.Live;
  }

  markFreed(block: number): void {
    const { columns } = this;
    columns.state[block] = BlockState.Freed;
    const slot = columns.extents[block]!;
    if (slot >= 0) this.runs.give(slot, columns.elements[block]!);
  }

  /** Visits the physical runs of a live block, in the order of its scatter-gather list. */
  forEachRun(block: number, visit: (firstPage: number, pages: number) => void): void {
    const { columns } = this;
    const slot = columns.extents[block]!;
    if (slot < 0) {
      visit(columns.firstPage[block]!, columns.grantedPages[block]!);
      return;
    }
    const count = columns.elements[block]!;
    for (let index = 0; index < count; index++)
      visit(this.runs.firstPage(slot, index), this.runs.pages(slot, index));
  }

  private grow(): void {
    const before = this.columns;
    const after = createColumns(before.state.length * 2);
    for (const name of Object.keys(before) as (keyof Columns)[]) after[name].set(before[name]);
    this.columns = after;
  }
}
