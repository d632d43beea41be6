import { binCount } from './size-bins.ts';

/** Which bins hold something: one bit a bin and, above, one bit a doubling. Both searches look at three words at most. */
export class BinMap {
  private readonly leaves: Int32Array;
  /** Doublings 0 to 31, and 32 to 63. */
  private low = 0;
  private high = 0;

  constructor(private readonly bits: number) {
    this.leaves = new Int32Array((binCount(bits) >> bits) + 2);
  }

  add(bin: number): void {
    const doubling = bin >> this.bits;
    this.leaves[doubling]! |= 1 << (bin & ((1 << this.bits) - 1));
    if (doubling < 32) this.low |= 1 << doubling;
    else this.high |= 1 << (doubling - 32);
  }

  remove(bin: number): void {
    const doubling = bin >> this.bits;
    const leaf = this.leaves[doubling]! & ~(1 << (bin & ((1 << this.bits) - 1)));
    this.leaves[doubling] = leaf;
    if (leaf !== 0) return;
    if (doubling < 32) this.low &= ~(1 << doubling);
    else this.high &= ~(1 << (doubling - 32));
  }

  has(bin: number): boolean {
    return ((this.leaves[bin >> this.bits]! >>> (bin & ((1 << this.bits) - 1))) & 1) === 1;
  }

  /** The first bin at or after `bin` that holds something, or -1. */
  findFrom(bin: number): number {
    const { bits } = this;
    let doubling = bin >> bits;
    let word = this.leaves[doubling]! & (-1 << (bin & ((1 << bits) - 1)));
    if (word === 0) {
      doubling++;
      let above = doubling < 32 ? this.low & (-1 << doubling) : 0;
      let base = 0;
      if (above === 0) {
        base = 32;
        above = doubling <= 32 ? this.high : doubling < 64 ? this.high & (-1 << (doubling - 32)) : 0;
        if (above === 0) return -1;
      }
      doubling = base + lowestBit(above);
      word = this.leaves[doubling]!;
    }
    return (doubling << bits) | lowestBit(word);
  }

  /** The last bin that holds something, or -1. */
  last(): number {
    if (this.low === 0 && this.high === 0) return -1;
    const doubling = this.high === 0 ? 31 - Math.clz32(this.low) : 63 - Math.clz32(this.high);
    return (doubling << this.bits) | (31 - Math.clz32(this.leaves[doubling]!));
  }

  check(): string | null {
    for (let doubling = 0; doubling < this.leaves.length; doubling++) {
      const says = doubling < 32 ? this.low >>> doubling : this.high >>> (doubling - 32);
      if (((says & 1) === 1) !== (this.leaves[doubling] !== 0))
        return `the map of bins is wrong about doubling ${doubling}`;
    }
    return null;
  }
}

/** Index of the lowest bit of a word that is not 0. */
export const lowestBit = (word: number): number => 31 - Math.clz32(word & -word);
