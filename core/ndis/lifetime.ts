import { type CallOutcome } from './call-outcome.ts';
import { diagnosticCode } from './diagnostics.ts';
import { forgetOwner } from './free-shared-memory.ts';
import { type Adapter, type Binding, type MemoryOwner } from './machine.ts';
import { type Ndis } from './ndis.ts';
import { orphanBlocks } from './oid-requests.ts';
import { returnBlock } from './provider-books.ts';
import { dropFilters } from './receive-filter-oids.ts';
import { NO_RULE } from './rules.ts';
import { FAILURE, NO_STATUS, SUCCESS, type StatusCode } from './status.ts';

const BINDING_CLOSED = diagnosticCode('BINDING_CLOSED');
const BINDING_CLOSED_WITH_QUEUES = diagnosticCode('BINDING_CLOSED_WITH_QUEUES');
const BINDING_CLOSED_WITH_BLOCKS = diagnosticCode('BINDING_CLOSED_WITH_BLOCKS');
const BLOCK_FORCED_FREE = diagnosticCode('BLOCK_FORCED_FREE');
const BLOCKS_ORPHANED = diagnosticCode('BLOCKS_ORPHANED');
const ADAPTER_HALTED = diagnosticCode('ADAPTER_HALTED');
const ADAPTER_NOT_HALTING = diagnosticCode('ADAPTER_NOT_HALTING');
const DMA_DEREGISTERED_WITH_BLOCKS = diagnosticCode('DMA_DEREGISTERED_WITH_BLOCKS');
const DMA_NOT_REGISTERED = diagnosticCode('DMA_NOT_REGISTERED');

/**
 * NdisCloseAdapterEx (nf-ndis-ndiscloseadapterex documents no failing status). The provider's code is about to go, so
 * blocks that are still out go back to it by force (model decision, domain notes section 8).
 * @param forced told of each such block after it went; the outcome then holds that block's findings
 */
export function NdisCloseAdapterEx(
  ndis: Ndis,
  binding: Binding,
  outcome: CallOutcome,
  forced: (block: number) => void,
): void {
  outcome.reset();
  if (binding.closed) {
    outcome.refuse(NO_STATUS, NO_RULE, BINDING_CLOSED);
    return;
  }
  const { adapter } = binding;
  const blocks = forceFree(ndis, binding, outcome, forced);
  const owners = dropOwned(adapter.queues, binding) + dropOwned(adapter.vports, binding);
  dropFilters(adapter, binding);
  binding.closed = true;
  outcome.reset();
  if (owners > 0) outcome.remark(BINDING_CLOSED_WITH_QUEUES, NO_RULE);
  if (blocks > 0) outcome.remark(BINDING_CLOSED_WITH_BLOCKS, NO_RULE);
}

function forceFree(
  ndis: Ndis,
  binding: Binding,
  outcome: CallOutcome,
  forced: (block: number) => void,
): number {
  const { blocks } = ndis;
  let count = 0;
  for (let block = blocks.nextLive(0); block > 0; block = blocks.nextLive(block)) {
    if (blocks.binding(block) !== binding.handle) continue;
    outcome.reset();
    outcome.block = block;
    outcome.provider = blocks.provider(block);
    outcome.remark(BLOCK_FORCED_FREE, NO_RULE);
    forgetOwner(ndis, block);
    returnBlock(ndis, block, outcome);
    forced(block);
    count++;
  }
  return count;
}

function dropOwned(owners: (MemoryOwner | undefined)[], binding: Binding): number {
  let count = 0;
  owners.forEach((owner, id) => {
    if (owner?.owner !== binding) return;
    owners[id] = undefined;
    count++;
  });
  return count;
}

/** NDIS calls MiniportHaltEx; bindings have been closed before. False when the adapter is halting or halted already. */
export function beginHalt(adapter: Adapter, outcome: CallOutcome): boolean {
  outcome.reset();
  if (adapter.halted || adapter.halting) {
    outcome.refuse(NO_STATUS, NO_RULE, ADAPTER_HALTED);
    return false;
  }
  adapter.halting = true;
  return true;
}

/** MiniportHaltEx returns: what is still live has no owner any more. */
export function completeHalt(ndis: Ndis, adapter: Adapter, outcome: CallOutcome): void {
  outcome.reset();
  if (!adapter.halting) {
    outcome.refuse(NO_STATUS, NO_RULE, ADAPTER_NOT_HALTING);
    return;
  }
  orphanBlocks(ndis, adapter, outcome, false, null);
  if (outcome.orphans.length > 0) outcome.remark(BLOCKS_ORPHANED, NO_RULE);
  adapter.halting = false;
  adapter.halted = true;
  adapter.dmaRegistered = false;
}

/** NdisMRegisterScatterGatherDma. */
export function registerScatterGatherDma(adapter: Adapter, outcome: CallOutcome): StatusCode {
  outcome.reset();
  if (adapter.halted) return outcome.refuse(FAILURE, NO_RULE, ADAPTER_HALTED);
  adapter.dmaRegistered = true;
  outcome.status = SUCCESS;
  return SUCCESS;
}

/** NdisMDeregisterScatterGatherDma: common buffers should be gone by then (model decision, domain notes section 8). */
export function deregisterScatterGatherDma(ndis: Ndis, adapter: Adapter, outcome: CallOutcome): void {
  outcome.reset();
  if (!adapter.dmaRegistered) {
    outcome.refuse(NO_STATUS, NO_RULE, DMA_NOT_REGISTERED);
    return;
  }
  adapter.dmaRegistered = false;
  const { blocks, providers } = ndis;
  for (let block = blocks.nextLive(0); block > 0; block = blocks.nextLive(block)) {
    if (blocks.adapter(block) !== adapter.code) continue;
    if (providers[blocks.provider(block) - 1]?.isDefault !== true) continue;
    outcome.remark(DMA_DEREGISTERED_WITH_BLOCKS, NO_RULE);
    return;
  }
}
