import { type CallOutcome } from './call-outcome.ts';
import {
  NDIS_RECEIVE_QUEUE_PARAMETERS_LOOKAHEAD_SPLIT_REQUIRED,
  NdisReceiveQueueTypeVMQueue,
} from './constants.ts';
import { diagnosticCode } from './diagnostics.ts';
import { type Adapter, type Binding, type ReceiveQueue } from './machine.ts';
import { type Ndis } from './ndis.ts';
import {
  beginOidRequest,
  endOwner,
  informationBuffer,
  type InformationBuffer,
  reaches,
} from './oid-requests.ts';
import { nextQueueState, type QueueEvent } from './receive-queues.ts';
import { NO_RULE, ruleCode, type RuleCode } from './rules.ts';
import {
  FAILURE,
  INVALID_LENGTH,
  INVALID_PARAMETER,
  NO_STATUS,
  NOT_SUPPORTED,
  SUCCESS,
  type StatusCode,
} from './status.ts';

const Q1 = ruleCode('Q1');
const Q2 = ruleCode('Q2');
const Q3 = ruleCode('Q3');
const Q4 = ruleCode('Q4');
const Q5 = ruleCode('Q5');
const Q6 = ruleCode('Q6');
const Q7 = ruleCode('Q7');
const Q8 = ruleCode('Q8');
const Q9 = ruleCode('Q9');
const Q12 = ruleCode('Q12');
const Q13 = ruleCode('Q13');
const UNEXPECTED_DMA_STOPPED = diagnosticCode('UNEXPECTED_DMA_STOPPED');
const INVALID_QUEUE_STATE = diagnosticCode('INVALID_QUEUE_STATE');

/** Bytes of NDIS_RECEIVE_QUEUE_PARAMETERS by revision (domain notes 2.6), on x64. */
const QUEUE_PARAMETERS_BYTES: readonly number[] = [Infinity, 1084, 1092, 1096];
const QUEUE_FREE_PARAMETERS_BYTES = 12;
const COMPLETE_ARRAY_BYTES = 20;
const COMPLETE_PARAMETERS_BYTES = 16;

/** NDIS_RECEIVE_QUEUE_PARAMETERS: the members that the contract of shared memory depends on. */
export interface ReceiveQueueParameters extends InformationBuffer {
  readonly Flags: number;
  readonly QueueType: number;
  /** ProcessorAffinity.Mask; any bit stands for a processor. */
  readonly affinityMask: number;
  readonly NumSuggestedReceiveBuffers: number;
  /** Bytes. */
  readonly LookaheadSize: number;
}

/** What a well-behaved overlying driver of the adapter's NDIS version asks for. */
export function usualQueueParameters(ndisVersion: number): ReceiveQueueParameters {
  const revision = ndisVersion >= 650 ? 3 : ndisVersion >= 630 ? 2 : 1;
  return {
    ...informationBuffer(revision, QUEUE_PARAMETERS_BYTES[revision]!),
    Flags: 0,
    QueueType: NdisReceiveQueueTypeVMQueue,
    affinityMask: 1,
    NumSuggestedReceiveBuffers: 256,
    LookaheadSize: 0,
  };
}

