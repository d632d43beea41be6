import { type SeededRandom } from '../memory/seeded-random.ts';
import { directMapPage, type ScatteredRanges } from '../memory/system-address-space.ts';
import { bytesToPages, PAGE_SIZE, pageIndex } from '../memory/units.ts';
import { NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS } from '../ndis/constants.ts';
import {
  type ProviderCall,
  providerCharacteristics,
  type SharedMemoryProviderCharacteristics,
} from '../ndis/provider-characteristics.ts';
import { sgListBytes, sgListCapacity } from '../ndis/scatter-gather-list.ts';
import { type SharedMemoryParameters } from '../ndis/shared-memory-parameters.ts';
import { RESOURCES, SUCCESS, type StatusCode } from '../ndis/status.ts';
import { firstNode, nodeAt } from './node-order.ts';
import { PageBlocks } from './page-blocks.ts';
import { type PagePool } from './page-pool.ts';
import { PoolBooks } from './pool-books.ts';
import { type SharedMemoryHandles } from './shared-memory-handles.ts';

/** Longest run that a scattered answer takes in one piece: 64 KiB. */
const LONGEST_RUN_PAGES = 16;

/** Runs start at the first free page of a zone, so that memory fills in streaks and not like noise: 2 MiB. */
const ZONE_PAGES = 512;

/**
 * The extensible switch as provider (model decision, domain notes section 8): page granular, runs of 1 to 16 pages
 * taken from places that a seeded sequence picks, neighbours merged, so never more elements than pages. A CONTIGUOUS
 * request gets one run or RESOURCES. When the caller's list has room for few elements, the runs grow to fit it.
 */
export class SwitchProvider {
  private readonly blocks = new PageBlocks();
  private pages = new Float64Array(64);
  private lengths = new Float64Array(64);
  private count = 0;
  private readonly books: PoolBooks;

  constructor(
    private readonly pool: PagePool,
    private readonly scattered: ScatteredRanges,
    private readonly handles: SharedMemoryHandles,
    private readonly random: SeededRandom,
    /** The only NUMA node that it serves from; null for all of them. */
    private readonly onlyNode: number | null = null,
  ) {
    this.books = new PoolBooks(pool, (contiguous) => this.largestGrantPages(contiguous));
  }

  /** @param flags NDIS_SHARED_MEMORY_PROVIDER_CHAR_SUPPORTS_PF_VPORTS or 0 */
  characteristics(flags = 0): SharedMemoryProviderCharacteristics {
    return providerCharacteristics(
      this,
      (_context, parameters, call) => this.allocate(parameters, call),
      (_context, blockContext) => this.free(blockContext),
      this.books,
      flags,
    );
  }

  /** Scattered, everything that is free; a policy that rounds up can stop a little before. */
  private largestGrantPages(contiguous: boolean): number {
    if (!contiguous) return this.freePages;
    return this.onlyNode === null
      ? this.pool.largestReservablePages
      : this.pool.largestReservablePagesOn(this.onlyNode);
  }

  private allocate(parameters: SharedMemoryParameters, call: ProviderCall): StatusCode {
    const pages = bytesToPages(parameters.Length);
    const capacity = sgListCapacity(parameters.SGListBufferLength);
    const contiguous = (parameters.Flags & NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS) !== 0;
    const first = this.onlyNode ?? firstNode(this.pool, parameters.PreferredNode);
    this.count = 0;
    const probesBefore = this.pool.probes;
    const gathered = contiguous || pages === 1 ? this.takeOneRun(first, pages) : this.gather(first, pages);
    const answered = gathered && (this.count <= capacity || this.retakeWithin(first, pages, capacity, call));
    call.probes = this.pool.probes - probesBefore;
    if (!answered) {
      this.giveBack();
      call.freePages = this.freePages;
      call.largestFreePages =
        this.onlyNode === null ? this.pool.largestFreePages : this.pool.largestFreePagesOn(this.onlyNode);
      return RESOURCES;
    }
    return this.answer(parameters, call, pages);
  }

  /** Nodes that may be tried. */
  private get nodes(): number {
    return this.onlyNode === null ? this.pool.nodeCount : 1;
  }

  private get freePages(): number {
    return this.onlyNode === null ? this.pool.freePages : this.pool.freePagesOn(this.onlyNode);
  }

  private takeOneRun(first: number, pages: number): boolean {
    for (let attempt = 0; attempt < this.nodes; attempt++) {
      const page = this.pool.takeRun(nodeAt(first, attempt), pages);
      if (page === null) continue;
      this.addRun(page, pages);
      return true;
    }
    return false;
  }

