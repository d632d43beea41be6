import { PAGE_SIZE } from '../memory/units.ts';
import { type CallOutcome } from './call-outcome.ts';
import { diagnosticCode } from './diagnostics.ts';
import { NULL_HANDLE, type Handle } from './handles.ts';
import { type Adapter, type MemoryOwner } from './machine.ts';
import { type Ndis } from './ndis.ts';
import { nextQueueState } from './receive-queues.ts';
import { NO_RULE, ruleCode } from './rules.ts';
import { NO_STATUS } from './status.ts';

const Q14 = ruleCode('Q14');
const Q15 = ruleCode('Q15');
const Q16 = ruleCode('Q16');
const ADAPTER_HALTED = diagnosticCode('ADAPTER_HALTED');
const RECEIVE_OUTSIDE_RUNNING = diagnosticCode('RECEIVE_OUTSIDE_RUNNING');
const BAD_SHARED_MEMORY_INFO = diagnosticCode('BAD_SHARED_MEMORY_INFO');
const UNKNOWN_QUEUE_AS_DEFAULT = diagnosticCode('UNKNOWN_QUEUE_AS_DEFAULT');
const USE_AFTER_FREE = diagnosticCode('USE_AFTER_FREE');
const ACCESS_PAST_LENGTH = diagnosticCode('ACCESS_PAST_LENGTH');
const UNKNOWN_NET_BUFFER_LIST = diagnosticCode('UNKNOWN_NET_BUFFER_LIST');
const UNKNOWN_VPORT = diagnosticCode('UNKNOWN_VPORT');

/** NET_BUFFER_SHARED_MEMORY: one segment of a received packet. Offset and length in bytes. */
export interface NetBufferSharedMemory {
  readonly SharedMemoryHandle: Handle;
  readonly SharedMemoryOffset: number;
  readonly SharedMemoryLength: number;
}

/**
 * NdisMIndicateReceiveNetBufferLists with one list (rules Q14 to Q16). Mistakes are findings; segments that are right
 * hold their blocks until the list is returned.
 * @param ownerId queue id; VPort id on an adapter in SR-IOV mode
 * @returns the list's id, 0 when nothing was indicated
 */
export function indicateReceive(
  ndis: Ndis,
  adapter: Adapter,
  ownerId: number,
  segments: readonly NetBufferSharedMemory[],
  outcome: CallOutcome,
): number {
  outcome.reset();
  if (adapter.halted) {
    outcome.refuse(NO_STATUS, NO_RULE, ADAPTER_HALTED);
    return 0;
  }
  const onVPort = adapter.options.mode === 'sriov';
  const owner = onVPort
    ? receivingVPort(adapter, ownerId, outcome)
    : receivingQueue(adapter, ownerId, outcome);
  const receiver = { adapter, onVPort, id: owner?.id ?? 0 };
  const blocks: number[] = [];
  for (const segment of segments) {
    const block = blockOfSegment(ndis, receiver, segment, outcome);
    if (block === 0) continue;
    ndis.blocks.countBuffersOut(block, 1);
    blocks.push(block);
  }
  if (owner !== null) owner.buffersOut++;
  const id = ++ndis.lastNetBufferList;
  ndis.netBufferLists.set(id, { id, adapter, owner, onVPort, ownerId: receiver.id, blocks });
  outcome.block = blocks[0] ?? 0;
  return id;
}

function receivingQueue(adapter: Adapter, queueId: number, outcome: CallOutcome): MemoryOwner | null {
  if (queueId === 0) return null;
  const queue = adapter.queues[queueId];
  if (queue === undefined) outcome.remark(UNKNOWN_QUEUE_AS_DEFAULT, Q16);
  else if (nextQueueState(queue.state, 'receive') === null) outcome.remark(RECEIVE_OUTSIDE_RUNNING, Q14);
  return queue ?? null;
}

