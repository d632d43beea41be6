import {
  isNotable,
  MANY_PROBES,
  Op,
  recordGrantedPages,
  recordLength,
  recordNode,
  recordBlocks,
  recordOp,
  recordProbes,
  recordProvider,
  recordStatus,
  RECORD_WORDS,
} from './record.ts';
import { probesOf, type RecordedSession } from './recorded-session.ts';

const PROVIDERS = 256;
/** Node numbers that a record can name, NO_NODE among them. */
const NODES = 256;
/** Status codes that the catalogue can grow to. */
export const STATUS_SPAN = 16;

/** Counts that follow from the events before the cursor. */
export interface CursorTotals {
  /** Pages granted to live blocks of each provider, by provider code. */
  readonly usedPages: Float64Array;
  /** Live blocks by provider code. */
  readonly blocks: Float64Array;
  /** NdisAllocateSharedMemory returns by status code. */
  readonly statuses: Float64Array;
  /** NdisAllocateSharedMemory returns by provider code times STATUS_SPAN plus status code. */
  readonly providerStatuses: Uint32Array;
  /** Bytes that the live blocks of each provider were asked for, by provider code. */
  readonly providerBytes: Float64Array;
  /** Probes of the searches made by each provider, by provider code. */
  readonly providerProbes: Float64Array;
  /** Pages that each provider holds back and no block has, by provider code. */
  readonly reservedPages: Float64Array;
  /** Bytes asked for by live blocks, calls answered with a block, and their probes, by the node of the first page. */
  readonly nodeBytes: Float64Array;
  readonly nodeCalls: Float64Array;
  readonly nodeProbes: Float64Array;
  liveBytes: number;
  notable: number;
}

export const emptyTotals = (): CursorTotals => ({
  usedPages: new Float64Array(PROVIDERS),
  blocks: new Float64Array(PROVIDERS),
  statuses: new Float64Array(STATUS_SPAN),
  providerStatuses: new Uint32Array(PROVIDERS * STATUS_SPAN),
  providerBytes: new Float64Array(PROVIDERS),
  providerProbes: new Float64Array(PROVIDERS),
  reservedPages: new Float64Array(PROVIDERS),
  nodeBytes: new Float64Array(NODES),
  nodeCalls: new Float64Array(NODES),
  nodeProbes: new Float64Array(NODES),
  liveBytes: 0,
  notable: 0,
});

export function copyTotals(from: CursorTotals, to: CursorTotals): void {
  to.usedPages.set(from.usedPages);
  to.blocks.set(from.blocks);
  to.statuses.set(from.statuses);
  to.providerStatuses.set(from.providerStatuses);
  to.providerBytes.set(from.providerBytes);
  to.providerProbes.set(from.providerProbes);
  to.reservedPages.set(from.reservedPages);
  to.nodeBytes.set(from.nodeBytes);
  to.nodeCalls.set(from.nodeCalls);
  to.nodeProbes.set(from.nodeProbes);
  to.liveBytes = from.liveBytes;
  to.notable = from.notable;
}

/**
 * Adds the events from `first` up to `end`, which lie in one piece of the log, to the totals (sign 1), or takes them off
 * (-1). What is held back is not among them: `reservedPages` stays.
 */
export function countEvents(
  totals: CursorTotals,
  session: RecordedSession,
  first: number,
  end: number,
  sign: 1 | -1,
): void {
  for (let seq = first; seq < end;) seq = countAlike(totals, session, seq, end, sign);
}

/**
 * Counts the events from `first` on that are of one provider, as nearly all of a long log are: its sums are kept in
 * locals. Answers the event behind them.
 */
function countAlike(
  totals: CursorTotals,
  session: RecordedSession,
  first: number,
  end: number,
  sign: 1 | -1,
): number {
  const { statuses, providerStatuses, nodeBytes, nodeCalls, nodeProbes } = totals;
  const words = session.log.wordsOf(first);
  let at = session.log.offsetOf(first);
  const provider = recordProvider(words, at);
  let [pages, blocks, bytes, probes, notable] = [0, 0, 0, 0, 0];
  let seq = first;
  for (; seq < end; seq++, at += RECORD_WORDS) {
    if (recordProvider(words, at) !== provider) break;
    if (isNotable(words, at)) notable++;
    const node = recordNode(words, at);
    const blocksMore = recordBlocks(words, at);
    if (recordOp(words, at) === Op.allocate) {
      const status = recordStatus(words, at);
      statuses[status]! += sign;
      providerStatuses[provider * STATUS_SPAN + status]! += sign;
      const few = recordProbes(words, at);
      const itsProbes = few < MANY_PROBES ? few : probesOf(session, seq);
      probes += itsProbes;
      if (blocksMore > 0) {
        nodeCalls[node]! += sign;
        nodeProbes[node]! += sign * itsProbes;
      }
    }
    if (blocksMore === 0) continue;
    const bytesMore = blocksMore * recordLength(words, at);
    nodeBytes[node]! += sign * bytesMore;
    pages += blocksMore * recordGrantedPages(words, at);
    blocks += blocksMore;
    bytes += bytesMore;
  }
  totals.usedPages[provider]! += sign * pages;
  totals.blocks[provider]! += sign * blocks;
  totals.providerBytes[provider]! += sign * bytes;
  totals.providerProbes[provider]! += sign * probes;
  totals.liveBytes += sign * bytes;
  totals.notable += sign * notable;
  return seq;
}
