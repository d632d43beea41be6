import { grown } from '../memory/grown.ts';
import { type ChunkStore, WordChunks } from './word-chunks.ts';

/**
 * What does not fit into a record, as runs of 32-bit words: a head word (kind in the low byte, payload words above),
 * the event's sequence number, then the payload. Entries stand in the order of their events.
 */
export const SideKind = {
  /** virtual page (low, high), SharedMemoryHandle ordinal, count, then (first page, pages) for each element. */
  scatterGather: 1,
  /** The block's SharedMemoryHandle ordinal where it is not the block's own. */
  sharedMemoryHandle: 2,
  /** asked pages, free pages, longest free run, needed list bytes. */
  reason: 3,
  /** The request as the caller wrote it; see `RequestWord`. */
  request: 4,
  /** What one call found beyond the first thing: pairs of rule code and diagnostic code. */
  furtherFindings: 5,
  /** Nanoseconds since the event before (low, high). */
  longDelta: 6,
  /** The handle that a free was called with (low, high) and the NdisHandle (low, high). */
  freeHandles: 7,
  /** What the provider returned, where NDIS made something else of it; 1 where its block was handed back at once. */
  providerAnswer: 8,
  /** NDIS_RECEIVE_QUEUE_PARAMETERS: revision, size, flags, type, affinity, suggested buffers, lookahead, buffer length. */
  queueParameters: 9,
  /** Id of the filter. */
  filter: 10,
  /** Id of the NET_BUFFER_LIST, then handle (low, high), offset, length of each segment. */
  netBuffers: 11,
  /** Which of several interleaved callers made the call, from 1. */
  thread: 12,
  /** Handle of the binding that made the request (low, high), where it is not the usual one. */
  binding: 13,
  /** NDIS_NIC_SWITCH_VPORT_PARAMETERS: switch id, VPort id, function id, state asked for, buffer length. */
  vportParameters: 14,
  /** AdapterOptions: mode (0 VMQ, 1 SR-IOV), NumQueues, NumVPorts, NDIS version. */
  adapterOptions: 15,
  /** The function that a registration came from, as `REGISTRATION_CONTEXTS` numbers it. */
  registration: 16,
  /** What the provider said of itself: line of its source, UTF-16 units, then the text, two units a word. */
  providerMessage: 17,
  /** Probes of the call's searches, where they are MANY_PROBES or more. */
  probes: 18,
  /** Pages that are held back for no block from this event on, or no longer: see `reserved-pages.ts`. */
  reserved: 19,
} as const;
export type SideKindCode = (typeof SideKind)[keyof typeof SideKind];

/** Words of a `request` entry. Handles and addresses take two words, low first. */
export const RequestWord = {
  ndisHandle: 0,
  headerType: 2,
  headerRevision: 3,
  headerSize: 4,
  flags: 5,
  queueId: 6,
  preferredNode: 7,
  usage: 8,
  length: 9,
  sgListBufferLength: 10,
  sgListBuffer: 11,
  vportId: 13,
  /** Bit 0: SharedMemoryParameters was NULL; bit 1: pAllocationHandle was NULL. */
  nullArguments: 14,
} as const;

const HEAD_WORDS = 2;
/** Entries that are looked at one by one before a search is made. */
const NEAR_ENTRIES = 4;

/** 262 144 words: 1 MiB a chunk. */
const CHUNK_SHIFT = 18;
const CHUNK_WORDS = 1 << CHUNK_SHIFT;
const CHUNK_MASK = CHUNK_WORDS - 1;

/** Append-only; the renderer's copy grows by the same words. */
export class SideTable {
  private readonly chunks = new WordChunks(CHUNK_WORDS);
  /** The newest chunk. */
  private tail = new Uint32Array(0);
  private used = 0;
  /** Offset and event of entry i. They stay in memory, so that a search never reads old words back. */
  private offsets = new Uint32Array(512);
  private seqs = new Uint32Array(512);
  private count = 0;
  /** Entries of kind `reserved`, ascending. Hardly a session has any, and whoever replays one has to meet them all. */
  private reserved = new Uint32Array(16);
  private reservedCount = 0;
  private open = -1;
  /** What `firstEntryOf` answered last. */
  private lastEntry = 0;

  /** Words used so far: how far a copy has to read. */
  get length(): number {
    return this.used;
  }

  /** Bytes of words that are in memory. */
  get residentBytes(): number {
    return this.chunks.resident * CHUNK_WORDS * 4;
  }

  /** Lets the oldest words move to a store when those in memory take more than so many bytes. */
  spillTo(store: ChunkStore, mostBytes: number): void {
    // An entry that is being written may begin in the chunk before the newest.
    this.chunks.spillTo(store, Math.max(2, Math.floor(mostBytes / (CHUNK_WORDS * 4))));
  }

  begin(kind: SideKindCode, seq: number): void {
    this.open = this.used;
    this.put(kind);
    this.put(seq);
  }

  put(word: number): void {
    const at = this.used & CHUNK_MASK;
    if (at === 0) this.tail = this.chunks.add();
    this.tail[at] = word;
    this.used++;
  }

  /** A number up to 2^53 as two words, low first. */
  putWide(value: number): void {
    this.put(value >>> 0);
    this.put(Math.floor(value / 0x1_0000_0000));
  }

  /** A text as UTF-16, two units a word, after its length. */
  putText(text: string): void {
    this.put(text.length);
    for (let at = 0; at < text.length; at += 2) {
      this.put(text.charCodeAt(at) | ((text.charCodeAt(at + 1) || 0) << 16));
    }
  }