/** OID_RECEIVE_FILTER_ALLOCATE_QUEUE: the lowest free id from 1 up; answers the queue or null (rules Q1 to Q7). */
export function allocateQueue(
  binding: Binding,
  parameters: ReceiveQueueParameters,
  outcome: CallOutcome,
): ReceiveQueue | null {
  if (!beginOidRequest(binding, outcome)) return null;
  const { adapter } = binding;
  const revision = Math.min(3, Math.max(0, Math.floor(parameters.Header.Revision)));
  if (!reaches(parameters, QUEUE_PARAMETERS_BYTES[revision] ?? Infinity)) {
    outcome.refuse(INVALID_LENGTH, Q1);
    return null;
  }
  const broken = checkQueueParameters(adapter, parameters);
  if (broken !== NO_RULE) {
    outcome.refuse(broken === Q2 ? NOT_SUPPORTED : INVALID_PARAMETER, broken);
    return null;
  }
  let id = 1;
  while (adapter.queues[id] !== undefined) id++;
  if (id > adapter.options.numQueues) {
    outcome.refuse(FAILURE, Q7);
    return null;
  }
  const split = (parameters.Flags & NDIS_RECEIVE_QUEUE_PARAMETERS_LOOKAHEAD_SPLIT_REQUIRED) !== 0;
  const queue: ReceiveQueue = {
    id,
    owner: binding,
    lookaheadBytes: split ? parameters.LookaheadSize : 0,
    state: 'Allocated',
    filters: 0,
    liveBlocks: 0,
    buffersOut: 0,
  };
  adapter.queues[id] = queue;
  outcome.status = SUCCESS;
  return queue;
}

function checkQueueParameters(adapter: Adapter, parameters: ReceiveQueueParameters): RuleCode {
  const { ndisVersion } = adapter.miniport;
  if (ndisVersion < 620) return Q2;
  if (parameters.QueueType !== NdisReceiveQueueTypeVMQueue) return Q3;
  if (parameters.affinityMask === 0) return Q4;
  if (parameters.LookaheadSize === 0) return NO_RULE;
  const split = (parameters.Flags & NDIS_RECEIVE_QUEUE_PARAMETERS_LOOKAHEAD_SPLIT_REQUIRED) !== 0;
  if (!split || ndisVersion >= 630) return Q5;
  return parameters.LookaheadSize > adapter.options.maxLookaheadSplitSize ? Q6 : NO_RULE;
}

/** OID_RECEIVE_FILTER_QUEUE_PARAMETERS (method or set): changes nothing that memory depends on. */
export function changeQueueParameters(binding: Binding, queueId: number, outcome: CallOutcome): StatusCode {
  if (!beginOidRequest(binding, outcome)) return outcome.status;
  return advance(ownQueue(binding, queueId), 'queueParameters', outcome);
}

/** NDIS_RECEIVE_QUEUE_ALLOCATION_COMPLETE_ARRAY as the overlying driver laid it out. */
export interface AllocationCompleteArray {
  readonly informationBufferLength: number;
  readonly FirstElementOffset: number;
  readonly NumElements: number;
  readonly ElementSize: number;
}

/** The array that a well-behaved driver passes for so many queues. */
export const usualCompleteArray = (elements: number): AllocationCompleteArray => ({
  informationBufferLength: COMPLETE_ARRAY_BYTES + elements * COMPLETE_PARAMETERS_BYTES,
  FirstElementOffset: COMPLETE_ARRAY_BYTES,
  NumElements: elements,
  ElementSize: COMPLETE_PARAMETERS_BYTES,
});

/** Whether OID_RECEIVE_FILTER_QUEUE_ALLOCATION_COMPLETE may be looked into at all (rule Q1). */
export function beginAllocationComplete(
  binding: Binding,
  array: AllocationCompleteArray,
  outcome: CallOutcome,
): boolean {
  if (!beginOidRequest(binding, outcome)) return false;
  const end = array.FirstElementOffset + array.NumElements * array.ElementSize;
  const sound =
    array.FirstElementOffset >= COMPLETE_ARRAY_BYTES &&
    array.ElementSize >= COMPLETE_PARAMETERS_BYTES &&
    end <= array.informationBufferLength;
  if (!sound) outcome.refuse(INVALID_LENGTH, Q1);
  return sound;
}

/**
 * One element of the array is delivered: the queue goes on to Paused or Running and the miniport may allocate for it.
 * The status is the element's CompletionStatus when the element never reaches the miniport (rule Q12).
 */
export function deliverAllocationComplete(
  binding: Binding,
  queueId: number,
  outcome: CallOutcome,
): StatusCode {
  if (!beginOidRequest(binding, outcome)) return outcome.status;
  const queue = ownQueue(binding, queueId);
  const next = queue === undefined ? null : nextQueueState(queue.state, 'allocationComplete');
  if (queue === undefined || next === null) return outcome.refuse(INVALID_PARAMETER, Q12);
  queue.state = next;
  outcome.status = SUCCESS;
  return SUCCESS;
}

