import { pageIndex } from '../memory/units.ts';
import { ownerQueue } from './allocate-shared-memory.ts';
import { type CallOutcome } from './call-outcome.ts';
import { PASSIVE_LEVEL } from './constants.ts';
import { diagnosticCode, IRQL_VIOLATION } from './diagnostics.ts';
import { handleKind, handleOrdinal, type Handle } from './handles.ts';
import { type Ndis } from './ndis.ts';
import { ruleCode } from './rules.ts';
import { NO_STATUS } from './status.ts';

const F1 = ruleCode('F1');
const F2 = ruleCode('F2');
const F3 = ruleCode('F3');
const F4 = ruleCode('F4');
const F5 = ruleCode('F5');
const FREE_HANDLE_MISMATCH = diagnosticCode('FREE_HANDLE_MISMATCH');
const INVALID_FREE = diagnosticCode('INVALID_FREE');
const DOUBLE_FREE = diagnosticCode('DOUBLE_FREE');
const WRONG_HANDLE_KIND = diagnosticCode('WRONG_HANDLE_KIND');

/**
 * NdisFreeSharedMemory (nf-ndis-ndisfreesharedmemory). Returns nothing, as in Windows; a mistake is a diagnostic in
 * `outcome` and frees nothing (rules F1 to F5). `outcome.block` is the block that was freed, or the one that the
 * mistake was about, 0 when none is known.
 * @returns whether the block was freed
 */
export function NdisFreeSharedMemory(
  ndis: Ndis,
  ndisHandle: Handle,
  allocationHandle: Handle,
  irql: number,
  outcome: CallOutcome,
): boolean {
  outcome.reset();
  if (irql !== PASSIVE_LEVEL) return complain(outcome, F1, IRQL_VIOLATION);
  const kind = handleKind(allocationHandle);
  if (kind === 'sharedMemory') return complain(outcome, F5, WRONG_HANDLE_KIND);
  const { blocks } = ndis;
  const block = handleOrdinal(allocationHandle);
  if (kind !== 'allocation' || !blocks.exists(block)) return complain(outcome, F3, INVALID_FREE);
  outcome.block = block;
  outcome.provider = blocks.columns.provider[block]!;
  if (!blocks.isLive(block)) return complain(outcome, F4, DOUBLE_FREE);
  if (blocks.columns.ndisHandle[block] !== ndisHandle) return complain(outcome, F2, FREE_HANDLE_MISMATCH);
  releaseBlock(ndis, block);
  return true;
}

function complain(outcome: CallOutcome, rule: typeof F1, diagnostic: typeof IRQL_VIOLATION): false {
  outcome.refuse(NO_STATUS, rule, diagnostic);
  return false;
}

/** Gives a live block back to the provider that made it, whatever is registered now. */
function releaseBlock(ndis: Ndis, block: number): void {
  const { columns } = ndis.blocks;
  const characteristics = ndis.providers[columns.provider[block]! - 1]?.characteristics;
  ndis.blocks.forEachRun(block, (firstPage, pages) => ndis.owners.set(pageIndex(firstPage), pages, 0));
  ndis.blocks.markFreed(block);
  const queue = ownerQueue(ndis, columns.ndisHandle[block]! as Handle, columns.ownerId[block]!);
  if (queue !== undefined && queue.liveBlocks > 0) queue.liveBlocks--;
  characteristics?.FreeSharedMemoryHandler?.(characteristics.ProviderContext, columns.blockContext[block]!);
}
