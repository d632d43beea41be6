import { type PageIndex } from '../memory/units.ts';
import { type ProviderBooks } from '../ndis/provider-characteristics.ts';
import { type PagePool } from './page-pool.ts';

/**
 * Books of a provider whose pages come from the machine's pool. A class, since NDIS looks into them four times a call:
 * the engine reads a member of objects of one class at once, and asks each object literal with a getter anew.
 */
export class PoolBooks implements ProviderBooks {
  heldPages = 0;

  constructor(
    private readonly pool: PagePool,
    private readonly largest: (contiguous: boolean) => number,
  ) {}

  isHeld(page: PageIndex): boolean {
    return !this.pool.isFree(page);
  }

  largestGrantPages(contiguous: boolean): number {
    return this.largest(contiguous);
  }
}
