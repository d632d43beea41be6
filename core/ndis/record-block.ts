import { bytesToPages, pageIndex } from '../memory/units.ts';
import { type AllocateCall } from './allocate-call.ts';
import { diagnosticCode } from './diagnostics.ts';
import { NULL_HANDLE } from './handles.ts';
import { type Adapter, type RegisteredProvider } from './machine.ts';
import { type Ndis } from './ndis.ts';
import { NO_RULE } from './rules.ts';
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
  const block = blocks.add();
  const { columns } = blocks;
  const list = parameters.SGListBuffer;
  const elements = list.NumberOfElements;
  const onVPort = adapter.options.mode === 'sriov';
  columns.ndisHandle[block] = call.ndisHandle;
  columns.provider[block] = provider.code;
  columns.adapter[block] = adapter.code;
  columns.ownerId[block] = onVPort ? parameters.VPortId : parameters.QueueId;
  columns.onVPort[block] = onVPort ? 1 : 0;
  columns.binding[block] =
    call.owner?.owner.handle ?? ndis.bindings.get(call.ndisHandle)?.handle ?? NULL_HANDLE;
  columns.usage[block] = parameters.Usage;
  columns.node[block] = ndis.nodeOf(list.pages[0]!);
  columns.lengthBytes[block] = parameters.Length;
  columns.firstPage[block] = list.pages[0]!;
  columns.elements[block] = elements;
  columns.virtualPage[block] = parameters.virtualPage;
  columns.sharedMemoryHandle[block] = parameters.SharedMemoryHandle;
  columns.blockContext[block] = call.providerCall.blockContext;
  columns.takenPages[block] = takenPages;
  columns.grantedPages[block] = takePages(ndis, parameters, block);
  provider.accountedPages += takenPages;
  keepWithOwner(ndis, call, adapter, onVPort, block);
  return block;
}

/** Marks the pages of every element as the block's; answers how many there are. */
function takePages(ndis: Ndis, { SGListBuffer: list }: SharedMemoryParameters, block: number): number {
  const { columns, runs } = ndis.blocks;
  const elements = list.NumberOfElements;
  if (elements === 1) {
    const pages = bytesToPages(list.offsets[0]! + list.lengths[0]!);
    columns.extents[block] = -1;
    ndis.owners.set(pageIndex(list.pages[0]!), pages, block);
    return pages;
  }
  const slot = runs.take(elements);
  columns.extents[block] = slot;
  let granted = 0;
  for (let index = 0; index < elements; index++) {
    const first = list.pages[index]!;
    const pages = bytesToPages(list.offsets[index]! + list.lengths[index]!);
    runs.set(slot, index, first, pages);
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
