import { type CallOutcome } from './call-outcome.ts';
import { diagnosticCode } from './diagnostics.ts';
import { type Adapter, type Binding, type ReceiveQueue } from './machine.ts';
import { nextQueueState, type QueueEvent } from './receive-queues.ts';
import { NO_RULE, ruleCode, type RuleCode } from './rules.ts';
import { FAILURE, INVALID_PARAMETER, NO_STATUS, SUCCESS, type StatusCode } from './status.ts';

const Q7 = ruleCode('Q7');
const Q8 = ruleCode('Q8');
const Q9 = ruleCode('Q9');
const Q10 = ruleCode('Q10');
const Q12 = ruleCode('Q12');
const Q13 = ruleCode('Q13');
const UNEXPECTED_DMA_STOPPED = diagnosticCode('UNEXPECTED_DMA_STOPPED');
const BLOCKS_ORPHANED = diagnosticCode('BLOCKS_ORPHANED');

/** OID_RECEIVE_FILTER_ALLOCATE_QUEUE: the lowest free id from 1 up; answers the queue or null (rule Q7). */
export function allocateQueue(binding: Binding, outcome: CallOutcome): ReceiveQueue | null {
  outcome.reset();
  const { adapter } = binding;
  let id = 1;
  while (adapter.queues[id] !== undefined) id++;
  if (id > adapter.numQueues) {
    outcome.refuse(FAILURE, Q7);
    return null;
  }
  const queue: ReceiveQueue = {
    id,
    owner: binding,
    lookaheadSplit: false,
    state: 'Allocated',
    filters: 0,
    liveBlocks: 0,
  };
  adapter.queues[id] = queue;
  outcome.status = SUCCESS;
  return queue;
}

/** OID_RECEIVE_FILTER_QUEUE_ALLOCATION_COMPLETE for one element; the status is its CompletionStatus (rule Q12). */
export function completeQueueAllocation(binding: Binding, queueId: number, outcome: CallOutcome): StatusCode {
  return advance(binding, queueId, 'allocationComplete', Q12, outcome);
}

/** OID_RECEIVE_FILTER_SET_FILTER on a nondefault queue (rule Q10). */
export function setFilter(binding: Binding, queueId: number, outcome: CallOutcome): StatusCode {
  const status = advance(binding, queueId, 'setFilter', Q10, outcome);
  if (status === SUCCESS) ownQueue(binding, queueId)!.filters++;
  return status;
}

/** OID_RECEIVE_FILTER_CLEAR_FILTER of one filter of the queue. */
export function clearFilter(binding: Binding, queueId: number, outcome: CallOutcome): StatusCode {
  const queue = ownQueue(binding, queueId);
  const event = queue !== undefined && queue.filters > 1 ? 'clearFilter' : 'clearLastFilter';
  const status = advance(binding, queueId, event, Q10, outcome);
  if (status === SUCCESS && queue !== undefined) queue.filters--;
  return status;
}

/** OID_RECEIVE_FILTER_FREE_QUEUE (rules Q8, Q9): DMA is to stop next. */
export function freeQueue(binding: Binding, queueId: number, outcome: CallOutcome): StatusCode {
  const queue = ownQueue(binding, queueId);
  const filtered = queue !== undefined && queue.filters > 0;
  return advance(binding, queueId, 'freeQueue', filtered ? Q9 : Q8, outcome);
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
export function completeFreeQueue(adapter: Adapter, queueId: number, outcome: CallOutcome): void {
  outcome.reset();
  const queue = adapter.queues[queueId];
  if (queue === undefined || nextQueueState(queue.state, 'resourcesFreed') === null) {
    outcome.refuse(INVALID_PARAMETER, Q8);
    return;
  }
  adapter.queues[queueId] = undefined;
  outcome.status = SUCCESS;
  if (queue.liveBlocks > 0) outcome.remark(BLOCKS_ORPHANED, NO_RULE);
}

const ownQueue = (binding: Binding, queueId: number): ReceiveQueue | undefined => {
  const queue = binding.adapter.queues[queueId];
  return queue?.owner === binding ? queue : undefined;
};

function advance(
  binding: Binding,
  queueId: number,
  event: QueueEvent,
  rule: RuleCode,
  outcome: CallOutcome,
): StatusCode {
  outcome.reset();
  const queue = ownQueue(binding, queueId);
  const next = queue === undefined ? null : nextQueueState(queue.state, event);
  if (queue === undefined || next === null) return outcome.refuse(INVALID_PARAMETER, rule);
  queue.state = next;
  outcome.status = SUCCESS;
  return SUCCESS;
}
