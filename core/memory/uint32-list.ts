/** Numbers that stand together: 64 KiB. */
const CHUNK_SHIFT = 14;
const CHUNK_LENGTH = 1 << CHUNK_SHIFT;
const CHUNK_MASK = CHUNK_LENGTH - 1;

/**
 * Growable list of 32-bit numbers, 0 where nothing was set. It grows by pieces and nothing is ever copied: a copy of
 * millions of numbers is a pause that a person can see.
 */
export class Uint32List {
  private readonly chunks: Uint32Array[] = [];
  private count = 0;

  get length(): number {
    return this.count;
  }

  /** Makes room for so many numbers at once, where it is known that they will come. */
  reserve(length: number): void {
    while (this.chunks.length << CHUNK_SHIFT < length) this.chunks.push(new Uint32Array(CHUNK_LENGTH));
  }

  /** @param index below the length */
  at(index: number): number {
    return this.chunks[index >>> CHUNK_SHIFT]![index & CHUNK_MASK]!;
  }

  set(index: number, value: number): void {
    if (index >= this.count) {
      this.reserve(index + 1);
      this.count = index + 1;
    }
    this.chunks[index >>> CHUNK_SHIFT]![index & CHUNK_MASK] = value;
  }

  push(value: number): void {
    this.set(this.count, value);
  }
}