  /** The text that `putText` has put at `at`. */
  text(at: number): string {
    const length = this.word(at);
    let text = '';
    for (let unit = 0; unit < length; unit++) {
      text += String.fromCharCode((this.word(at + 1 + (unit >> 1)) >>> (16 * (unit & 1))) & 0xffff);
    }
    return text;
  }

  end(): void {
    const words = this.chunks.at(this.open >>> CHUNK_SHIFT);
    const at = this.open & CHUNK_MASK;
    words[at] = words[at]! | ((this.used - this.open - HEAD_WORDS) << 8);
    this.index(this.open, words[at] & 0xff, this.word(this.open + 1));
    this.open = -1;
  }

  /** A copy of the words from `from` up to `to`. */
  copyRange(from: number, to: number): Uint32Array<ArrayBuffer> {
    const end = Math.min(to, this.used);
    const copy = new Uint32Array(Math.max(0, end - from));
    for (let at = from; at < end;) {
      const index = at & CHUNK_MASK;
      const take = Math.min(end - at, CHUNK_WORDS - index);
      copy.set(this.chunks.at(at >>> CHUNK_SHIFT).subarray(index, index + take), at - from);
      at += take;
    }
    return copy;
  }

  /** Where the entries end that belong to events before `seq`: the words up to there can be sent. */
  endBefore(seq: number): number {
    const entry = this.firstEntryOf(seq);
    return entry === this.count ? this.used : this.offsets[entry]!;
  }

  /** Appends whole entries that another process's table holds. */
  appendWords(words: Uint32Array): void {
    const base = this.used;
    for (let from = 0; from < words.length;) {
      const index = this.used & CHUNK_MASK;
      if (index === 0) this.tail = this.chunks.add();
      const take = Math.min(words.length - from, CHUNK_WORDS - index);
      this.tail.set(words.subarray(from, from + take), index);
      this.used += take;
      from += take;
    }
    for (let at = 0; at < words.length; at += HEAD_WORDS + (words[at]! >>> 8)) {
      this.index(base + at, words[at]! & 0xff, words[at + 1]!);
    }
  }

  /** Offset of the payload of an event's entry of this kind, or -1. Read it with `word` and `wide`. */
  find(seq: number, kind: SideKindCode): number {
    for (let entry = this.firstEntryOf(seq); entry < this.count && this.seqs[entry] === seq; entry++) {
      const at = this.offsets[entry]!;
      if ((this.word(at) & 0xff) === kind) return at + HEAD_WORDS;
    }
    return -1;
  }

  /** Words in the payload that `find` has found. */
  lengthAt(at: number): number {
    return this.word(at - HEAD_WORDS) >>> 8;
  }

  /** Visits `count` pairs of words from `at` on, as lists of runs are kept. */
  forEachPair(at: number, count: number, visit: (one: number, two: number) => void): void {
    const place = at & CHUNK_MASK;
    const end = place + 2 * count;
    if (end > CHUNK_WORDS) {
      for (let pair = at; pair < at + 2 * count; pair += 2) visit(this.word(pair), this.word(pair + 1));
      return;
    }
    const words = this.chunks.at(at >>> CHUNK_SHIFT);
    for (let pair = place; pair < end; pair += 2) visit(words[pair]!, words[pair + 1]!);
  }

  word(at: number): number {
    return this.chunks.at(at >>> CHUNK_SHIFT)[at & CHUNK_MASK]!;
  }

  wide(at: number): number {
    return this.word(at) + this.word(at + 1) * 0x1_0000_0000;
  }

  /** How many events have an entry of kind `reserved`. */
  get reservedEvents(): number {
    return this.reservedCount;
  }

  /** The event of the i-th entry of kind `reserved`; Infinity where there are not so many. */
  reservedEventAt(index: number): number {
    return index < this.reservedCount ? this.seqs[this.reserved[index]!]! : Infinity;
  }

  /** Where the payload of the i-th entry of kind `reserved` stands. */
  reservedAt(index: number): number {
    return this.offsets[this.reserved[index]!]! + HEAD_WORDS;
  }

  /** How many entries of kind `reserved` belong to events before `seq`. */
  reservedBefore(seq: number): number {
    let low = 0;
    let high = this.reservedCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.reservedEventAt(middle) < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private index(offset: number, kind: number, seq: number): void {
    this.offsets = grown(this.offsets, this.count + 1);
    this.seqs = grown(this.seqs, this.count + 1);
    if (kind === SideKind.reserved) {
      this.reserved = grown(this.reserved, this.reservedCount + 1);
      this.reserved[this.reservedCount++] = this.count;
    }
    this.offsets[this.count] = offset;
    this.seqs[this.count++] = seq;
  }

  private firstEntryOf(seq: number): number {
    const found = this.entryNearLast(seq);
    this.lastEntry = found < 0 ? this.searchEntryOf(seq) : found;
    return this.lastEntry;
  }

  /** Readers go through the events in order: the entry is mostly the last one that was looked for, or near it. */
  private entryNearLast(seq: number): number {
    const from = this.lastEntry;
    if (from > this.count || (from > 0 && this.seqs[from - 1]! >= seq)) return -1;
    for (let entry = from; entry < from + NEAR_ENTRIES; entry++) {
      if (entry >= this.count || this.seqs[entry]! >= seq) return Math.min(entry, this.count);
    }
    return -1;
  }

  private searchEntryOf(seq: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.seqs[middle]! < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
