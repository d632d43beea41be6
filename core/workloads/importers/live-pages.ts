/** Pages of one chunk: 128 MiB of 4 KiB pages, 4 KiB of bits. */
const CHUNK_SHIFT = 15;
const CHUNK_PAGES = 1 << CHUNK_SHIFT;
/** Orders are below this, so that order and id fit into one number. */
const ORDERS = 32;

interface Chunk {
  /** One bit a page: whether a live block covers it. */
  readonly covered: Uint32Array;
  /** `id * ORDERS + order` of each live block, by its first page frame. */
  readonly heads: Map<number, number>;
}

export interface LiveBlock {
  readonly id: number;
  readonly order: number;
}

/**
 * The page blocks of a recording that are live. Page frames are below 2^32 and may be anything a file says, so memory
 * is bounded by the pages there can be (512 MiB of bits when all 2^32 are touched) and by the live blocks; a block's
 * order costs nothing. Chunks also keep each map far below the 2^24 entries at which the language gives up.
 */
export class LivePages {
  private readonly chunks = new Map<number, Chunk>();

  /** The live block that starts at the frame. */
  blockAt(frame: number): LiveBlock | undefined {
    const packed = this.chunks.get(frame >>> CHUNK_SHIFT)?.heads.get(frame);
    return packed === undefined ? undefined : { id: Math.floor(packed / ORDERS), order: packed % ORDERS };
  }

  /** Whether a live block covers any of the 2^order pages. */
  anyLive(frame: number, order: number): boolean {
    const end = frame + 2 ** order;
    for (let page = frame; page < end; page = nextWord(page)) {
      const covered = this.chunks.get(page >>> CHUNK_SHIFT)?.covered;
      if (covered === undefined) page = chunkEnd(page) - 1;
      else if ((covered[wordOf(page)]! & maskOf(page, end)) !== 0) return true;
    }
    return false;
  }

  /** Adds a block whose pages are all free. */
  add(frame: number, order: number, id: number): void {
    const end = frame + 2 ** order;
    for (let page = frame; page < end; page = nextWord(page)) {
      this.chunkOf(page).covered[wordOf(page)]! |= maskOf(page, end);
    }
    this.chunkOf(frame).heads.set(frame, id * ORDERS + order);
  }

  /** Takes away the block that starts at the frame. */
  remove(frame: number, order: number): void {
    const end = frame + 2 ** order;
    for (let page = frame; page < end; page = nextWord(page)) {
      this.chunkOf(page).covered[wordOf(page)]! &= ~maskOf(page, end);
    }
    this.chunkOf(frame).heads.delete(frame);
  }

  private chunkOf(page: number): Chunk {
    const key = page >>> CHUNK_SHIFT;
    let chunk = this.chunks.get(key);
    if (chunk === undefined) {
      chunk = { covered: new Uint32Array(CHUNK_PAGES / 32), heads: new Map() };
      this.chunks.set(key, chunk);
    }
    return chunk;
  }
}

// Division, not shifts: the page behind the last one is 2^32.
const nextWord = (page: number): number => (Math.floor(page / 32) + 1) * 32;
const chunkEnd = (page: number): number => (Math.floor(page / CHUNK_PAGES) + 1) * CHUNK_PAGES;
const wordOf = (page: number): number => (page & (CHUNK_PAGES - 1)) >>> 5;

/** Bits of the pages from `page` to `end` that lie in `page`'s word. */
function maskOf(page: number, end: number): number {
  const bit = page & 31;
  const count = Math.min(32 - bit, end - page);
  return count === 32 ? -1 : ((1 << count) - 1) << bit;
}
