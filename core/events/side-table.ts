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

/** Append-only; the renderer's copy grows by the same words. */
export class SideTable {
  private words = new Uint32Array(4096);
  private used = 0;
  /** Offset of entry i. */
  private offsets = new Uint32Array(512);
  private count = 0;
  private open = -1;

  /** Words used so far: how far a copy has to read. */
  get length(): number {
    return this.used;
  }

  begin(kind: SideKindCode, seq: number): void {
    this.open = this.used;
    this.put(kind);
    this.put(seq);
  }

  put(word: number): void {
    this.reserve(1);
    this.words[this.used++] = word;
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
    this.words[this.open] = this.words[this.open]! | ((this.used - this.open - HEAD_WORDS) << 8);
    this.index(this.open);
    this.open = -1;
  }

  /** A copy of the words from `from` up to `to`. */
  copyRange(from: number, to: number): Uint32Array<ArrayBuffer> {
    return this.words.slice(from, to);
  }

  /** Where the entries end that belong to events before `seq`: the words up to there can be sent. */
  endBefore(seq: number): number {
    const entry = this.firstEntryOf(seq);
    return entry === this.count ? this.used : this.offsets[entry]!;
  }

  /** Appends whole entries that another process's table holds. */
  appendWords(words: Uint32Array): void {
    let at = this.used;
    this.reserve(words.length);
    this.words.set(words, at);
    this.used = at + words.length;
    while (at < this.used) {
      this.index(at);
      at += HEAD_WORDS + (this.words[at]! >>> 8);
    }
  }

  /** Offset of the payload of an event's entry of this kind, or -1. Read it with `word` and `wide`. */
  find(seq: number, kind: SideKindCode): number {
    for (let entry = this.firstEntryOf(seq); entry < this.count; entry++) {
      const at = this.offsets[entry]!;
      if (this.words[at + 1] !== seq) return -1;
      if ((this.words[at]! & 0xff) === kind) return at + HEAD_WORDS;
    }
    return -1;
  }

  /** Words in the payload that `find` has found. */
  lengthAt(at: number): number {
    return this.words[at - HEAD_WORDS]! >>> 8;
  }

  word(at: number): number {
    return this.words[at]!;
  }

  wide(at: number): number {
    return this.words[at]! + this.words[at + 1]! * 0x1_0000_0000;
  }

  private reserve(more: number): void {
    let capacity = this.words.length;
    while (this.used + more > capacity) capacity *= 2;
    if (capacity === this.words.length) return;
    const grown = new Uint32Array(capacity);
    grown.set(this.words);
    this.words = grown;
  }

  private index(offset: number): void {
    if (this.count === this.offsets.length) {
      const grown = new Uint32Array(this.offsets.length * 2);
      grown.set(this.offsets);
      this.offsets = grown;
    }
    this.offsets[this.count++] = offset;
  }

  private firstEntryOf(seq: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.words[this.offsets[middle]! + 1]! < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
