/** 16 children a node: one node is one cache line of 32-bit values. */
const FANOUT_SHIFT = 4;
const FANOUT = 1 << FANOUT_SHIFT;

/**
 * Values with a tree of maxima above them: finds the leftmost value that is large enough in a time that grows with
 * the logarithm of the number of slots, whatever they hold.
 */
export class MaxTree {
  readonly values: Int32Array;
  private readonly levels: Int32Array[];

  constructor(readonly size: number) {
    const levels: Int32Array[] = [];
    let length = Math.max(1, size);
    do {
      length = Math.ceil(length / FANOUT) * FANOUT;
      levels.push(new Int32Array(length));
      length /= FANOUT;
    } while (length > 1);
    this.levels = levels;
    this.values = levels[0]!;
  }

  get max(): number {
    return maxOfGroup(this.levels[this.levels.length - 1]!, 0);
  }

  set(index: number, value: number): void {
    const { levels } = this;
    let child = index;
    let before = this.values[index]!;
    let now = value;
    this.values[index] = value;
    for (let level = 1; level < levels.length; level++) {
      const parents = levels[level]!;
      const parent = child >> FANOUT_SHIFT;
      const old = parents[parent]!;
      if (now >= old) parents[parent] = now;
      else if (before === old) parents[parent] = now = maxOfGroup(levels[level - 1]!, parent << FANOUT_SHIFT);
      else return;
      if (parents[parent] === old) return;
      before = old;
      child = parent;
    }
  }

  /** Leftmost index at or after `from` whose value is at least `atLeast` (> 0), or -1. */
  findFrom(from: number, atLeast: number): number {
    const { levels } = this;
    let level = 0;
    let index = from;
    while (level < levels.length) {
      const values = levels[level]!;
      const end = Math.min(values.length, ((index >> FANOUT_SHIFT) + 1) << FANOUT_SHIFT);
      while (index < end && values[index]! < atLeast) index++;
      if (index < end) return this.descend(level, index, atLeast);
      index = end >> FANOUT_SHIFT;
      level++;
    }
    return -1;
  }

  /** Rightmost index at or before `from` whose value is not 0, or -1. */
  findLastNonZero(from: number): number {
    const { levels } = this;
    let level = 0;
    let index = from;
    while (level < levels.length && index >= 0) {
      const values = levels[level]!;
      const begin = (index >> FANOUT_SHIFT) << FANOUT_SHIFT;
      while (index >= begin && values[index] === 0) index--;
      if (index >= begin) {
        for (; level > 0; level--) {
          const children = levels[level - 1]!;
          index = (index << FANOUT_SHIFT) + FANOUT - 1;
          while (children[index] === 0) index--;
        }
        return index;
      }
      index = (begin >> FANOUT_SHIFT) - 1;
      level++;
    }
    return -1;
  }

  private descend(fromLevel: number, at: number, atLeast: number): number {
    let index = at;
    for (let level = fromLevel; level > 0; level--) {
      const children = this.levels[level - 1]!;
      index <<= FANOUT_SHIFT;
      while (children[index]! < atLeast) index++;
    }
    return index;
  }

  check(): string | null {
    for (let level = 1; level < this.levels.length; level++) {
      const parents = this.levels[level]!;
      const children = this.levels[level - 1]!;
      for (let parent = 0; parent < children.length >> FANOUT_SHIFT; parent++) {
        if (parents[parent] !== maxOfGroup(children, parent << FANOUT_SHIFT)) {
          return `level ${level} slot ${parent} is not the maximum of its children`;
        }
      }
    }
    return null;
  }
}

function maxOfGroup(values: Int32Array, begin: number): number {
  let max = 0;
  for (let index = begin; index < begin + FANOUT; index++) if (values[index]! > max) max = values[index]!;
  return max;
}
