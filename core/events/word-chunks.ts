/** Where chunks go that memory has no room for. */
export interface ChunkStore {
  /** Keeps a full chunk; false when it cannot, and the chunk stays in memory. */
  keep(chunk: number, words: Uint32Array): boolean;
  /** A copy of a kept chunk. */
  load(chunk: number): Uint32Array<ArrayBuffer>;
}

/** Chunks that are read back and held for a while: a reader that goes to and fro must not read the disk each time. */
const LOADED_CHUNKS = 4;

/**
 * Chunks of 32-bit words that only grow at the end. Beyond a number of chunks the oldest ones move to a store, from
 * which they are read back when somebody looks at them: nothing ever vanishes.
 */
export class WordChunks {
  private readonly chunks: (Uint32Array<ArrayBuffer> | null)[] = [];
  private readonly loaded: { readonly chunk: number; readonly words: Uint32Array<ArrayBuffer> }[] = [];
  private store: ChunkStore | null = null;
  private mostResident = Infinity;
  /** Chunks before this one are in the store. */
  private firstResident = 0;

  constructor(private readonly chunkWords: number) {}

  get count(): number {
    return this.chunks.length;
  }

  /** Chunks that are in memory, those that were read back aside. */
  get resident(): number {
    return this.chunks.length - this.firstResident;
  }

  /** Lets old chunks move to a store. @param mostResident chunks that stay in memory, the newest included */
  spillTo(store: ChunkStore, mostResident: number): void {
    this.store = store;
    this.mostResident = Math.max(1, mostResident);
    this.spill();
  }

  /** Adds a chunk at the end: of zeros, or the given words, which are the chunk's own from then on. */
  add(words = new Uint32Array(this.chunkWords)): Uint32Array<ArrayBuffer> {
    this.chunks.push(words);
    if (this.resident > this.mostResident) this.spill();
    return words;
  }

  /** A chunk's words; for reading only, unless it is the newest. */
  at(chunk: number): Uint32Array<ArrayBuffer> {
    return this.chunks[chunk] ?? this.read(chunk);
  }

  private spill(): void {
    while (this.store !== null && this.resident > this.mostResident) {
      const words = this.chunks[this.firstResident]!;
      if (!this.store.keep(this.firstResident, words)) {
        // A full disk: what is there stays readable, what comes stays in memory.
        this.mostResident = Infinity;
        return;
      }
      this.chunks[this.firstResident++] = null;
    }
  }

  private read(chunk: number): Uint32Array<ArrayBuffer> {
    const at = this.loaded.findIndex((known) => known.chunk === chunk);
    const found = at < 0 ? undefined : this.loaded.splice(at, 1)[0];
    const entry = found ?? { chunk, words: this.store!.load(chunk) };
    this.loaded.push(entry);
    if (this.loaded.length > LOADED_CHUNKS) this.loaded.shift();
    return entry.words;
  }
}
