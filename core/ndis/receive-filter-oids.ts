import { type CallOutcome } from './call-outcome.ts';
import { diagnosticCode } from './diagnostics.ts';
import { type Adapter, type Binding, type MemoryOwner, type ReceiveFilter } from './machine.ts';
import { beginOidRequest } from './oid-requests.ts';
import { advance, ownQueue } from './receive-queue-oids.ts';
import { NO_RULE, ruleCode } from './rules.ts';
import { FILE_NOT_FOUND, INVALID_PARAMETER, SUCCESS, type StatusCode } from './status.ts';

const Q10 = ruleCode('Q10');
const Q11 = ruleCode('Q11');
const UNKNOWN_FILTER = diagnosticCode('UNKNOWN_FILTER');
const UNKNOWN_VPORT = diagnosticCode('UNKNOWN_VPORT');
const INVALID_VPORT_STATE = diagnosticCode('INVALID_VPORT_STATE');

/** OID_RECEIVE_FILTER_SET_FILTER (rule Q10): answers the new filter's id, 0 when it was refused. */
export function setFilter(binding: Binding, queueId: number, vportId: number, outcome: CallOutcome): number {
  if (!beginOidRequest(binding, outcome)) return 0;
  const { adapter } = binding;
  const target =
    adapter.options.mode === 'vmq'
      ? queueTarget(binding, queueId, vportId, outcome)
      : vportTarget(adapter, queueId, vportId, outcome);
  if (outcome.status !== SUCCESS) return 0;
  if (target !== null) target.filters++;
  const id = ++adapter.lastFilterId;
  adapter.filters.set(id, { id, binding, target, queueId, vportId });
  return id;
}

function queueTarget(
  binding: Binding,
  queueId: number,
  vportId: number,
  outcome: CallOutcome,
): MemoryOwner | null {
  if (vportId !== 0) outcome.refuse(INVALID_PARAMETER, NO_RULE, UNKNOWN_VPORT);
  else if (queueId === 0) outcome.status = SUCCESS;
  else {
    const queue = ownQueue(binding, queueId);
    if (queue === undefined) outcome.refuse(INVALID_PARAMETER, Q10);
    else if (advance(queue, 'setFilter', outcome) === SUCCESS) return queue;
  }
  return null;
}

function vportTarget(
  adapter: Adapter,
  queueId: number,
  vportId: number,
  outcome: CallOutcome,
): MemoryOwner | null {
  const vport = queueId === 0 ? adapter.vports[vportId] : undefined;
  if (vport === undefined) outcome.refuse(INVALID_PARAMETER, NO_RULE, UNKNOWN_VPORT);
  else if (vport.deleting) outcome.refuse(INVALID_PARAMETER, NO_RULE, INVALID_VPORT_STATE);
  else outcome.status = SUCCESS;
  return vport ?? null;
}

/** OID_RECEIVE_FILTER_CLEAR_FILTER of a filter that this binding set on the queue (rule Q11). */
export function clearFilter(
  binding: Binding,
  queueId: number,
  filterId: number,
  outcome: CallOutcome,
): StatusCode {
  if (!beginOidRequest(binding, outcome)) return outcome.status;
  const { adapter } = binding;
  const filter = adapter.filters.get(filterId);
  if (filter === undefined || filter.binding !== binding || filter.queueId !== queueId) {
    return outcome.refuse(FILE_NOT_FOUND, Q11);
  }
  const queue = queueId === 0 ? undefined : adapter.queues[queueId];
  if (queue !== undefined) {
    advance(queue, queue.filters > 1 ? 'clearFilter' : 'clearLastFilter', outcome);
    if (outcome.status !== SUCCESS) return outcome.status;
  }
  if (filter.target !== null) filter.target.filters--;
  adapter.filters.delete(filterId);
  outcome.status = SUCCESS;
  return SUCCESS;
}

/** OID_RECEIVE_FILTER_ENUM_FILTERS: the filters of the default queue or of an own queue. */
export function enumFilters(
  binding: Binding,
  queueId: number,
  outcome: CallOutcome,
): readonly ReceiveFilter[] {
  if (!beginOidRequest(binding, outcome)) return [];
  if (queueId === 0) outcome.status = SUCCESS;
  else if (advance(ownQueue(binding, queueId), 'enumFilters', outcome) !== SUCCESS) return [];
  return [...binding.adapter.filters.values()].filter((filter) => filter.queueId === queueId);
}

/** OID_RECEIVE_FILTER_PARAMETERS: one filter of the adapter. */
export function filterParameters(
  binding: Binding,
  filterId: number,
  outcome: CallOutcome,
): ReceiveFilter | null {
  if (!beginOidRequest(binding, outcome)) return null;
  const filter = binding.adapter.filters.get(filterId);
  if (filter === undefined) {
    outcome.refuse(FILE_NOT_FOUND, NO_RULE, UNKNOWN_FILTER);
    return null;
  }
  outcome.status = SUCCESS;
  return filter;
}

/** Takes away the filters that a closing binding had set. */
export function dropFilters(adapter: Adapter, binding: Binding): void {
  for (const filter of adapter.filters.values()) {
    if (filter.binding !== binding) continue;
    if (filter.target !== null) filter.target.filters--;
    adapter.filters.delete(filter.id);
  }
}
