import {
  ADAPTER,
  isLiveRow,
  isOrphanRow,
  NDIS_HANDLE,
  ON_VPORT,
  OWNER_ID,
  providerOf,
  TRAITS,
} from './block-table.ts';
import { type CallOutcome } from './call-outcome.ts';
import { PASSIVE_LEVEL } from './constants.ts';
import { type DiagnosticCode, diagnosticCode, IRQL_VIOLATION } from './diagnostics.ts';
import { ALLOCATION_HANDLE_BASE, handleKind, type Handle } from './handles.ts';
import { type Adapter, type MemoryOwner, type VPort } from './machine.ts';
import { type Ndis } from './ndis.ts';
import { returnBlock } from './provider-books.ts';
import { NO_RULE, ruleCode, type RuleCode } from './rules.ts';
import { NO_STATUS } from './status.ts';

const F1 = ruleCode('F1');
const F2 = ruleCode('F2');
const F3 = ruleCode('F3');
const F4 = ruleCode('F4');
const F5 = ruleCode('F5');
const F6 = ruleCode('F6');
const F7 = ruleCode('F7');
const F8 = ruleCode('F8');
const FREE_HANDLE_MISMATCH = diagnosticCode('FREE_HANDLE_MISMATCH');
const INVALID_FREE = diagnosticCode('INVALID_FREE');
const DOUBLE_FREE = diagnosticCode('DOUBLE_FREE');
const WRONG_HANDLE_KIND = diagnosticCode('WRONG_HANDLE_KIND');
const FREE_WITH_BUFFERS_OUT = diagnosticCode('FREE_WITH_BUFFERS_OUT');
const FREE_DURING_DMA = diagnosticCode('FREE_DURING_DMA');
const FREE_OUT_OF_CONTEXT = diagnosticCode('FREE_OUT_OF_CONTEXT');
const ORPHAN_RECOVERED = diagnosticCode('ORPHAN_RECOVERED');

/**
 * NdisFreeSharedMemory (nf-ndis-ndisfreesharedmemory). Returns nothing, as in Windows. A wrong handle is a diagnostic
 * in `outcome` and frees nothing (rules F1 to F5); a free that comes too early is reported and carried out (F6 to F8).
 * `outcome.block` is the block that was freed, or the one that the mistake was about, 0 when none is known.
 * @returns whether the block was freed
 */
export function NdisFreeSharedMemory(
  ndis: Ndis,
  ndisHandle: Handle,
  allocationHandle: Handle,
  irql: number,
  outcome: CallOutcome,
): boolean {
  const block = enterFree(ndis, ndisHandle, allocationHandle, irql, outcome);
  if (block === 0) return false;
  finishFree(ndis, block, outcome);
  return true;
}

/** First part of a free: NDIS checks it. Answers the block that is to be freed, 0 when the call ended here. */
export function enterFree(
  ndis: Ndis,
  ndisHandle: Handle,
  allocationHandle: Handle,
  irql: number,
  outcome: CallOutcome,
): number {
  outcome.reset();
  ndis.trace?.('call');
  if (irql !== PASSIVE_LEVEL) {
    ndis.trace?.('stop');
    return complain(outcome, F1, IRQL_VIOLATION);
  }
  ndis.trace?.('check');
  const block = checkFree(ndis, ndisHandle, allocationHandle, outcome);
  ndis.trace?.(block === 0 ? 'return' : 'enterProvider');
  return block;
}

function checkFree(ndis: Ndis, ndisHandle: Handle, allocationHandle: Handle, outcome: CallOutcome): number {
  const { blocks } = ndis;
  const block = allocationHandle - ALLOCATION_HANDLE_BASE;
  if (!blocks.exists(block)) return complainOfHandle(allocationHandle, outcome);
  const row = blocks.rowOf(block);
  const traits = blocks.wordsOf(block)[row + TRAITS]!;
  outcome.block = block;
  outcome.provider = providerOf(traits);
  if (!isLiveRow(traits)) return complain(outcome, F4, DOUBLE_FREE);
  if (blocks.doublesOf(block)[(row >> 1) + NDIS_HANDLE] !== ndisHandle)
    return complain(outcome, F2, FREE_HANDLE_MISMATCH);
  if (ndis.checksLifetime) remarkEarlyFree(ndis, block, outcome);
  return block;
}

