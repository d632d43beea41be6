import {
  NdisSharedMemoryUsageReceiveLookahead,
  NdisSharedMemoryUsageReceivePostLookahead,
} from '../ndis/constants.ts';
import { NULL_HANDLE, type Handle } from '../ndis/handles.ts';
import { type NetBufferSharedMemory } from '../ndis/net-buffers.ts';
import { RESOURCES, SUCCESS, type StatusCode } from '../ndis/status.ts';
import { type WorkloadTarget } from './workload.ts';

/** NdisGetSharedDataAlignment of the model; the number is not documented (model decision). */
export const SHARED_DATA_ALIGNMENT_BYTES = 64;
/** Fewer entries than this in one request are not worth a block: the sample stops halving here. */
const FEWEST_ENTRIES_IN_REQUEST = 32;
/** With fewer entries in all, the sample gives the queue up. */
const FEWEST_ENTRIES_IN_QUEUE = 64;

/** One shared-memory block of a queue, cut into entries of equal size. */
interface EntryBlock {
  readonly allocationHandle: Handle;
  readonly sharedMemoryHandle: Handle;
  readonly entryBytes: number;
  readonly entries: number;
}

/** What the driver holds for one queue. */
export interface QueueBuffers {
  readonly queueId: number;
  readonly blocks: EntryBlock[];
  status: StatusCode;
}

export interface QueueBufferRequest {
  readonly queueId: number;
  /** Bytes of a receive buffer (or of a lookahead entry). */
  readonly frameBytes: number;
  /** NumSuggestedReceiveBuffers. */
  readonly entries: number;
  readonly usage: number;
  readonly preferredNode: number;
  /** Give up, and everything back, with fewer entries than the sample can work with; otherwise keep what there is. */
  readonly allOrNothing: boolean;
}

const alignUp = (bytes: number, alignment: number): number => Math.ceil(bytes / alignment) * alignment;

/**
 * Gets receive buffers for a queue as Microsoft's sample miniport does (domain notes 6.1): entries rounded up to the
 * shared data alignment, one alignment unit more for the base, and on failure half as many entries down to 32. Yields
 * after every call; with fewer than 64 entries in the end the status is RESOURCES
 * and, if so asked, the blocks go back.
 */
export function* allocateQueueBuffers(
  target: WorkloadTarget,
  request: QueueBufferRequest,
): Generator<undefined, QueueBuffers> {
  const buffers: QueueBuffers = { queueId: request.queueId, blocks: [], status: SUCCESS };
  const entryBytes = alignUp(request.frameBytes, SHARED_DATA_ALIGNMENT_BYTES);
  let missing = request.entries;
  let entries = missing;
  while (missing > 0 && entries >= Math.min(FEWEST_ENTRIES_IN_REQUEST, missing)) {
    entries = Math.min(entries, missing);
    target.prepare(request.queueId, request.usage, entries * entryBytes + SHARED_DATA_ALIGNMENT_BYTES);
    target.parameters.PreferredNode = request.preferredNode;
    const allocationHandle = target.allocate();
    const sharedMemoryHandle = target.parameters.SharedMemoryHandle;
    yield;
    if (allocationHandle === NULL_HANDLE) {
      entries = Math.floor(entries / 2);
      if (entries === 0) break;
      continue;
    }
    buffers.blocks.push({ allocationHandle, sharedMemoryHandle, entryBytes, entries });
    missing -= entries;
  }
  const got = request.entries - missing;
  const enough = got >= Math.min(FEWEST_ENTRIES_IN_QUEUE, request.entries);
  if (!enough) buffers.status = RESOURCES;
  if (enough || !request.allOrNothing) return buffers;
  yield* freeQueueBuffers(target, buffers);
  return buffers;
}

/**
 * The two sets of a queue with lookahead split (NDIS 6.20): lookahead entries, and post-lookahead entries that keep
 * the lookahead's size free in front as backfill. Both or none.
 */
export function* allocateSplitBuffers(
  target: WorkloadTarget,
  request: QueueBufferRequest,
  lookaheadBytes: number,
): Generator<undefined, readonly [QueueBuffers, QueueBuffers]> {
  const lookahead = yield* allocateQueueBuffers(target, {
    ...request,
    frameBytes: lookaheadBytes,
    usage: NdisSharedMemoryUsageReceiveLookahead,
  });
  const rest = yield* allocateQueueBuffers(target, {
    ...request,
    usage: NdisSharedMemoryUsageReceivePostLookahead,
  });
  if (lookahead.status !== SUCCESS) yield* freeQueueBuffers(target, rest);
  if (rest.status !== SUCCESS) yield* freeQueueBuffers(target, lookahead);
  return [lookahead, rest];
}

/** NdisFreeSharedMemory for every block; the queue has none afterwards. */
export function* freeQueueBuffers(target: WorkloadTarget, buffers: QueueBuffers): Generator<undefined, void> {
  for (const block of buffers.blocks.splice(0)) {
    target.free(block.allocationHandle);
    yield;
  }
}

/**
 * SharedMemoryInfo for a packet in an entry of the queue: the block's handle, and the entry's offset from the start of
 * the block, which is page aligned in the model and so needs no rounding of its base.
 */
export function segmentOf(
  buffers: QueueBuffers,
  entry: number,
  packetBytes: number,
): NetBufferSharedMemory | null {
  let index = entry;
  for (const block of buffers.blocks) {
    if (index < block.entries) {
      return {
        SharedMemoryHandle: block.sharedMemoryHandle,
        SharedMemoryOffset: index * block.entryBytes,
        SharedMemoryLength: Math.min(packetBytes, block.entryBytes),
      };
    }
    index -= block.entries;
  }
  return null;
}

export const entriesOf = (buffers: QueueBuffers): number =>
  buffers.blocks.reduce((sum, block) => sum + block.entries, 0);
