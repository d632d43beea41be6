import { lowestBit } from './bin-map.ts';
import { enlarged, NONE } from './entry-tree.ts';

/** The most slots of a slab: a bit each in 32 words, and a bit a word in one word above. */
export const MAX_SLOTS = 1024;
const WORDS = MAX_SLOTS / 32;

/** Slabs with free slots, and which of their slots are free. Nodes come from a pool. */
export class SlabTable {
  count = 0;
  /** By slab; whoever adds one says it. */
  starts = new Float64Array(16);
  private sizeClass = new Int32Array(16);
  private slots = new Int32Array(16);
  private freeSlots = new Int32Array(16);
  private previousOf = new Int32Array(16);
  private nextOf = new Int32Array(16);
  /** Bit w: word w of the slab has free slots. */
  private summary = new Int32Array(16);
  private words = new Int32Array(16 * WORDS);
  private spare = NONE;
  private nodesUsed = 0;

  startOf(slab: number): number {
    return this.starts[slab]!;
  }
  classOf(slab: number): number {
    return this.sizeClass[slab]!;
  }
  slotsOf(slab: number): number {
    return this.slots[slab]!;
  }
  freeSlotsOf(slab: number): number {
    return this.freeSlots[slab]!;
  }
  next(slab: number): number {
    return this.nextOf[slab]!;
  }
  previous(slab: number): number {
    return this.previousOf[slab]!;
  }
  isFree(slab: number, slot: number): boolean {
    return ((this.words[slab * WORDS + (slot >>> 5)]! >>> (slot & 31)) & 1) === 1;
  }

  /** A slab all of whose slots are free. */
  add(sizeClass: number, slots: number): number {
    let slab = this.spare;
    if (slab >= 0) this.spare = this.nextOf[slab]!;
    else {
      if (this.nodesUsed === this.slots.length) this.growPool();
      slab = this.nodesUsed++;
    }
    this.count++;
    this.sizeClass[slab] = sizeClass;
    this.slots[slab] = slots;
    this.freeSlots[slab] = slots;
    let summary = 0;
    for (let word = 0; word < WORDS; word++) {
      const left = slots - word * 32;
      this.words[slab * WORDS + word] = left >= 32 ? -1 : left > 0 ? (1 << left) - 1 : 0;
      if (left > 0) summary |= 1 << word;
    }
    this.summary[slab] = summary;
    return slab;
  }

  drop(slab: number): void {
    this.count--;
    this.nextOf[slab] = this.spare;
    this.spare = slab;
  }

  /** Takes the lowest free slot of a slab that has one. */
  takeSlot(slab: number): number {
    const word = lowestBit(this.summary[slab]!);
    const bits = this.words[slab * WORDS + word]!;
    const left = bits & (bits - 1);
    this.words[slab * WORDS + word] = left;
    if (left === 0) this.summary[slab]! &= ~(1 << word);
    this.freeSlots[slab]!--;
    return (word << 5) | lowestBit(bits);
  }

  giveSlot(slab: number, slot: number): void {
    this.words[slab * WORDS + (slot >>> 5)]! |= 1 << (slot & 31);
    this.summary[slab]! |= 1 << (slot >>> 5);
    this.freeSlots[slab]!++;
  }

  /** Puts a slab at the head of a list; answers the new head. */
  link(slab: number, head: number): number {
    this.previousOf[slab] = NONE;
    this.nextOf[slab] = head;
    if (head >= 0) this.previousOf[head] = slab;
    return slab;
  }

  /** Takes a slab out of the list that begins at `head`; answers the new head. */
  unlink(slab: number, head: number): number {
    const previous = this.previousOf[slab]!;
    const next = this.nextOf[slab]!;
    if (next >= 0) this.previousOf[next] = previous;
    if (previous < 0) return next;
    this.nextOf[previous] = next;
    return head;
  }

  private growPool(): void {
    const nodes = this.slots.length * 2;
    this.starts = enlarged(this.starts, new Float64Array(nodes));
    this.sizeClass = enlarged(this.sizeClass, new Int32Array(nodes));
    this.slots = enlarged(this.slots, new Int32Array(nodes));
    this.freeSlots = enlarged(this.freeSlots, new Int32Array(nodes));
    this.previousOf = enlarged(this.previousOf, new Int32Array(nodes));
    this.nextOf = enlarged(this.nextOf, new Int32Array(nodes));
    this.summary = enlarged(this.summary, new Int32Array(nodes));
    this.words = enlarged(this.words, new Int32Array(nodes * WORDS));
  }

  /** Whether the counts of a slab agree with its bits. */
  checkSlab(slab: number): string | null {
    let free = 0;
    for (let slot = 0; slot < MAX_SLOTS; slot++) {
      if (!this.isFree(slab, slot)) continue;
      free++;
      if (slot >= this.slots[slab]!) return `slab ${slab} has a free slot ${slot} behind its last`;
    }
    for (let word = 0; word < WORDS; word++) {
      if (((this.summary[slab]! >>> word) & 1) !== (this.words[slab * WORDS + word] === 0 ? 0 : 1))
        return `the summary of slab ${slab} is wrong about word ${word}`;
    }
    return free === this.freeSlots[slab]
      ? null
      : `slab ${slab} has ${free} free slots, its count says ${this.freeSlots[slab]!}`;
  }
}
