import { lowestBit } from './bin-map.ts';

/**
 * A bit a unit and above it, level by level, a bit for every word that is not 0. Finds the next and the previous set
 * bit in a time that grows with the logarithm (to base 32) of the number of bits.
 */
export class BitTree {
  private readonly levels: Int32Array[];
  private readonly top: Int32Array;

  constructor(readonly size: number) {
    const levels: Int32Array[] = [];
    let length = Math.max(1, size);
    do {
      length = Math.ceil(length / 32);
      levels.push(new Int32Array(length));
    } while (length > 1);
    this.levels = levels;
    this.top = levels[levels.length - 1]!;
  }

  get isEmpty(): boolean {
    return this.top[0] === 0;
  }

  has(index: number): boolean {
    return ((this.levels[0]![index >>> 5]! >>> (index & 31)) & 1) === 1;
  }

  set(index: number): void {
    const { levels } = this;
    let at = index;
    for (let level = 0; level < levels.length; level++) {
      const words = levels[level]!;
      const before = words[at >>> 5]!;
      words[at >>> 5] = before | (1 << (at & 31));
      if (before !== 0) return;
      at >>>= 5;
    }
  }

  clear(index: number): void {
    const { levels } = this;
    let at = index;
    for (let level = 0; level < levels.length; level++) {
      const words = levels[level]!;
      const now = words[at >>> 5]! & ~(1 << (at & 31));
      words[at >>> 5] = now;
      if (now !== 0) return;
      at >>>= 5;
    }
  }

  /** Sets bits `from` to `to - 1`, at least one. */
  setRange(from: number, to: number): void {
    let first = from;
    let last = to - 1;
    for (const words of this.levels) {
      const firstWord = first >>> 5;
      const lastWord = last >>> 5;
      const head = -1 << (first & 31);
      const tail = -1 >>> (31 - (last & 31));
      if (firstWord === lastWord) {
        const before = words[firstWord]!;
        words[firstWord] = before | (head & tail);
        if (before !== 0) return;
      } else {
        words[firstWord]! |= head;
        fill(words, firstWord + 1, lastWord, -1);
        words[lastWord]! |= tail;
      }
      first = firstWord;
      last = lastWord;
    }
  }

  /** Clears bits `from` to `to - 1`, at least one. */
  clearRange(from: number, to: number): void {
    let first = from;
    let last = to - 1;
    for (const words of this.levels) {
      let firstWord = first >>> 5;
      let lastWord = last >>> 5;
      const head = -1 << (first & 31);
      const tail = -1 >>> (31 - (last & 31));
      if (firstWord === lastWord) {
        const now = words[firstWord]! & ~(head & tail);
        words[firstWord] = now;
        if (now !== 0) return;
      } else {
        fill(words, firstWord + 1, lastWord, 0);
        const atFirst = words[firstWord]! & ~head;
        const atLast = words[lastWord]! & ~tail;
        words[firstWord] = atFirst;
        words[lastWord] = atLast;
        if (atFirst !== 0) firstWord++;
        if (atLast !== 0) lastWord--;
        if (firstWord > lastWord) return;
      }
      first = firstWord;
      last = lastWord;
    }
  }

  /** The first set bit at or after `from`, or -1. */
  findFrom(from: number): number {
    const { levels } = this;
    let at = from;
    for (let level = 0; level < levels.length; level++) {
      const words = levels[level]!;
      const word = at >>> 5;
      if (word >= words.length) return -1;
      const bits = words[word]! & (-1 << (at & 31));
      if (bits !== 0) {
        let index = (word << 5) | lowestBit(bits);
        for (let below = level - 1; below >= 0; below--)
          index = (index << 5) | lowestBit(levels[below]![index]!);
        return index;
      }
      at = word + 1;
    }
    return -1;
  }

  /** The first clear bit at or after `from`; behind a long set run this looks at every word of it. */
  findClearFrom(from: number): number {
    const words = this.levels[0]!;
    let word = from >>> 5;
    if (word >= words.length) return from;
    let bits = ~words[word]! & (-1 << (from & 31));
    while (bits === 0) {
      if (++word === words.length) return word << 5;
      bits = ~words[word]!;
    }
    return (word << 5) | lowestBit(bits);
  }

  /** The last set bit at or before `from`, or -1. */
  findLast(from: number): number {
    const { levels } = this;
    let at = from;
    for (let level = 0; level < levels.length && at >= 0; level++) {
      const word = at >>> 5;
      const bits = levels[level]![word]! & (-1 >>> (31 - (at & 31)));
      if (bits !== 0) {
        let index = (word << 5) | (31 - Math.clz32(bits));
        for (let below = level - 1; below >= 0; below--)
          index = (index << 5) | (31 - Math.clz32(levels[below]![index]!));
        return index;
      }
      at = word - 1;
    }
    return -1;
  }

  check(): string | null {
    const { levels } = this;
    for (let level = 1; level < levels.length; level++) {
      const below = levels[level - 1]!;
      for (let word = 0; word < below.length; word++) {
        if (((levels[level]![word >>> 5]! >>> (word & 31)) & 1) !== (below[word] === 0 ? 0 : 1))
          return `level ${level} of the bits is wrong about word ${word} below it`;
      }
    }
    const tail = this.size & 31;
    if (tail !== 0 && levels[0]![this.size >>> 5]! >>> tail !== 0) return 'a bit behind the last one is set';
    return null;
  }
}

/** A loop for the few words of a usual run, the runtime's own for a long one. */
function fill(words: Int32Array, from: number, to: number, value: number): void {
  if (to - from > 64) words.fill(value, from, to);
  else for (let at = from; at < to; at++) words[at] = value;
}
