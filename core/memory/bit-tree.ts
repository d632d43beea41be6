/** A set of whole numbers below `size`, with summaries: the nearest member below a number is a few steps away. */
export class BitTree {
  /** Level 0 has a bit a number, each level above a bit for every word below that is not 0. */
  private readonly levels: Uint32Array[] = [];

  constructor(size: number) {
    let words = Math.max(1, Math.ceil(size / 32));
    this.levels.push(new Uint32Array(words));
    while (words > 1) {
      words = Math.ceil(words / 32);
      this.levels.push(new Uint32Array(words));
    }
  }

  add(index: number): void {
    let at = index;
    for (const level of this.levels) {
      const word = level[at >>> 5]!;
      level[at >>> 5] = word | (1 << (at & 31));
      if (word !== 0) return;
      at >>>= 5;
    }
  }

  delete(index: number): void {
    let at = index;
    for (const level of this.levels) {
      const word = level[at >>> 5]! & ~(1 << (at & 31));
      level[at >>> 5] = word;
      if (word !== 0) return;
      at >>>= 5;
    }
  }

  clear(): void {
    for (const level of this.levels) level.fill(0);
  }

  /** The largest member that is not above `index`, or -1. */
  atOrBelow(index: number): number {
    let at = index;
    for (let up = 0; up < this.levels.length; up++) {
      const bits = this.levels[up]![at >>> 5]! & upTo(at & 31);
      if (bits !== 0) return this.descend(up, (at & ~31) + highest(bits));
      at = (at >>> 5) - 1;
      if (at < 0) return -1;
    }
    return -1;
  }

  /** The largest member under an entry of a level. */
  private descend(level: number, entry: number): number {
    let at = entry;
    for (let down = level - 1; down >= 0; down--) at = at * 32 + highest(this.levels[down]![at]!);
    return at;
  }
}

/** Bits 0 to `bit`. */
const upTo = (bit: number): number => (bit === 31 ? 0xffff_ffff : (1 << (bit + 1)) - 1);
const highest = (bits: number): number => 31 - Math.clz32(bits);
