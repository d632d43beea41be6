import { pageIndex, type PageIndex } from '../memory/units.ts';

/**
 * One event is eight little-endian 32-bit words (32 bytes). What does not fit (scatter-gather lists, refused
 * requests, reasons) stands in the side table under the event's sequence number.
 *
 * | word | bits        | content                                                                      |
 * |------|-------------|------------------------------------------------------------------------------|
 * | 0    | 0-7         | operation, `Op`                                                              |
 * |      | 8-11        | status code (0: the call returns nothing)                                    |
 * |      | 12-15       | low bits of the probes: see `recordProbes`                                   |
 * |      | 16-23       | rule code (0: none)                                                          |
 * |      | 24-31       | provider code (0: none)                                                      |
 * | 1    | 0-4, 5-7    | `Flag` bits; high bits of the probes                                         |
 * |      | 8-11, 12-15 | usage, or the state that a queue or VPort is in afterwards; adapter code     |
 * |      | 16-23       | NUMA node of the first page (255: none)                                      |
 * |      | 24-31       | diagnostic code (0: none)                                                    |
 * | 2    | 0-15, 16-31 | queue (or VPort) id; scatter-gather elements (65535: at least as many)       |
 * | 3    |             | nanoseconds since the event before (0xffffffff: see the side table)          |
 * | 4    |             | block ordinal, that of its allocation handle (0: none)                       |
 * | 5    |             | Length in bytes                                                              |
 * | 6    |             | first physical page                                                          |
 * | 7    | 0-19, 20-27 | granted pages minus 1 (a block has at least one); PreferredNode (255: any)   |
 * |      | 28-31       | IRQL of the caller                                                           |
 */
export const RECORD_SHIFT = 3;
export const RECORD_WORDS = 1 << RECORD_SHIFT;

/** Operations. Numbers are part of the log's format: the list only grows. */
export const Op = {
  allocate: 1,
  free: 2,
  setOptionalHandlers: 3,
  registerDma: 4,
  allocateQueue: 5,
  queueAllocationComplete: 6,
  setFilter: 7,
  clearFilter: 8,
  freeQueue: 9,
  dmaStopped: 10,
  freeQueueComplete: 11,
  /** A page allocation shown where a recording saw it; no provider was asked. */
  recordedAllocate: 12,
  recordedFree: 13,
  queueParameters: 14,
  /** The miniport wrote an element's CompletionStatus. */
  completionStatus: 15,
  /** OID_RECEIVE_FILTER_QUEUE_ALLOCATION_COMPLETE returned. */
  allocationCompleteReturn: 16,
  enumFilters: 17,
  filterParameters: 18,
  receive: 19,
  returnBuffers: 20,
  createSwitch: 21,
  createVPort: 22,
  vportParameters: 23,
  vportActivated: 24,
  deleteVPort: 25,
  vportDmaStopped: 26,
  deleteVPortComplete: 27,
  initializeAdapter: 28,
  openAdapter: 29,
  closeAdapter: 30,
  beginHalt: 31,
  completeHalt: 32,
  deregisterDma: 33,
  /** A closing binding's block goes back to its provider. */
  forcedFree: 34,
  /** A block whose queue, VPort or adapter is gone. */
  orphaned: 35,
  /** A call that another one overtakes has entered the provider's callback; its own record follows. */
  allocateEnter: 36,
  freeEnter: 37,
} as const;
export type OpCode = (typeof Op)[keyof typeof Op];
export type OpName = keyof typeof Op;

const OP_NAMES = new Map<number, OpName>();
for (const name of Object.keys(Op) as OpName[]) OP_NAMES.set(Op[name], name);
/** Name of an operation code; `unknown` for a code of a later version. */
export const opName = (code: number): OpName | 'unknown' => OP_NAMES.get(code) ?? 'unknown';

export const Flag = {
  /** The caller asked for CONTIGUOUS. */
  contiguous: 1,
  /** The side table has something under this sequence number. */
  side: 2,
  /** Word 2 holds a VPort id. */
  vport: 4,
  /** SharedMemoryHandle is NULL (NDIS's own memory); otherwise its ordinal is the block's unless the side table says. */
  nullSharedMemoryHandle: 8,
  /** A block was made or given back: the call changed the memory. */
  changedMemory: 16,
} as const;

export const NO_NODE = 0xff;
export const ANY_NODE = 0xff;
export const MANY_ELEMENTS = 0xffff;
/** At least as many probes: the exact number stands in the side table. */
export const MANY_PROBES = 0x7f;
export const LONG_DELTA = 0xffff_ffff;
/** An owner id that word 2 cannot hold; the side table has the request. */
export const WIDE_OWNER = 0xffff;

/** Reads the fields of the record at `offset` (in words) of a chunk. Plain functions: no object an event. */
export const recordOp = (words: Uint32Array, offset: number): number => words[offset]! & 0xff;
export const recordStatus = (words: Uint32Array, offset: number): number => (words[offset]! >>> 8) & 0xf;
/**
 * Candidates that the provider's policy looked at for the call, as the allocator literature counts a search's cost;
 * MANY_PROBES where the side table has the number.
 */
export const recordProbes = (words: Uint32Array, offset: number): number =>
  ((words[offset]! >>> 12) & 0xf) | ((words[offset + 1]! >>> 1) & 0x70);
export const recordRule = (words: Uint32Array, offset: number): number => (words[offset]! >>> 16) & 0xff;
export const recordProvider = (words: Uint32Array, offset: number): number => words[offset]! >>> 24;
export const recordFlags = (words: Uint32Array, offset: number): number => words[offset + 1]! & 0x1f;
export const recordUsage = (words: Uint32Array, offset: number): number => (words[offset + 1]! >>> 8) & 0xf;
export const recordAdapter = (words: Uint32Array, offset: number): number =>
  (words[offset + 1]! >>> 12) & 0xf;