/** The miniport writes the element's CompletionStatus; a failure takes the queue back to where it was. */
export function completeElement(
  binding: Binding,
  queueId: number,
  completionStatus: StatusCode,
  outcome: CallOutcome,
): void {
  outcome.reset();
  outcome.status = completionStatus;
  const queue = ownQueue(binding, queueId);
  if (completionStatus === SUCCESS || queue === undefined) return;
  if (queue.state === 'Paused') queue.state = 'Allocated';
  else if (queue.state === 'Running') queue.state = 'Set';
}

/** The request itself returns: with the status of the last element that reached the miniport, as the sample does. */
export function endAllocationComplete(lastCompletionStatus: StatusCode, outcome: CallOutcome): void {
  outcome.reset();
  outcome.status = lastCompletionStatus === NO_STATUS ? SUCCESS : lastCompletionStatus;
}

/** OID_RECEIVE_FILTER_FREE_QUEUE (rules Q1, Q8, Q9): DMA is to stop next. */
export function freeQueue(
  binding: Binding,
  queueId: number,
  outcome: CallOutcome,
  buffer: InformationBuffer = informationBuffer(1, QUEUE_FREE_PARAMETERS_BYTES),
): StatusCode {
  if (!beginOidRequest(binding, outcome)) return outcome.status;
  if (!reaches(buffer, QUEUE_FREE_PARAMETERS_BYTES)) return outcome.refuse(INVALID_LENGTH, Q1);
  const queue = ownQueue(binding, queueId);
  if (queue === undefined) return outcome.refuse(INVALID_PARAMETER, Q8);
  if (queue.filters > 0) return outcome.refuse(INVALID_PARAMETER, Q9);
  return advance(queue, 'freeQueue', outcome);
}

/** NDIS_STATUS_RECEIVE_QUEUE_STATE with DmaStopped, from the miniport (rule Q13). */
export function indicateDmaStopped(adapter: Adapter, queueId: number, outcome: CallOutcome): void {
  outcome.reset();
  const queue = adapter.queues[queueId];
  const next = queue === undefined ? null : nextQueueState(queue.state, 'dmaStopped');
  if (queue === undefined || next === null) outcome.refuse(NO_STATUS, Q13, UNEXPECTED_DMA_STOPPED);
  else queue.state = next;
}

/** The miniport completes OID_RECEIVE_FILTER_FREE_QUEUE; blocks that still belong to the queue become orphans. */
export function completeFreeQueue(ndis: Ndis, adapter: Adapter, queueId: number, outcome: CallOutcome): void {
  outcome.reset();
  const queue = adapter.queues[queueId];
  if (queue === undefined || nextQueueState(queue.state, 'resourcesFreed') === null) {
    outcome.refuse(INVALID_PARAMETER, NO_RULE, INVALID_QUEUE_STATE);
    return;
  }
  endOwner(ndis, adapter, queue, false, outcome);
}

/** The nondefault queue of that id, when this binding allocated it. */
export const ownQueue = (binding: Binding, queueId: number): ReceiveQueue | undefined => {
  const queue = binding.adapter.queues[queueId];
  return queue?.owner === binding ? queue : undefined;
};

/** Takes a queue along the state table; an invalid combination is refused without a rule (model decision). */
export function advance(
  queue: ReceiveQueue | undefined,
  event: QueueEvent,
  outcome: CallOutcome,
): StatusCode {
  const next = queue === undefined ? null : nextQueueState(queue.state, event);
  if (queue === undefined || next === null) {
    return outcome.refuse(INVALID_PARAMETER, NO_RULE, INVALID_QUEUE_STATE);
  }
  queue.state = next;
  outcome.status = SUCCESS;
  return SUCCESS;
}
