import { NO_OWNER, type PageOwners } from '../memory/page-owners.ts';
import { directMapPage } from '../memory/system-address-space.ts';
import { pageIndex, type PageIndex, PAGE_SIZE } from '../memory/units.ts';
import {
  ADAPTER,
  BLOCK_CONTEXT,
  ELEMENTS,
  FIRST_PAGE,
  GRANTED_PAGES,
  LENGTH_BYTES,
  NDIS_HANDLE,
  NULL_SHARED_MEMORY_HANDLE,
} from '../ndis/block-table.ts';
import { NdisSharedMemoryUsageOther } from '../ndis/constants.ts';
import { NULL_HANDLE } from '../ndis/handles.ts';
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
      pool.give(pageIndex(blocks.firstPage(block)), blocks.grantedPages(block));
    this.provider = ndis.addProvider(
      'recorded',
      providerCharacteristics(null, () => FAILURE, free, null),
    );
  }

  /** The new block's ordinal, 0 when a page is taken or outside the memory. */
  place(adapter: Adapter, firstPage: PageIndex, pages: number): number {
    if (!this.pool.takeAt(firstPage, pages)) return 0;
    const { blocks } = this.ndis;
    const node = this.pool.nodeOf(firstPage);
    const block = blocks.add();
    blocks.setTraits(block, NULL_SHARED_MEMORY_HANDLE, NdisSharedMemoryUsageOther, node, this.provider.code);
    blocks.setNames(block, directMapPage(firstPage), NULL_HANDLE);
    const words = blocks.wordsOf(block);
    const doubles = blocks.doublesOf(block);
    const row = blocks.rowOf(block);
    words[row + ADAPTER] = adapter.code;
    words[row + LENGTH_BYTES] = pages * PAGE_SIZE;
    words[row + GRANTED_PAGES] = pages;
    words[row + FIRST_PAGE] = firstPage;
    words[row + ELEMENTS] = 1;
    doubles[(row >> 1) + NDIS_HANDLE] = adapter.handle;
    doubles[(row >> 1) + BLOCK_CONTEXT] = block;
    this.owners.set(firstPage, pages, block);
    return block;
  }

  remove(block: number): void {
    const { blocks } = this.ndis;
    const firstPage = pageIndex(blocks.firstPage(block));
    const pages = blocks.grantedPages(block);
    this.owners.set(firstPage, pages, NO_OWNER);
    blocks.markFreed(block);
    this.pool.give(firstPage, pages);
  }

  private get owners(): PageOwners {
    return this.ndis.owners;
  }
}
