import { ExtentPool } from '../memory/extent-pool.ts';
import { type Handle } from './handles.ts';

const LIVE = 1;
const FREED = 2;
/** Its queue, VPort or adapter is gone; the memory is still held. */
const ORPHANED = 3;

/**
 * A row is 64 bytes: sixteen 32-bit words and, over the same bytes, eight doubles. A free comes long after its
 * allocation and finds the row in no cache, so that one line to fetch is what a row costs. Members that a free reads
 * stand in the first 48 bytes, which lie in one line even where an array begins 16 bytes behind a line's start.
 * Those who are on the hot path read and write the members where they lie: `wordsOf(block)[rowOf(block) + OWNER_ID]`.
 */
const ROW_SHIFT = 4;
/** What `traitsOf` answers and `setTraits` takes: see there. */
export const TRAITS = 0;
export const ADAPTER = 1;
/** Queue id, or VPort id with `ON_VPORT`. */
export const OWNER_ID = 2;
export const LENGTH_BYTES = 3;
export const GRANTED_PAGES = 4;
/** Physical page of the first element. */
export const FIRST_PAGE = 5;
/** Slot of the runs in the pool, plus 1; 0 where one run says it all. */
export const RUNS = 6;
/** Pages that the provider took for the block, as its books say. */
export const TAKEN_PAGES = 7;
export const ELEMENTS = 12;
/** Segments of indicated NET_BUFFERs that lie in the block. */
const BUFFERS_OUT = 13;
/** Doubles: `doublesOf(block)[(rowOf(block) >> 1) + NDIS_HANDLE]`. */
export const NDIS_HANDLE = 4;
/** The provider's name for the block. */
export const BLOCK_CONTEXT = 5;
/** Handle of the binding that made the owner, or that asked; 0 where no binding had a part in it. */
export const BINDING = 7;

/** Bits 0 and 1 of the traits. */
const STATE_MASK = 3;
/** The owner is a VPort. */
export const ON_VPORT = 4;
/** SharedMemoryHandle is NULL. */
export const NULL_SHARED_MEMORY_HANDLE = 8;

/** 4096 rows: 256 KiB a chunk. No row is ever moved. */
const CHUNK_SHIFT = 12;
const CHUNK_ROWS = 1 << CHUNK_SHIFT;
const CHUNK_MASK = CHUNK_ROWS - 1;
/** Behind the rows: how many of a chunk's blocks are live, so that searches for live ones skip what is long over. */
const LIVE_COUNT = CHUNK_ROWS << ROW_SHIFT;

/**
 * NDIS's bookkeeping of every block that it ever handed out. A row's number is the ordinal of the block's allocation
 * handle and is never used again, so freed rows stay and tell a double free from a wild one. Members may be asked for
 * of every block that `exists`.
 */
export class BlockTable {
  readonly runs = new ExtentPool();
  /** Ordinal of the newest block; ordinals start at 1. */
  last = 0;
  /** Rows by chunk. */
  private readonly words: Uint32Array[] = [];
  private readonly doubles: Float64Array[] = [];
  /** Beside the rows, because they are searched through or hardly ever read. */
  private readonly sharedMemoryHandles: Float64Array[] = [];
  private readonly virtualPages: Float64Array[] = [];

  constructor() {
    this.addChunk();
  }

  /** A new live block, all of whose members are 0; `setTraits`, `setNames` and its runs have to follow. */
  add(): number {
    const block = ++this.last;
    if ((block & CHUNK_MASK) === 0) this.addChunk();
    this.wordsOf(block)[LIVE_COUNT]!++;
    return block;
  }

  wordsOf(block: number): Uint32Array {
    return this.words[block >>> CHUNK_SHIFT]!;
  }

  doublesOf(block: number): Float64Array {
    return this.doubles[block >>> CHUNK_SHIFT]!;
  }

  /** Where in `wordsOf` the row begins; half of it in `doublesOf`. */
  rowOf(block: number): number {
    return (block & CHUNK_MASK) << ROW_SHIFT;
  }

  exists(block: number): boolean {
    return block >= 1 && block <= this.last;
  }

  /** Handed out and not freed; an orphan still is. */
  isLive(block: number): boolean {
    return this.exists(block) && isLiveRow(this.traitsOf(block));
  }

  isOrphan(block: number): boolean {
    return this.exists(block) && (this.traitsOf(block) & STATE_MASK) === ORPHANED;
  }

  markOrphaned(block: number): void {
    this.setState(block, ORPHANED);
  }

  /** Of a live block. */
  markFreed(block: number): void {
    this.setState(block, FREED);
    this.wordsOf(block)[LIVE_COUNT]!--;
  }

  /** The first live block behind another one (0: the first of all), orphans among them; 0 when there is none. */
  nextLive(behind: number): number {
    let block = behind + 1;
    while (block <= this.last) {
      const words = this.wordsOf(block);
      if (words[LIVE_COUNT] === 0) block = ((block >>> CHUNK_SHIFT) + 1) << CHUNK_SHIFT;
      else if (isLiveRow(words[this.rowOf(block) + TRAITS]!)) return block;
      else block++;
    }
    return 0;
  }

  /** ON_VPORT, NULL_SHARED_MEMORY_HANDLE, usage (bits 8 to 15), node (16 to 23), provider (24 to 31); the state below. */
  traitsOf(block: number): number {
    return this.wordsOf(block)[this.rowOf(block) + TRAITS]!;
  }

