import { PAGE_SIZE } from '../memory/units.ts';
import { type CallOutcome } from './call-outcome.ts';
import {
  MM_ANY_NODE_OK,
  NDIS_OBJECT_TYPE_DEFAULT,
  NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS,
  NDIS_SHARED_MEMORY_PARAMETERS_REVISION_1,
  NDIS_SHARED_MEMORY_PARAMETERS_REVISION_2,
  NdisSharedMemoryUsageMax,
  NdisSharedMemoryUsageReceiveLookahead,
  NdisSharedMemoryUsageReceivePostLookahead,
} from './constants.ts';
import { diagnosticCode } from './diagnostics.ts';
import { type Adapter, type ReceiveQueue, type VPort } from './machine.ts';
import { NO_RULE, ruleCode, type RuleCode } from './rules.ts';
import { sgListBytes } from './scatter-gather-list.ts';
import { headerSizeFor, type SharedMemoryParameters } from './shared-memory-parameters.ts';

const A7 = ruleCode('A7');
const A8 = ruleCode('A8');
const A9 = ruleCode('A9');
const A10 = ruleCode('A10');
const A11 = ruleCode('A11');
const A12 = ruleCode('A12');
const A13 = ruleCode('A13');
const A14 = ruleCode('A14');
const A15 = ruleCode('A15');
const A16 = ruleCode('A16');
const A17 = ruleCode('A17');
const A18 = ruleCode('A18');
const A19 = ruleCode('A19');
const A21 = ruleCode('A21');
const A23 = ruleCode('A23');
const A24 = ruleCode('A24');
const A25 = ruleCode('A25');
const A26 = ruleCode('A26');

const ALLOCATED_BEFORE_COMPLETE = diagnosticCode('ALLOCATED_BEFORE_COMPLETE');
const UNKNOWN_NUMA_NODE = diagnosticCode('UNKNOWN_NUMA_NODE');
const USAGE_UNDEFINED = diagnosticCode('USAGE_UNDEFINED');

const SMALLEST_LIST_BYTES = sgListBytes(1);
/** 2^64 bytes in pages: an address range must end at or below it. */
const ADDRESS_SPACE_PAGES = 2 ** 52;

/** What the check looks at of an adapter; a window that knows as much can check a request before it is made. */
export interface CheckedAdapter {
  readonly options: Pick<Adapter['options'], 'mode'>;
  readonly miniport: Pick<Adapter['miniport'], 'ndisVersion'>;
  /** By id; a hole where no queue is allocated. */
  readonly queues: readonly (Pick<ReceiveQueue, 'state' | 'lookaheadBytes'> | undefined)[];
  readonly vports: readonly (Pick<VPort, 'onPhysicalFunction' | 'state' | 'deleting'> | undefined)[];
}

/**
 * Checks the structure that NdisAllocateSharedMemory was given, in the documented modelling order: header, flags,
 * usage, length, node, SG buffer, queue, VPort (rules A7 to A19, A21, A23 to A26). Answers the first broken rule that ends
 * the call with INVALID_PARAMETER, or NO_RULE; milder findings go to `outcome` as remarks.
 */
export function checkRequest(
  adapter: CheckedAdapter,
  nodeCount: number,
  parameters: SharedMemoryParameters,
  outcome: CallOutcome,
): RuleCode {
  const header = checkHeader(adapter, parameters);
  if (header !== NO_RULE) return header;
  const members = checkMembers(nodeCount, parameters, outcome);
  if (members !== NO_RULE) return members;
  const buffer = checkSgBuffer(parameters);
  return buffer === NO_RULE ? checkOwner(adapter, parameters, outcome) : buffer;
}

function checkHeader(adapter: CheckedAdapter, { Header }: SharedMemoryParameters): RuleCode {
  if (Header.Type !== NDIS_OBJECT_TYPE_DEFAULT) return A7;
  const known =
    Header.Revision === NDIS_SHARED_MEMORY_PARAMETERS_REVISION_1 ||
    Header.Revision === NDIS_SHARED_MEMORY_PARAMETERS_REVISION_2;
  if (!known) return A8;
  if (Header.Size < headerSizeFor(Header.Revision)) return A9;
  const tooNew =
    Header.Revision === NDIS_SHARED_MEMORY_PARAMETERS_REVISION_2 && adapter.miniport.ndisVersion < 630;
  return tooNew ? A10 : NO_RULE;
}

