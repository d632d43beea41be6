import { bytesToPages, pageIndex } from '../memory/units.ts';
import { type CallOutcome } from './call-outcome.ts';
import { checkRequest } from './check-request.ts';
import { PASSIVE_LEVEL } from './constants.ts';
import { diagnosticCode, IRQL_VIOLATION } from './diagnostics.ts';
import { ALLOCATION_HANDLE_BASE, handleKind, NULL_HANDLE, type Handle } from './handles.ts';
import { type Adapter, type RegisteredProvider } from './machine.ts';
import { type Ndis } from './ndis.ts';
import { checkProviderAnswer } from './provider-answer.ts';
import { NO_RULE, ruleCode } from './rules.ts';
import { type SharedMemoryParameters } from './shared-memory-parameters.ts';
import { FAILURE, INVALID_PARAMETER, NO_STATUS, RESOURCES, SUCCESS, type StatusCode } from './status.ts';

const A1 = ruleCode('A1');
const A2 = ruleCode('A2');
const A3 = ruleCode('A3');
const A4 = ruleCode('A4');
const A5 = ruleCode('A5');
const A20 = ruleCode('A20');
const A27 = ruleCode('A27');
const A28 = ruleCode('A28');
const A29 = ruleCode('A29');
const A30 = ruleCode('A30');
const DRIVER_HANDLE_NOT_SERVED = diagnosticCode('DRIVER_HANDLE_NOT_SERVED');
const SG_LIST_TOO_SMALL = diagnosticCode('SG_LIST_TOO_SMALL');

/** What pAllocationHandle points to. */
export interface AllocationHandleSlot {
  value: Handle;
}

/**
 * NdisAllocateSharedMemory (nf-ndis-ndisallocatesharedmemory). Checks in the order of the modelling decision (domain
 * notes, section 8), asks the provider that applies, checks its answer, records the block. Answers the status, which
 * is also in `outcome` with the rule and the numbers; NO_STATUS when the call was stopped (rule A1). Every failure
 * leaves `allocationHandle` NULL and memory as it was.
 */
export function NdisAllocateSharedMemory(
  ndis: Ndis,
  ndisHandle: Handle,
  parameters: SharedMemoryParameters | null,
  allocationHandle: AllocationHandleSlot | null,
  irql: number,
  outcome: CallOutcome,
): StatusCode {
  outcome.reset();
  if (irql !== PASSIVE_LEVEL) return outcome.refuse(NO_STATUS, A1, IRQL_VIOLATION);
  if (allocationHandle === null) return outcome.refuse(INVALID_PARAMETER, A5);
  allocationHandle.value = NULL_HANDLE;
  if (ndisHandle === NULL_HANDLE) return outcome.refuse(INVALID_PARAMETER, A2);
  const adapter = ndis.adapterOf(ndisHandle);
  if (adapter === undefined) return refuseHandle(ndisHandle, outcome);
  if (adapter.halted) return outcome.refuse(INVALID_PARAMETER, A30);
  if (parameters === null) return outcome.refuse(INVALID_PARAMETER, A4);

  const broken = checkRequest(adapter, ndis.nodeCount, parameters, outcome);
  if (broken !== NO_RULE) return outcome.refuse(INVALID_PARAMETER, broken);
  if (!adapter.dmaRegistered) return outcome.refuse(FAILURE, A27);
  const provider = providerFor(ndis, adapter, parameters.QueueId);
  if (provider === null) return outcome.refuse(FAILURE, A29);

  const status = askProvider(ndis, provider, parameters, outcome);
  if (status !== SUCCESS) return status;
  allocationHandle.value = (ALLOCATION_HANDLE_BASE +
    recordBlock(ndis, ndisHandle, provider, parameters)) as Handle;
  outcome.block = ndis.blocks.last;
  outcome.status = SUCCESS;
  return SUCCESS;
}

function refuseHandle(ndisHandle: Handle, outcome: CallOutcome): StatusCode {
  const kind = handleKind(ndisHandle);
  const driver = kind === 'miniportDriver' || kind === 'protocolDriver';
  if (driver) return outcome.refuse(INVALID_PARAMETER, A3, DRIVER_HANDLE_NOT_SERVED);
  return outcome.refuse(INVALID_PARAMETER, A3);
}

/** Domain notes 4.1: the owner binding's provider, then the adapter's, then NDIS's own. */
export function providerFor(ndis: Ndis, adapter: Adapter, queueId: number): RegisteredProvider | null {
  const owner = queueId === 0 ? undefined : adapter.queues[queueId]?.owner;
  return owner?.provider ?? owner?.protocol.provider ?? adapter.miniport.provider ?? ndis.defaultProvider;
}

function askProvider(
  ndis: Ndis,
  provider: RegisteredProvider,
  parameters: SharedMemoryParameters,
  outcome: CallOutcome,
): StatusCode {
  const { characteristics } = provider;
  const call = ndis.providerCall;
  call.reset();
  parameters.clearOutputs();
  outcome.provider = provider.code;
  const answered =
    characteristics.AllocateSharedMemoryHandler?.(characteristics.ProviderContext, parameters, call) ??
    FAILURE;
  outcome.askedPages = bytesToPages(parameters.Length);
  outcome.freePages = call.freePages;
  outcome.largestFreePages = call.largestFreePages;
  outcome.neededListBytes = call.neededListBytes;
  if (answered === RESOURCES) {
    if (call.neededListBytes > 0) return outcome.refuse(RESOURCES, A20, SG_LIST_TOO_SMALL);
    return outcome.refuse(RESOURCES, A28);
  }
  return checkProviderAnswer(ndis, provider, answered, parameters, outcome);
}

/** Enters the block that `parameters` now describes into the table and takes its pages; answers its ordinal. */
function recordBlock(
  ndis: Ndis,
  ndisHandle: Handle,
  provider: RegisteredProvider,
  parameters: SharedMemoryParameters,
): number {
  const { blocks, providerCall } = ndis;
  const block = blocks.add();
  const { columns } = blocks;
  const list = parameters.SGListBuffer;
  const elements = list.NumberOfElements;
  columns.ndisHandle[block] = ndisHandle;
  columns.provider[block] = provider.code;
  columns.ownerId[block] = parameters.QueueId;
  columns.usage[block] = parameters.Usage;
  columns.node[block] = providerCall.node;
  columns.lengthBytes[block] = parameters.Length;
  columns.grantedPages[block] = providerCall.grantedPages;
  columns.firstPage[block] = list.pages[0]!;
  columns.elements[block] = elements;
  columns.virtualPage[block] = parameters.virtualPage;
  columns.sharedMemoryHandle[block] = parameters.SharedMemoryHandle;
  columns.blockContext[block] = providerCall.blockContext;
  columns.extents[block] = -1;
  if (elements === 1) {
    ndis.owners.set(pageIndex(list.pages[0]!), providerCall.grantedPages, block);
  } else {
    const slot = blocks.runs.take(elements);
    columns.extents[block] = slot;
    for (let index = 0; index < elements; index++) {
      const first = list.pages[index]!;
      const pages = bytesToPages(list.offsets[index]! + list.lengths[index]!);
      blocks.runs.set(slot, index, first, pages);
      ndis.owners.set(pageIndex(first), pages, block);
    }
  }
  const queue = ownerQueue(ndis, ndisHandle, parameters.QueueId);
  if (queue !== undefined) queue.liveBlocks++;
  return block;
}

export const ownerQueue = (ndis: Ndis, ndisHandle: Handle, queueId: number) =>
  queueId === 0 ? undefined : ndis.adapterOf(ndisHandle)?.queues[queueId];