  onVPort(block: number): boolean {
    return (this.traitsOf(block) & ON_VPORT) !== 0;
  }
  usage(block: number): number {
    return usageOf(this.traitsOf(block));
  }
  /** NUMA node of the first page. */
  node(block: number): number {
    return nodeOf(this.traitsOf(block));
  }
  provider(block: number): number {
    return providerOf(this.traitsOf(block));
  }
  adapter(block: number): number {
    return this.wordsOf(block)[this.rowOf(block) + ADAPTER]!;
  }
  ownerId(block: number): number {
    return this.wordsOf(block)[this.rowOf(block) + OWNER_ID]!;
  }
  lengthBytes(block: number): number {
    return this.wordsOf(block)[this.rowOf(block) + LENGTH_BYTES]!;
  }
  grantedPages(block: number): number {
    return this.wordsOf(block)[this.rowOf(block) + GRANTED_PAGES]!;
  }
  firstPage(block: number): number {
    return this.wordsOf(block)[this.rowOf(block) + FIRST_PAGE]!;
  }
  elements(block: number): number {
    return this.wordsOf(block)[this.rowOf(block) + ELEMENTS]!;
  }
  ndisHandle(block: number): Handle {
    return this.doublesOf(block)[(this.rowOf(block) >> 1) + NDIS_HANDLE]! as Handle;
  }
  binding(block: number): Handle {
    return this.doublesOf(block)[(this.rowOf(block) >> 1) + BINDING]! as Handle;
  }
  sharedMemoryHandle(block: number): Handle {
    return this.sharedMemoryHandles[block >>> CHUNK_SHIFT]![block & CHUNK_MASK]! as Handle;
  }
  virtualPage(block: number): number {
    return this.virtualPages[block >>> CHUNK_SHIFT]![block & CHUNK_MASK]!;
  }
  buffersOut(block: number): number {
    return this.wordsOf(block)[this.rowOf(block) + BUFFERS_OUT]!;
  }

  /** A segment of an indicated NET_BUFFER lies in the block from now on, or (`change` -1) no longer. */
  countBuffersOut(block: number, change: 1 | -1): void {
    this.wordsOf(block)[this.rowOf(block) + BUFFERS_OUT]! += change;
  }

  /** Enters the first word of a live block's row; bits that are left out are clear. */
  setTraits(block: number, flags: number, usage: number, node: number, provider: number): void {
    this.wordsOf(block)[this.rowOf(block) + TRAITS] =
      LIVE | flags | ((usage & 0xff) << 8) | ((node & 0xff) << 16) | (provider << 24);
  }

  /** Enters how drivers and the system call the block. */
  setNames(block: number, virtualPage: number, sharedMemoryHandle: Handle): void {
    const chunk = block >>> CHUNK_SHIFT;
    const at = block & CHUNK_MASK;
    this.virtualPages[chunk]![at] = virtualPage;
    this.sharedMemoryHandles[chunk]![at] = sharedMemoryHandle;
  }

  /** Gives back the room for the list of a freed block. */
  dropRuns(block: number): void {
    const slot = this.runsOf(block);
    if (slot >= 0) this.runs.give(slot, this.elements(block));
  }

  /** Physical runs of a block, from 1. */
  runCount(block: number): number {
    return this.runsOf(block) < 0 ? 1 : this.elements(block);
  }

  runFirstPage(block: number, index: number): number {
    const slot = this.runsOf(block);
    return slot < 0 ? this.firstPage(block) : this.runs.firstPage(slot, index);
  }

  runPages(block: number, index: number): number {
    const slot = this.runsOf(block);
    return slot < 0 ? this.grantedPages(block) : this.runs.pages(slot, index);
  }

  /** Visits the physical runs of a live block, in the order of its scatter-gather list. */
  forEachRun(block: number, visit: (firstPage: number, pages: number) => void): void {
    const count = this.runCount(block);
    for (let index = 0; index < count; index++)
      visit(this.runFirstPage(block, index), this.runPages(block, index));
  }

  /** Slot in the pool, -1 where one run says it all. */
  private runsOf(block: number): number {
    return this.wordsOf(block)[this.rowOf(block) + RUNS]! - 1;
  }

  private setState(block: number, state: number): void {
    const words = this.wordsOf(block);
    const at = this.rowOf(block) + TRAITS;
    words[at] = (words[at]! & ~STATE_MASK) | state;
  }

  private addChunk(): void {
    const doubles = new Float64Array((LIVE_COUNT >> 1) + 1);
    this.doubles.push(doubles);
    this.words.push(new Uint32Array(doubles.buffer));
    this.sharedMemoryHandles.push(new Float64Array(CHUNK_ROWS));
    this.virtualPages.push(new Float64Array(CHUNK_ROWS));
  }
}

/** Of what `traitsOf` has answered. */
export const isLiveRow = (traits: number): boolean => (traits & STATE_MASK) !== FREED;
export const isOrphanRow = (traits: number): boolean => (traits & STATE_MASK) === ORPHANED;
export const usageOf = (traits: number): number => (traits >>> 8) & 0xff;
export const nodeOf = (traits: number): number => (traits >>> 16) & 0xff;
export const providerOf = (traits: number): number => traits >>> 24;