function complainOfHandle(allocationHandle: Handle, outcome: CallOutcome): 0 {
  if (handleKind(allocationHandle) === 'sharedMemory') return complain(outcome, F5, WRONG_HANDLE_KIND);
  return complain(outcome, F3, INVALID_FREE);
}

/** Second part: NetFreeSharedMemory runs, through the handler that was captured when the block was made. */
export function finishFree(ndis: Ndis, block: number, outcome: CallOutcome): void {
  if (!ndis.blocks.isLive(block)) {
    // Another call freed it between the two parts.
    outcome.refuse(NO_STATUS, F4, DOUBLE_FREE);
    return;
  }
  forgetOwner(ndis, block);
  returnBlock(ndis, block, outcome);
  ndis.trace?.('return');
}

function complain(outcome: CallOutcome, rule: RuleCode, diagnostic: DiagnosticCode): 0 {
  outcome.refuse(NO_STATUS, rule, diagnostic);
  return 0;
}

function remarkEarlyFree(ndis: Ndis, block: number, outcome: CallOutcome): void {
  if (ndis.blocks.buffersOut(block) > 0) outcome.remark(FREE_WITH_BUFFERS_OUT, F6);
  if (ndis.blocks.isOrphan(block)) {
    outcome.remark(FREE_OUT_OF_CONTEXT, F8);
    outcome.remark(ORPHAN_RECOVERED, NO_RULE);
    return;
  }
  const adapter = ndis.adapterByCode(ndis.blocks.adapter(block));
  if (adapter === undefined) return;
  const onVPort = ndis.blocks.onVPort(block);
  const ownerId = ndis.blocks.ownerId(block);
  const phase = onVPort ? vportPhase(adapter.vports[ownerId]) : queuePhase(adapter, ownerId);
  if (phase.dmaRuns) outcome.remark(FREE_DURING_DMA, F7);
  if (!phase.mayFree) outcome.remark(FREE_OUT_OF_CONTEXT, F8);
}

interface Phase {
  readonly dmaRuns: boolean;
  readonly mayFree: boolean;
}

function queuePhase(adapter: Adapter, queueId: number): Phase {
  if (queueId === 0) {
    return {
      dmaRuns: adapter.dmaRegistered && !adapter.halting && !adapter.halted,
      mayFree: adapter.halting,
    };
  }
  const state = adapter.queues[queueId]?.state;
  return {
    dmaRuns: state === 'Running' || state === 'StopDma',
    mayFree: state === 'StopDma' || state === 'Freeing',
  };
}

const vportPhase = (vport: VPort | undefined): Phase => ({
  dmaRuns: vport?.dmaRunning === true,
  mayFree: vport?.deleting === true,
});

/** The queue or VPort that a live block still belongs to; undefined for the default queue and for orphans. */
export function ownerOfBlock(ndis: Ndis, block: number): MemoryOwner | undefined {
  const words = ndis.blocks.wordsOf(block);
  const row = ndis.blocks.rowOf(block);
  const traits = words[row + TRAITS]!;
  if (isOrphanRow(traits)) return undefined;
  const adapter = ndis.adapterByCode(words[row + ADAPTER]!);
  const ownerId = words[row + OWNER_ID]!;
  return (traits & ON_VPORT) === 0 ? adapter?.queues[ownerId] : adapter?.vports[ownerId];
}

/** Takes the block off its owner's count. */
export function forgetOwner(ndis: Ndis, block: number): void {
  const owner = ownerOfBlock(ndis, block);
  if (owner !== undefined) owner.liveBlocks--;
}
