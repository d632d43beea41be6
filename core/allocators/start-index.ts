import { NO_BLOCK, type BlockTable } from './block-table.ts';
import { enlarged } from './entry-tree.ts';

/** A hash table that finds the reserved blocks of a table by their starts. Made for callers who keep no handles. */
export class StartIndex {
  private heads = new Int32Array(0);
  /** The next block of the same slot, by block. */
  private chained = new Int32Array(64);
  private shift = 0;
  private size = 0;

  constructor(private readonly blocks: BlockTable) {
    this.rebuild();
  }

  /** The reserved block that starts at `start`, or NO_BLOCK. */
  find(start: number): number {
    let block = this.heads[this.slotOf(start)]!;
    while (block >= 0 && this.blocks.startOf(block) !== start) block = this.chained[block]!;
    return block;
  }

  /** Enters a reserved block of the table. */
  add(block: number): void {
    if (this.size < this.heads.length) this.enter(block);
    else this.rebuild();
  }

  /** Takes a block out that is in. */
  remove(block: number): void {
    const { heads, chained } = this;
    const slot = this.slotOf(this.blocks.startOf(block));
    this.size--;
    if (heads[slot] === block) {
      heads[slot] = chained[block]!;
      return;
    }
    let before = heads[slot]!;
    while (chained[before] !== block) before = chained[before]!;
    chained[before] = chained[block]!;
  }

  check(): string | null {
    const { blocks } = this;
    let reserved = 0;
    for (let block = blocks.first; block >= 0; block = blocks.after(block)) {
      if (!blocks.isReserved(block)) continue;
      reserved++;
      if (this.find(blocks.startOf(block)) !== block)
        return `the reserved block at ${blocks.startOf(block)} cannot be found`;
    }
    return reserved === this.size ? null : `${reserved} reserved blocks, the index counts ${this.size}`;
  }

  private enter(block: number): void {
    while (block >= this.chained.length)
      this.chained = enlarged(this.chained, new Int32Array(this.chained.length * 2));
    const slot = this.slotOf(this.blocks.startOf(block));
    this.chained[block] = this.heads[slot]!;
    this.heads[slot] = block;
    this.size++;
  }

  /** Enters every reserved block of the table anew, with room for as many again. */
  private rebuild(): void {
    const { blocks } = this;
    const bits = Math.max(6, 33 - Math.clz32(blocks.mostBlocks));
    this.heads = new Int32Array(2 ** bits).fill(NO_BLOCK);
    this.shift = 32 - bits;
    this.size = 0;
    for (let block = blocks.first; block >= 0; block = blocks.after(block))
      if (blocks.isReserved(block)) this.enter(block);
  }

  private slotOf(start: number): number {
    const low = start | 0;
    const high = (start / 0x1_0000_0000) | 0;
    const mixed = low ^ (low >>> 15) ^ Math.imul(high, 0x27d4_eb2f);
    return Math.imul(mixed, 0x9e37_79b1) >>> this.shift;
  }
}
