import { bytesToPages, pageIndex } from '../memory/units.ts';
import { type AllocateCall } from './allocate-call.ts';
import {
  ADAPTER,
  BINDING,
  BLOCK_CONTEXT,
  ELEMENTS,
  FIRST_PAGE,
  GRANTED_PAGES,
  LENGTH_BYTES,
  NDIS_HANDLE,
  NULL_SHARED_MEMORY_HANDLE,
  ON_VPORT,
  OWNER_ID,
  RUNS,
  TAKEN_PAGES,
} from './block-table.ts';
import { diagnosticCode } from './diagnostics.ts';
import { NULL_HANDLE } from './handles.ts';
import { type Adapter, type RegisteredProvider } from './machine.ts';
import { type Ndis } from './ndis.ts';
import { NO_RULE } from './rules.ts';
import { type ScatterGatherList } from './scatter-gather-list.ts';
import { type SharedMemoryParameters } from './shared-memory-parameters.ts';

const BLOCKS_ORPHANED = diagnosticCode('BLOCKS_ORPHANED');

/** Enters the block that `parameters` now describes into the table and takes its pages; answers its ordinal. */
export function recordBlock(
  ndis: Ndis,
  call: AllocateCall,
  parameters: SharedMemoryParameters,
  provider: RegisteredProvider,
  adapter: Adapter,
  takenPages: number,
): number {
  const { blocks } = ndis;
  const { SGListBuffer: list, SharedMemoryHandle: handle } = parameters;
  const onVPort = adapter.options.mode === 'sriov';
  const firstPage = list.pages[0]!;
  const flags = (onVPort ? ON_VPORT : 0) | (handle === NULL_HANDLE ? NULL_SHARED_MEMORY_HANDLE : 0);
  const block = blocks.add();
  blocks.setTraits(block, flags, parameters.Usage, ndis.nodeOf(firstPage), provider.code);
  blocks.setNames(block, parameters.virtualPage, handle);
  const words = blocks.wordsOf(block);
  const doubles = blocks.doublesOf(block);
  const row = blocks.rowOf(block);
  words[row + ADAPTER] = adapter.code;
  words[row + OWNER_ID] = onVPort ? parameters.VPortId : parameters.QueueId;
  words[row + LENGTH_BYTES] = parameters.Length;
  words[row + FIRST_PAGE] = firstPage;
  words[row + TAKEN_PAGES] = takenPages;
  words[row + ELEMENTS] = list.NumberOfElements;
  doubles[(row >> 1) + NDIS_HANDLE] = call.ndisHandle;
  doubles[(row >> 1) + BLOCK_CONTEXT] = call.providerCall.blockContext;
  doubles[(row >> 1) + BINDING] =
    call.owner === null
      ? (ndis.bindings.get(call.ndisHandle)?.handle ?? NULL_HANDLE)
      : call.owner.owner.handle;
  if (list.NumberOfElements === 1) {
    const pages = bytesToPages(list.offsets[0]! + list.lengths[0]!);
    words[row + GRANTED_PAGES] = pages;
    ndis.owners.set(pageIndex(firstPage), pages, block);
  } else {
    const slot = blocks.runs.take(list.NumberOfElements);
    words[row + RUNS] = slot + 1;
    words[row + GRANTED_PAGES] = takeRuns(ndis, list, slot, block);
  }
  provider.accountedPages += takenPages;
  keepWithOwner(ndis, call, adapter, onVPort, block);
  return block;
}

/** Enters the runs of a list in the pool and marks their pages as the block's; answers how many there are. */
function takeRuns(ndis: Ndis, list: ScatterGatherList, slot: number, block: number): number {
  let granted = 0;
  for (let index = 0; index < list.NumberOfElements; index++) {
    const first = list.pages[index]!;
    const pages = bytesToPages(list.offsets[index]! + list.lengths[index]!);
    ndis.blocks.runs.set(slot, index, first, pages);
    ndis.owners.set(pageIndex(first), pages, block);
    granted += pages;
  }
  return granted;
}

/** Counts the block with its queue or VPort; one that went while the provider was being asked leaves an orphan. */
function keepWithOwner(
  ndis: Ndis,
  call: AllocateCall,
  adapter: Adapter,
  onVPort: boolean,
  block: number,
): void {
  const { owner, outcome } = call;
  const known = owner === null || (onVPort ? adapter.vports : adapter.queues)[owner.id] === owner;
  if (known && !adapter.halted) {
    if (owner !== null) owner.liveBlocks++;
    return;
  }
  ndis.blocks.markOrphaned(block);
  outcome.orphans.push(block);
  outcome.remark(BLOCKS_ORPHANED, NO_RULE);
}
