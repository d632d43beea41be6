import { bytesToPages } from '../memory/units.ts';
import { AllocateCall, type AllocationHandleSlot } from './allocate-call.ts';
import { type CallOutcome } from './call-outcome.ts';
import { checkRequest } from './check-request.ts';
import { PASSIVE_LEVEL } from './constants.ts';
import { diagnosticCode, IRQL_VIOLATION } from './diagnostics.ts';
import { ALLOCATION_HANDLE_BASE, handleKind, NULL_HANDLE, type Handle } from './handles.ts';
import { type Ndis } from './ndis.ts';
import { checkProviderAnswer } from './provider-answer.ts';
import { unaccountedPages } from './provider-books.ts';
import { providerFor } from './provider-for.ts';
import { recordBlock } from './record-block.ts';
import { NO_RULE, ruleCode } from './rules.ts';
import { type SharedMemoryParameters } from './shared-memory-parameters.ts';
import { FAILURE, INVALID_PARAMETER, NO_STATUS, SUCCESS, type StatusCode } from './status.ts';

const A1 = ruleCode('A1');
const A2 = ruleCode('A2');
const A3 = ruleCode('A3');
const A4 = ruleCode('A4');
const A5 = ruleCode('A5');
const A6 = ruleCode('A6');
const A27 = ruleCode('A27');
const A29 = ruleCode('A29');
const A30 = ruleCode('A30');
const DRIVER_HANDLE_NOT_SERVED = diagnosticCode('DRIVER_HANDLE_NOT_SERVED');
const ALLOCATION_HANDLE_NOT_CLEARED = diagnosticCode('ALLOCATION_HANDLE_NOT_CLEARED');
const REENTRANCY_LIMIT = diagnosticCode('REENTRANCY_LIMIT');

/** A call inside a callback, and no call inside that call's callback (model decision, domain notes section 8). */
const DEEPEST_CALL = 2;

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
  const call = callAtDepth(ndis, outcome);
  call.start(ndisHandle, parameters, allocationHandle, outcome);
  if (!enterAllocation(ndis, call, irql)) return outcome.status;
  answerAllocation(ndis, call);
  return finishAllocation(ndis, call);
}

const callAtDepth = ({ callsByDepth, callbackDepth }: Ndis, outcome: CallOutcome): AllocateCall =>
  (callsByDepth[callbackDepth] ??= new AllocateCall(outcome));

/**
 * First part of a call: NDIS checks it and enters the provider's callback. False when it ended here, with its status
 * in the outcome.
 */
export function enterAllocation(ndis: Ndis, call: AllocateCall, irql: number): boolean {
  const { outcome } = call;
  outcome.reset();
  ndis.trace?.('call');
  if (irql !== PASSIVE_LEVEL) {
    ndis.trace?.('stop');
    outcome.refuse(NO_STATUS, A1, IRQL_VIOLATION);
    return false;
  }
  ndis.trace?.('check');
  const status = checkCall(ndis, call, outcome);
  ndis.trace?.(status === SUCCESS ? 'enterProvider' : 'return');
  return status === SUCCESS;
}

function checkCall(ndis: Ndis, call: AllocateCall, outcome: CallOutcome): StatusCode {
  const { ndisHandle, parameters, allocationHandle } = call;
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
  const forVPort = adapter.options.mode === 'sriov';
  const owner = (forVPort ? adapter.vports[parameters.VPortId] : adapter.queues[parameters.QueueId]) ?? null;
  const provider = providerFor(ndis, adapter, owner, forVPort);
  if (provider === null) return outcome.refuse(FAILURE, A29);
  if (ndis.callbackDepth >= DEEPEST_CALL) return outcome.refuse(FAILURE, NO_RULE, REENTRANCY_LIMIT);
  call.adapter = adapter;
  call.owner = owner;
  call.provider = provider;
  outcome.provider = provider.code;
  return SUCCESS;
}

function refuseHandle(ndisHandle: Handle, outcome: CallOutcome): StatusCode {
  const kind = handleKind(ndisHandle);
  const driver = kind === 'miniportDriver' || kind === 'protocolDriver';
  if (driver) return outcome.refuse(INVALID_PARAMETER, A3, DRIVER_HANDLE_NOT_SERVED);
  return outcome.refuse(INVALID_PARAMETER, A3);
}

/** Second part: NetAllocateSharedMemory runs and returns. */
export function answerAllocation(ndis: Ndis, call: AllocateCall): void {
  const { parameters, provider, providerCall } = call;
  if (parameters === null || provider === null) return;
  const { characteristics } = provider;
  providerCall.reset();
  parameters.clearOutputs();
  call.unaccountedBefore = unaccountedPages(provider);
  ndis.callbackDepth++;
  call.answered =
    characteristics.AllocateSharedMemoryHandler?.(
      characteristics.ProviderContext,
      parameters,
      providerCall,
    ) ?? FAILURE;
  ndis.callbackDepth--;
  ndis.trace?.('providerReturn');
  call.unaccountedAfter = unaccountedPages(provider);
  // Between this part and the next the pages belong to the call in hand, so that another call sees no leak.
  provider.accountedPages += call.unaccountedAfter - call.unaccountedBefore;
}

/** Third part: NDIS checks the answer, records the block or hands it back, and returns to the driver. */
export function finishAllocation(ndis: Ndis, call: AllocateCall): StatusCode {
  const { parameters, provider, providerCall, outcome, allocationHandle, adapter } = call;
  if (parameters === null || provider === null || adapter === null || allocationHandle === null) {
    return outcome.status;
  }
  const taken = call.unaccountedAfter - call.unaccountedBefore;
  provider.accountedPages -= taken;
  outcome.askedPages = bytesToPages(parameters.Length);
  outcome.freePages = providerCall.freePages;
  outcome.largestFreePages = providerCall.largestFreePages;
  outcome.neededListBytes = providerCall.neededListBytes;
  outcome.answered = call.answered;
  ndis.trace?.('check');
  outcome.elapsedNs = providerCall.elapsedNs;
  outcome.probes = providerCall.probes;
  // First, so that the reason of a refusal that no rule explains stands before what else is found.
  outcome.takeReport(providerCall);
  const status = checkProviderAnswer(ndis, call, parameters, provider, taken);
  ndis.trace?.('return');
  if (status !== SUCCESS) {
    if (allocationHandle.value !== NULL_HANDLE) {
      outcome.remark(ALLOCATION_HANDLE_NOT_CLEARED, A6);
      allocationHandle.value = NULL_HANDLE;
    }
    return status;
  }
  const block = recordBlock(ndis, call, parameters, provider, adapter, taken);
  allocationHandle.value = (ALLOCATION_HANDLE_BASE + block) as Handle;
  outcome.block = block;
  outcome.status = SUCCESS;
  return SUCCESS;
}