function receivingVPort(adapter: Adapter, vportId: number, outcome: CallOutcome): MemoryOwner | null {
  const vport = adapter.vports[vportId];
  if (vport === undefined) {
    outcome.remark(UNKNOWN_VPORT, NO_RULE);
    return adapter.vports[0] ?? null;
  }
  if (vportId !== 0 && (vport.state !== 'Activated' || vport.deleting)) {
    outcome.remark(RECEIVE_OUTSIDE_RUNNING, NO_RULE);
  }
  return vport;
}

interface Receiver {
  readonly adapter: Adapter;
  readonly onVPort: boolean;
  readonly id: number;
}

/** The block that the segment lies in, 0 with findings where rule Q15 forbids it. */
function blockOfSegment(
  ndis: Ndis,
  receiver: Receiver,
  segment: NetBufferSharedMemory,
  outcome: CallOutcome,
): number {
  if (segment.SharedMemoryHandle === NULL_HANDLE) {
    const block = nullHandleBlock(ndis, receiver, segment);
    if (block === 0) outcome.remark(BAD_SHARED_MEMORY_INFO, Q15);
    return block;
  }
  const { blocks } = ndis;
  let block = blocks.last;
  while (block > 0 && blocks.sharedMemoryHandle(block) !== segment.SharedMemoryHandle) block--;
  const end = segment.SharedMemoryOffset + segment.SharedMemoryLength;
  if (block > 0 && isOf(ndis, receiver, block) && end <= blocks.lengthBytes(block)) return block;
  outcome.remark(BAD_SHARED_MEMORY_INFO, Q15);
  if (block > 0 && !blocks.isLive(block)) outcome.remark(USE_AFTER_FREE, NO_RULE);
  else if (block > 0 && isOf(ndis, receiver, block) && end <= blocks.grantedPages(block) * PAGE_SIZE) {
    outcome.remark(ACCESS_PAST_LENGTH, NO_RULE);
  }
  return 0;
}

/** NULL cannot tell the default provider's blocks apart: the oldest one of the queue that holds the range. */
function nullHandleBlock(ndis: Ndis, receiver: Receiver, segment: NetBufferSharedMemory): number {
  const { blocks } = ndis;
  const end = segment.SharedMemoryOffset + segment.SharedMemoryLength;
  for (let block = blocks.nextLive(0); block > 0; block = blocks.nextLive(block)) {
    const fits = blocks.sharedMemoryHandle(block) === NULL_HANDLE && end <= blocks.lengthBytes(block);
    if (fits && isOf(ndis, receiver, block)) return block;
  }
  return 0;
}

/** Whether a block is live and belongs to the queue or VPort that receives. */
function isOf({ blocks }: Ndis, { adapter, onVPort, id }: Receiver, block: number): boolean {
  return (
    blocks.isLive(block) &&
    !blocks.isOrphan(block) &&
    blocks.adapter(block) === adapter.code &&
    blocks.ownerId(block) === id &&
    blocks.onVPort(block) === onVPort
  );
}

/** NdisReturnNetBufferLists: the miniport gets the list back (rule Q16). */
export function returnNetBufferList(ndis: Ndis, id: number, outcome: CallOutcome): void {
  outcome.reset();
  const list = ndis.netBufferLists.get(id);
  if (list === undefined) {
    outcome.refuse(NO_STATUS, NO_RULE, UNKNOWN_NET_BUFFER_LIST);
    return;
  }
  ndis.netBufferLists.delete(id);
  for (const block of list.blocks) ndis.blocks.countBuffersOut(block, -1);
  outcome.block = list.blocks[0] ?? 0;
  if (list.owner === null) return;
  list.owner.buffersOut--;
  const gone = (list.onVPort ? list.adapter.vports : list.adapter.queues)[list.ownerId] !== list.owner;
  if (gone) outcome.remark(UNKNOWN_QUEUE_AS_DEFAULT, Q16);
}
