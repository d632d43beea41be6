import { type BriefReader, MOST_BRIEF } from '../events/event-log.ts';
import {
  ANY_NODE,
  callWord,
  extentWord,
  Flag,
  outcomeBits,
  type OpCode,
  ownerWord,
  RECORD_SHIFT,
  RECORD_WORDS,
  subjectBits,
} from '../events/record.ts';
import {
  ADAPTER,
  type BlockTable,
  ELEMENTS,
  FIRST_PAGE,
  GRANTED_PAGES,
  LENGTH_BYTES,
  nodeOf,
  NULL_SHARED_MEMORY_HANDLE,
  ON_VPORT,
  OWNER_ID,
  TRAITS,
  usageOf,
} from '../ndis/block-table.ts';
import { type CallOutcome } from '../ndis/call-outcome.ts';
import { PASSIVE_LEVEL } from '../ndis/constants.ts';

/** Simulated nanoseconds between two calls when nobody sets the time. */
export const CALL_NS = 1000;

/**
 * A brief record is about a block and leaves out its members, which the block's row keeps for good:
 *
 * | word | bits  | content                                                                        |
 * |------|-------|--------------------------------------------------------------------------------|
 * | 0    | 0-5   | operation                                                                      |
 * |      | 6-9   | status code                                                                    |
 * |      | 10-16 | probes                                                                         |
 * |      | 17-24 | provider code                                                                  |
 * |      | 25-27 | flags `contiguous`, `side` and `changedMemory`                                 |
 * |      | 28    | words 2 to 4 follow; without them: CALL_NS, any node, no finding               |
 * | 1    |       | block                                                                          |
 * | 2    |       | nanoseconds since the event before                                             |
 * | 3    |       | PreferredNode, as in a whole record                                            |
 * | 4    |       | rule and, from bit 8 on, diagnostic                                            |
 *
 * The IRQL is PASSIVE_LEVEL: at another one NDIS makes no block and looks at none.
 */
const STATUS_SHIFT = 6;
const PROBES_SHIFT = 10;
const PROVIDER_SHIFT = 17;
const FLAGS_SHIFT = 25;
export const LONGER = 1 << 28;

/** Word 0. `flags` may have `contiguous`, `side` and `changedMemory`. @param probes at most MANY_PROBES */
export const briefWord = (op: OpCode, outcome: CallOutcome, probes: number, flags: number): number =>
  op |
  (outcome.status << STATUS_SHIFT) |
  (probes << PROBES_SHIFT) |
  (outcome.provider << PROVIDER_SHIFT) |
  // Bits 0, 1 and 4.
  (((flags & 3) | ((flags >> 2) & 4)) << FLAGS_SHIFT);

/** Word 4. */
export const foundWord = ({ rule, diagnostic }: CallOutcome): number => rule | (diagnostic << 8);

/** Flags that a block's traits stand for. */
const flagsOf = (traits: number): number =>
  ((traits & ON_VPORT) === 0 ? 0 : Flag.vport) |
  ((traits & NULL_SHARED_MEMORY_HANDLE) === 0 ? 0 : Flag.nullSharedMemoryHandle);

/** Makes the brief records of a machine whole. @param blocks asked when there are records to read */
export class BlockBriefs implements BriefReader {
  at = 0;

  constructor(private readonly blocks: () => BlockTable) {}

  read(brief: Uint32Array, from: number, to: number, records: Uint32Array): number {
    const blocks = this.blocks();
    let short = from;
    let at = 0;
    while (short < to && at < records.length) {
      const b0 = brief[short]!;
      const block = brief[short + 1]!;
      let delta = CALL_NS;
      let node = ANY_NODE;
      let found = 0;
      if ((b0 & LONGER) === 0) short += 2;
      else {
        delta = brief[short + 2]!;
        node = brief[short + 3]!;
        found = brief[short + 4]!;
        short += MOST_BRIEF;
      }
      const probes = (b0 >>> PROBES_SHIFT) & 0x7f;
      const flags = (b0 >>> FLAGS_SHIFT) & 7;
      const row = blocks.rowOf(block);
      const words = blocks.wordsOf(block);
      const traits = words[row + TRAITS]!;
      records[at] = callWord(
        (b0 & 0x3f) as OpCode,
        (b0 >>> STATUS_SHIFT) & 0xf,
        probes,
        found & 0xff,
        (b0 >>> PROVIDER_SHIFT) & 0xff,
      );
      records[at + 1] =
        (flags & 3) |
        ((flags & 4) << 2) |
        flagsOf(traits) |
        subjectBits(usageOf(traits), words[row + ADAPTER]!, nodeOf(traits)) |
        outcomeBits(probes, found >>> 8);
      records[at + 2] = ownerWord(words[row + OWNER_ID]!, words[row + ELEMENTS]!);
      records[at + 3] = delta;
      records[at + 4] = block;
      records[at + 5] = words[row + LENGTH_BYTES]!;
      records[at + 6] = words[row + FIRST_PAGE]!;
      records[at + 7] = extentWord(words[row + GRANTED_PAGES]!, node, PASSIVE_LEVEL);
      at += RECORD_WORDS;
    }
    this.at = short;
    return at >>> RECORD_SHIFT;
  }
}