function checkMembers(nodeCount: number, parameters: SharedMemoryParameters, outcome: CallOutcome): RuleCode {
  if ((parameters.Flags & ~NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS) !== 0) return A11;
  if (parameters.Usage >= NdisSharedMemoryUsageMax) return A15;
  if (parameters.Length === 0) return A17;
  if (parameters.Usage === 0) outcome.remark(USAGE_UNDEFINED, NO_RULE);
  if (parameters.PreferredNode !== MM_ANY_NODE_OK && parameters.PreferredNode >= nodeCount) {
    outcome.remark(UNKNOWN_NUMA_NODE, A14);
  }
  return NO_RULE;
}

function checkSgBuffer(parameters: SharedMemoryParameters): RuleCode {
  if (parameters.sgListBufferPage === 0 && parameters.sgListBufferOffset === 0) return A18;
  if (parameters.SGListBufferLength < SMALLEST_LIST_BYTES) return A19;
  const endPage =
    parameters.sgListBufferPage +
    Math.ceil((parameters.sgListBufferOffset + parameters.SGListBufferLength) / PAGE_SIZE);
  return endPage > ADDRESS_SPACE_PAGES ? A21 : NO_RULE;
}

function checkOwner(
  adapter: CheckedAdapter,
  parameters: SharedMemoryParameters,
  outcome: CallOutcome,
): RuleCode {
  let queue: CheckedAdapter['queues'][number];
  if (parameters.QueueId !== 0) {
    queue = adapter.queues[parameters.QueueId];
    if (queue === undefined) return A12;
    if (queue.state === 'StopDma' || queue.state === 'Freeing') return A13;
    if (queue.state === 'Allocated' || queue.state === 'Set') outcome.remark(ALLOCATED_BEFORE_COMPLETE, A13);
  }
  const lookahead =
    parameters.Usage === NdisSharedMemoryUsageReceiveLookahead ||
    parameters.Usage === NdisSharedMemoryUsageReceivePostLookahead;
  if (lookahead && !(adapter.miniport.ndisVersion === 620 && (queue?.lookaheadBytes ?? 0) > 0)) return A16;
  return checkVPort(adapter, parameters);
}

function checkVPort(adapter: CheckedAdapter, { Header, VPortId, QueueId }: SharedMemoryParameters): RuleCode {
  // Revision 1 ends before the member, which then reads as 0 (model decision).
  const vportId = Header.Revision >= NDIS_SHARED_MEMORY_PARAMETERS_REVISION_2 ? VPortId : 0;
  if (adapter.options.mode === 'vmq') return vportId === 0 ? NO_RULE : A23;
  if (vportId === 0 || QueueId !== 0) return A24;
  const vport = adapter.vports[vportId];
  if (vport === undefined || !vport.onPhysicalFunction) return A25;
  return vport.state === 'Deactivated' || vport.deleting ? A26 : NO_RULE;
}

/** The member of SharedMemoryParameters (or the argument) that each rule speaks of, for marking it on screen. */
export const FIELD_OF_RULE: Readonly<Partial<Record<string, string>>> = {
  A1: 'IRQL',
  A2: 'NdisHandle',
  A3: 'NdisHandle',
  A7: 'Header.Type',
  A8: 'Header.Revision',
  A9: 'Header.Size',
  A10: 'Header.Revision',
  A11: 'Flags',
  A12: 'QueueId',
  A13: 'QueueId',
  A14: 'PreferredNode',
  A15: 'Usage',
  A16: 'Usage',
  A17: 'Length',
  A18: 'SGListBuffer',
  A19: 'SGListBufferLength',
  A20: 'SGListBufferLength',
  A21: 'SGListBufferLength',
  A22: 'Flags',
  A23: 'VPortId',
  A24: 'VPortId',
  A25: 'VPortId',
  A26: 'VPortId',
  A28: 'Length',
  A30: 'NdisHandle',
  F1: 'IRQL',
  F2: 'NdisHandle',
  F3: 'AllocationHandle',
  F4: 'AllocationHandle',
  F5: 'AllocationHandle',
  F6: 'AllocationHandle',
  F7: 'AllocationHandle',
  F8: 'AllocationHandle',
};