  /** Collects `pages` pages in runs, from the first node until it is full. */
  private gather(first: number, pages: number): boolean {
    if (this.freePages < pages) return false;
    let missing = pages;
    for (let attempt = 0; attempt < this.nodes && missing > 0; attempt++) {
      const node = nodeAt(first, attempt);
      while (missing > 0) {
        const from = this.random.below(Math.ceil(this.pool.sizeOf(node) / ZONE_PAGES)) * ZONE_PAGES;
        const wanted = Math.min(missing, this.random.between(1, LONGEST_RUN_PAGES));
        const page = this.pool.takeSomeFrom(node, from, wanted);
        if (page === null) break;
        this.addRun(page, this.pool.lastRunPages);
        missing -= this.pool.lastRunPages;
      }
    }
    this.mergeNeighbours();
    return missing === 0;
  }

  /** Tries again with the longest free runs first, because the caller's list holds only `capacity` elements. */
  private retakeWithin(first: number, pages: number, capacity: number, call: ProviderCall): boolean {
    const neededBytes = sgListBytes(this.count);
    this.giveBack();
    let missing = pages;
    for (let attempt = 0; attempt < this.nodes && missing > 0; attempt++) {
      const node = nodeAt(first, attempt);
      while (missing > 0 && this.count < capacity) {
        const longest = Math.min(missing, this.pool.largestReservablePagesOn(node));
        const page = longest === 0 ? null : this.pool.takeRun(node, longest);
        if (page === null) break;
        this.addRun(page, longest);
        missing -= longest;
      }
    }
    if (missing > 0) call.neededListBytes = neededBytes;
    return missing === 0;
  }

  private answer(parameters: SharedMemoryParameters, call: ProviderCall, pages: number): StatusCode {
    const firstPage = pageIndex(this.pages[0]!);
    const virtualPage = this.count === 1 ? directMapPage(firstPage) : this.scattered.take(pages);
    if (virtualPage === null) {
      this.giveBack();
      return RESOURCES;
    }
    let missingBytes = parameters.Length;
    for (let index = 0; index < this.count; index++) {
      const bytes = Math.min(missingBytes, this.lengths[index]! * PAGE_SIZE);
      parameters.SGListBuffer.push(pageIndex(this.pages[index]!), bytes);
      missingBytes -= bytes;
    }
    const context = this.blocks.add(this.pages, this.lengths, this.count);
    parameters.virtualPage = virtualPage;
    parameters.SharedMemoryHandle = this.handles.take();
    call.blockContext = context;
    this.books.heldPages += pages;
    return SUCCESS;
  }

  private free(context: number): void {
    const count = this.blocks.count(context);
    const slot = this.blocks.slot(context);
    for (let index = 0; index < count; index++) {
      const pages = this.blocks.runs.pages(slot, index);
      this.pool.give(pageIndex(this.blocks.runs.firstPage(slot, index)), pages);
      this.books.heldPages -= pages;
    }
    if (count > 0) this.blocks.remove(context);
  }

  private addRun(page: number, pages: number): void {
    if (this.count === this.pages.length) {
      const grown = new Float64Array(this.pages.length * 2);
      grown.set(this.pages);
      this.pages = grown;
      const grownLengths = new Float64Array(this.pages.length);
      grownLengths.set(this.lengths);
      this.lengths = grownLengths;
    }
    this.pages[this.count] = page;
    this.lengths[this.count++] = pages;
  }

  /** Runs that follow each other directly, in list order and on one node, become one element. */
  private mergeNeighbours(): void {
    let kept = 0;
    for (let index = 1; index < this.count; index++) {
      const next = this.pages[index]!;
      const joins =
        this.pages[kept]! + this.lengths[kept]! === next &&
        this.pool.nodeOf(pageIndex(next)) === this.pool.nodeOf(pageIndex(next - 1));
      if (joins) this.lengths[kept]! += this.lengths[index]!;
      else {
        kept++;
        this.pages[kept] = this.pages[index]!;
        this.lengths[kept] = this.lengths[index]!;
      }
    }
    this.count = Math.min(this.count, kept + 1);
  }

  private giveBack(): void {
    for (let index = 0; index < this.count; index++) {
      this.pool.give(pageIndex(this.pages[index]!), this.lengths[index]!);
    }
    this.count = 0;
  }
}
