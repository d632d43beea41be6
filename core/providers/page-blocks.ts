import { ExtentPool } from '../memory/extent-pool.ts';

/** The runs of pages of every block that a provider has out, under contexts that rise and are never reused. */
export class PageBlocks {
  readonly runs = new ExtentPool();
  /** Block context -> slot in `runs`, and how many runs it holds. */
  private slots = new Int32Array(1024);
  private counts = new Uint32Array(1024);
  private last = 0;

  /** Stores the runs of a new block; answers its context, which rises and is never reused. */
  add(pages: Float64Array, lengths: Float64Array, count: number): number {
    const context = ++this.last;
    if (context === this.slots.length) this.grow();
    const slot = this.runs.take(count);
    for (let index = 0; index < count; index++) this.runs.set(slot, index, pages[index]!, lengths[index]!);
    this.slots[context] = slot;
    this.counts[context] = count;
    return context;
  }

  slot(context: number): number {
    return this.slots[context]!;
  }

  /** Runs of a live block, 0 for a context that is not out. */
  count(context: number): number {
    return this.counts[context] ?? 0;
  }

  remove(context: number): void {
    this.runs.give(this.slots[context]!, this.counts[context]!);
    this.counts[context] = 0;
  }

  private grow(): void {
    const slots = new Int32Array(this.slots.length * 2);
    const counts = new Uint32Array(this.counts.length * 2);
    slots.set(this.slots);
    counts.set(this.counts);
    this.slots = slots;
    this.counts = counts;
  }
}
