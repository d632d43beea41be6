import { type PageOwners } from '../memory/page-owners.ts';
import { directMapPage } from '../memory/system-address-space.ts';
import { type PageIndex, PAGE_SIZE } from '../memory/units.ts';
import { NdisSharedMemoryUsageOther } from '../ndis/constants.ts';
import { type Adapter, type RegisteredProvider } from '../ndis/machine.ts';
import { type Ndis } from '../ndis/ndis.ts';
import { providerCharacteristics } from '../ndis/provider-characteristics.ts';
import { FAILURE } from '../ndis/status.ts';
import { type PagePool } from '../providers/page-pool.ts';

/**
 * Stands for a machine whose page allocations were recorded: nobody ever asks it for memory, but pages can be shown
 * where the recording saw them.
 */
export class RecordedMachine {
  readonly provider: RegisteredProvider;

  constructor(
    private readonly ndis: Ndis,
    private readonly pool: PagePool,
  ) {
    const { blocks } = ndis;
    const free = (_context: unknown, block: number): void =>
      pool.give(blocks.columns.firstPage[block]! as PageIndex, blocks.columns.grantedPages[block]!);
    this.provider = ndis.addProvider(
      'recorded',
      providerCharacteristics(null, () => FAILURE, free, null),
    );
  }

  /** The new block's ordinal, 0 when a page is taken or outside the memory. */
  place(adapter: Adapter, firstPage: PageIndex, pages: number): number {
    if (!this.pool.takeAt(firstPage, pages)) return 0;
    const block = this.ndis.blocks.add();
    const { columns } = this.ndis.blocks;
    columns.ndisHandle[block] = adapter.handle;
    columns.provider[block] = this.provider.code;
    columns.adapter[block] = adapter.code;
    columns.usage[block] = NdisSharedMemoryUsageOther;
    columns.node[block] = this.pool.nodeOf(firstPage);
    columns.lengthBytes[block] = pages * PAGE_SIZE;
    columns.grantedPages[block] = pages;
    columns.firstPage[block] = firstPage;
    columns.elements[block] = 1;
    columns.extents[block] = -1;
    columns.virtualPage[block] = directMapPage(firstPage);
    columns.blockContext[block] = block;
    this.owners.set(firstPage, pages, block);
    return block;
  }

  remove(block: number): void {
    const { columns } = this.ndis.blocks;
    const firstPage = columns.firstPage[block]! as PageIndex;
    const pages = columns.grantedPages[block]!;
    this.owners.set(firstPage, pages, 0);
    this.ndis.blocks.markFreed(block);
    this.ndis.blocks.dropRuns(block);
    this.pool.give(firstPage, pages);
  }

  private get owners(): PageOwners {
    return this.ndis.owners;
  }
}
