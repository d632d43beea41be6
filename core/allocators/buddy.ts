import { lowestBit } from './bin-map.ts';
import { BitTree } from './bit-tree.ts';
import { granulesOf } from './granules.ts';
import { Placement } from './placement.ts';
import { type VisitRun } from './range-allocator.ts';

/**
 * Binary buddies (Knowlton, 1965; Knuth, TAOCP 1, 2.5, algorithms R and S): blocks of 2^k granules at multiples of
 * their length, split in halves on the way down, joined with their other half on the way up. The lowest free block of
 * the smallest order that is long enough. A memory that is no power of two is begun with the largest blocks that fit
 * into it.
 *
 * Price: a request is rounded up to a power of two (a quarter is wasted on average), and free neighbours that are not
 * buddies stay apart: `largestFree` may be longer than `largestReservable`, and `whyNot` says `policy` then. The
 * reports about extents walk all free blocks once after each change. Two bits a granule, at most 2^28 granules: bytes
 * of a large memory need a granule.
 */
export class Buddy extends Placement {
  /** The starts of free blocks by order, in multiples of their length. */
  private readonly orders: BitTree[] = [];
  /** Bit k: there are free blocks of order k. */
  private occupied = 0;
  /** What the last walk over the free blocks found, until something changes. */
  private walked = false;
  private longest = 0;
  private extents = 0;

  constructor(
    capacity: number,
    private readonly granule = 1,
  ) {
    super(capacity);
    const granules = granulesOf(capacity, granule);
    for (let order = 0; 2 ** order <= granules; order++) this.orders.push(new BitTree(granules >>> order));
    let start = 0;
    for (let order = this.orders.length - 1; order >= 0; order--) {
      if (((granules >>> order) & 1) === 0) continue;
      this.put(start, order);
      start += 2 ** order;
    }
  }

  get largestFree(): number {
    this.walk();
    return this.longest;
  }

  get largestReservable(): number {
    return this.occupied === 0 ? 0 : this.lengthOf(31 - Math.clz32(this.occupied));
  }

  get freeExtentCount(): number {
    this.walk();
    return this.extents;
  }

  override reservedLength(_start: number, length: number): number {
    return this.lengthOf(this.orderFor(length));
  }

  take(length: number, alignment = 1): boolean {
    const order = this.orderFor(length);
    const found = this.search(length, alignment);
    if (found < 0) return false;
    const bits = this.orders[found]!;
    const index = bits.findFrom(0);
    bits.clear(index);
    if (bits.isEmpty) this.occupied &= ~(1 << found);
    let start = index;
    for (let half = found - 1; half >= order; half--) {
      start *= 2;
      this.orders[half]!.set(start + 1);
      this.occupied |= 1 << half;
    }
    this.free -= this.lengthOf(order);
    this.walked = false;
    this.at[0] = start * this.lengthOf(order);
    return true;
  }

  give(length: number): void {
    const { orders } = this;
    let order = this.orderFor(length);
    this.free += this.lengthOf(order);
    this.walked = false;
    let index = this.at[0]! / this.lengthOf(order);
    for (; order + 1 < orders.length; order++) {
      const bits = orders[order]!;
      const buddy = index ^ 1;
      if (buddy >= bits.size || !bits.has(buddy)) break;
      bits.clear(buddy);
      if (bits.isEmpty) this.occupied &= ~(1 << order);
      index >>>= 1;
    }
    orders[order]!.set(index);
    this.occupied |= 1 << order;
  }

  /** Inside its block a reservation has room already; beyond, as long as it is the lower buddy of a free one. */
  grow(start: number, length: number, newLength: number): boolean {
    if (newLength < length) return false;
    const from = this.orderFor(length);
    const to = this.orderFor(newLength);
    if (to >= this.orders.length) return false;
    let index = start / this.lengthOf(from);
    for (let order = from; order < to; order++, index /= 2)
      if ((index & 1) === 1 || index + 1 >= this.orders[order]!.size || !this.orders[order]!.has(index + 1))
        return false;
    index = start / this.lengthOf(from);
    for (let order = from; order < to; order++, index /= 2) {
      const bits = this.orders[order]!;
      bits.clear(index + 1);
      if (bits.isEmpty) this.occupied &= ~(1 << order);
    }
    this.free -= this.lengthOf(to) - this.lengthOf(from);
    this.walked = false;
    return true;
  }

  forEachFreeExtent(visit: VisitRun): void {
    let begin = 0;
    let end = 0;
    for (let at = this.nextFree(0); at >= 0; at = this.nextFree(end)) {
      if (at > end) {
        if (end > begin) visit(begin * this.granule, (end - begin) * this.granule);
        begin = at;
      }
      end = at + 2 ** this.foundOrder;
    }
    if (end > begin) visit(begin * this.granule, (end - begin) * this.granule);
  }

  protected wouldGrant(length: number, alignment: number): boolean {
    return this.search(length, alignment) >= 0;
  }

  /** The order whose lowest free block is to be cut, or -1: an alignment asks for a block that long. */
  private search(length: number, alignment: number): number {
    const order = Math.max(this.orderFor(length), this.orderFor(alignment));
    this.countProbes(1);
    if (order >= this.orders.length) return -1;
    const above = this.occupied & (-1 << order);
    return above === 0 ? -1 : lowestBit(above);
  }

  private orderFor(length: number): number {
    const granules = Math.ceil(length / this.granule);
    return granules > 2 ** 30 ? 31 : 32 - Math.clz32(granules - 1);
  }

  private lengthOf(order: number): number {
    return this.granule * 2 ** order;
  }

  private put(start: number, order: number): void {
    this.orders[order]!.set(start >>> order);
    this.occupied |= 1 << order;
  }

  /** The first granule at or after `from` where a free block starts, its order in `foundOrder`; -1: none. */
  private nextFree(from: number): number {
    let first = -1;
    for (let order = 0; order < this.orders.length; order++) {
      if (((this.occupied >>> order) & 1) === 0) continue;
      const index = this.orders[order]!.findFrom(Math.ceil(from / 2 ** order));
      if (index < 0) continue;
      const start = index * 2 ** order;
      if (first >= 0 && start >= first) continue;
      first = start;
      this.foundOrder = order;
    }
    return first;
  }
  private foundOrder = 0;

  private walk(): void {
    if (this.walked) return;
    this.walked = true;
    this.longest = 0;
    this.extents = 0;
    this.forEachFreeExtent((_start, length) => {
      this.extents++;
      if (length > this.longest) this.longest = length;
    });
  }

  check(): string | null {
    let end = 0;
    let free = 0;
    for (let order = 0; order < this.orders.length; order++) {
      const bits = this.orders[order]!;
      const problem = bits.check();
      if (problem !== null) return `order ${order}: ${problem}`;
      if (bits.isEmpty === (((this.occupied >>> order) & 1) === 1))
        return `the map is wrong about order ${order}`;
      for (let index = bits.findFrom(0); index >= 0; index = bits.findFrom(index + 1)) {
        free += this.lengthOf(order);
        if ((index & 1) === 0 && index + 1 < bits.size && bits.has(index + 1))
          return `the buddies ${index} and ${index + 1} of order ${order} are both free`;
      }
    }
    for (let at = this.nextFree(0); at >= 0; at = this.nextFree(at + 1)) {
      if (at < end) return `the free block at granule ${at} overlaps the one that ends at ${end}`;
      end = at + 2 ** this.foundOrder;
    }
    if (end * this.granule > this.capacity) return 'a free block passes the end of the memory';
    return free === this.free ? null : `free blocks hold ${free} units, the count says ${this.free}`;
  }
}