export const recordNode = (words: Uint32Array, offset: number): number => (words[offset + 1]! >>> 16) & 0xff;
export const recordDiagnostic = (words: Uint32Array, offset: number): number => words[offset + 1]! >>> 24;
export const recordOwner = (words: Uint32Array, offset: number): number => words[offset + 2]! & 0xffff;
export const recordElements = (words: Uint32Array, offset: number): number => words[offset + 2]! >>> 16;
export const recordDeltaNs = (words: Uint32Array, offset: number): number => words[offset + 3]!;
export const recordBlock = (words: Uint32Array, offset: number): number => words[offset + 4]!;
export const recordLength = (words: Uint32Array, offset: number): number => words[offset + 5]!;
export const recordFirstPage = (words: Uint32Array, offset: number): PageIndex =>
  pageIndex(words[offset + 6]!);
export const recordGrantedPages = (words: Uint32Array, offset: number): number =>
  (words[offset + 7]! & 0xf_ffff) + 1;
export const recordPreferredNode = (words: Uint32Array, offset: number): number =>
  (words[offset + 7]! >>> 20) & 0xff;
export const recordIrql = (words: Uint32Array, offset: number): number => words[offset + 7]! >>> 28;

/** Word 0. @param probes at most MANY_PROBES */
export const callWord = (
  op: OpCode,
  status: number,
  probes: number,
  rule: number,
  provider: number,
): number => op | (status << 8) | ((probes & 0xf) << 12) | (rule << 16) | (provider << 24);

/** What word 1 has beside flags and subject. @param probes at most MANY_PROBES */
export const outcomeBits = (probes: number, diagnostic: number): number =>
  ((probes & 0x70) << 1) | (diagnostic << 24);

/** Word 1, apart from flags, probes and diagnostic. @param usage or the state of a queue or VPort */
export const subjectBits = (usage: number, adapter: number, node: number): number =>
  ((usage & 0xf) << 8) | ((adapter & 0xf) << 12) | ((node & 0xff) << 16);

/** Word 2. */
export const ownerWord = (ownerId: number, elements: number): number =>
  (ownerId < WIDE_OWNER ? ownerId : WIDE_OWNER) |
  ((elements < MANY_ELEMENTS ? elements : MANY_ELEMENTS) << 16);

/** Word 7. */
export const extentWord = (grantedPages: number, preferredNode: number, irql: number): number =>
  ((grantedPages - 1) & 0xf_ffff) |
  ((preferredNode < ANY_NODE ? preferredNode : ANY_NODE) << 20) |
  ((irql & 0xf) << 28);

/** Whether the event put a block on the map. */
export const makesBlock = (words: Uint32Array, offset: number): boolean =>
  (recordFlags(words, offset) & Flag.changedMemory) !== 0 && isAllocation(recordOp(words, offset));

/** Whether the event took a block off the map. */
export const endsBlock = (words: Uint32Array, offset: number): boolean =>
  (recordFlags(words, offset) & Flag.changedMemory) !== 0 && !isAllocation(recordOp(words, offset));

/** By operation: 1 for those that put blocks on the map, -1 for those that take some off it when they change the memory. */
const BLOCKS_BY_OP = new Int8Array(256).fill(-1);
BLOCKS_BY_OP[Op.allocate] = 1;
BLOCKS_BY_OP[Op.recordedAllocate] = 1;

/** Blocks more on the map after the event: 1, 0 or -1. Read without a branch, which no processor could guess. */
export const recordBlocks = (words: Uint32Array, offset: number): number =>
  BLOCKS_BY_OP[recordOp(words, offset)]! * ((words[offset + 1]! >>> 4) & 1);

const isAllocation = (op: number): boolean => op === Op.allocate || op === Op.recordedAllocate;

/**
 * Bits of the first three words that say what was done, whose block it is, what for, on which node, and how the call
 * was answered: operation, status and provider; VPort, changed memory, usage, node and diagnostic; owner.
 */
const KIND_BITS_0 = 0xff00_0fff;
const KIND_BITS_1 = 0xffff_0f14;
const KIND_BITS_2 = 0xffff;

/** Whether two records agree in what was done, for whom, what for, where and with what answer. */
export const isOfSameKind = (
  words: Uint32Array,
  offset: number,
  others: Uint32Array,
  otherOffset: number,
): boolean =>
  (((words[offset]! ^ others[otherOffset]!) & KIND_BITS_0) |
    ((words[offset + 1]! ^ others[otherOffset + 1]!) & KIND_BITS_1) |
    ((words[offset + 2]! ^ others[otherOffset + 2]!) & KIND_BITS_2)) ===
  0;

/** The same number, below 256, for records of the same kind. */
export const kindHash = (words: Uint32Array, offset: number): number =>
  Math.imul(
    (words[offset]! & KIND_BITS_0) ^
      (words[offset + 1]! & KIND_BITS_1) ^
      Math.imul(words[offset + 2]! & KIND_BITS_2, 0x85eb_ca6b),
    0x9e37_79b1,
  ) >>> 24;

/** State of a queue after its event, as `QUEUE_STATES` numbers it; of a VPort, as `VPORT_STATES` does. */
export const recordOwnerState = (words: Uint32Array, offset: number): number => recordUsage(words, offset);

/** An event that a person looks for: a call that did not succeed, or one that was reported on. */
export const isNotable = (words: Uint32Array, offset: number): boolean =>
  recordStatus(words, offset) > 1 || recordDiagnostic(words, offset) !== 0;
