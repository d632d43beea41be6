import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../memory/seeded-random.ts';
import { createPolicy, POLICIES, type PolicyId, type PolicyOptions } from './policies.ts';
import { NO_HANDLE, NO_SPACE, type RangeAllocator } from './range-allocator.ts';

/**
 * The obvious twin of every allocator, for tests: the reservations in a sorted list, and the free extents found by
 * walking between them. It places nothing; it says what is true.
 */
class IntervalModel {
  readonly starts: number[] = [];
  readonly lengths: number[] = [];
  free: number;

  constructor(readonly capacity: number) {
    this.free = capacity;
  }

  /** Notes a reservation; the sentence of what is wrong with it, or null. */
  add(start: number, length: number): string | null {
    const at = this.indexOf(start);
    const endBefore = at > 0 ? this.starts[at - 1]! + this.lengths[at - 1]! : 0;
    const startAfter = at < this.starts.length ? this.starts[at]! : this.capacity;
    if (start < endBefore || start + length > startAfter)
      return `${start} to ${start + length} overlaps what ends at ${endBefore} or begins at ${startAfter}`;
    this.starts.splice(at, 0, start);
    this.lengths.splice(at, 0, length);
    this.free -= length;
    return null;
  }

  remove(start: number): void {
    const at = this.indexOf(start);
    this.free += this.lengths[at]!;
    this.starts.splice(at, 1);
    this.lengths.splice(at, 1);
  }

  /** Units free right behind a reservation. */
  roomBehind(start: number): number {
    const at = this.indexOf(start);
    return (this.starts[at + 1] ?? this.capacity) - start - this.lengths[at]!;
  }

  forEachExtent(visit: (start: number, length: number) => void): void {
    let end = 0;
    for (let at = 0; at <= this.starts.length; at++) {
      const start = this.starts[at] ?? this.capacity;
      if (start > end) visit(end, start - end);
      end = start + (this.lengths[at] ?? 0);
    }
  }

  /** Whether some free extent holds the request. */
  holds(length: number, alignment: number): boolean {
    let found = false;
    this.forEachExtent((start, extentLength) => {
      if (Math.ceil(start / alignment) * alignment + length <= start + extentLength) found = true;
    });
    return found;
  }

  /** The first reservation at or after `start`, by its place in the list. */
  private indexOf(start: number): number {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle]! < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** These grant whatever an extent holds. */
const COMPLETE: ReadonlySet<PolicyId> = new Set<PolicyId>([
  'first-fit',
  'next-fit',
  'best-fit',
  'worst-fit',
  'bitmap',
  'first-fit:literal',
  'next-fit:literal',
  'best-fit:literal',
  'worst-fit:literal',
]);
/** These grow wherever the units behind are free. */
const GROWS: ReadonlySet<PolicyId> = new Set<PolicyId>([...COMPLETE, 'tlsf', 'two-level-bins']);

/** An allocator and its twin, given the same commands. Throws where they part, with what was done last. */
class Pair {
  readonly allocator: RangeAllocator;
  readonly model: IntervalModel;
  readonly live: { start: number; length: number; handle: number }[] = [];
  operations = 0;
  private last = 'nothing';

  constructor(
    readonly id: PolicyId,
    readonly capacity: number,
    options: PolicyOptions,
    private readonly random: SeededRandom,
    /** Whether the caller keeps the handles of its reservations: all, none, or some. */
    private readonly keepsHandles: 'all' | 'none' | 'some' = 'some',
    private readonly granule = id === 'buddy' || id === 'bitmap' ? (options.granule ?? 1) : 1,
  ) {
    this.allocator = createPolicy(id, capacity, options);
    this.model = new IntervalModel(capacity);
  }

  step(length: number, alignment: number): void {
    const dice = this.random.below(100);
    this.operations++;
    if (dice < 52 || this.live.length === 0) this.reserve(length, alignment);
    else if (dice < 60) this.grow(length);
    else this.release(this.random.below(this.live.length));
  }

  reserve(length: number, alignment: number): void {
    this.last = `reserve(${length}, ${alignment})`;
    const { allocator, model } = this;
    const why = allocator.whyNot(length, alignment);
    const start = allocator.reserve(length, alignment);
    this.must((why === 'fits') === (start !== NO_SPACE), `whyNot said ${why}, reserve ${start}`);
    if (start === NO_SPACE) {
      const truth = model.free < length ? 'full' : model.holds(length, alignment) ? 'policy' : 'fragmented';
      this.must(why === truth, `whyNot said ${why}, and it is ${truth}`);
      this.must(truth !== 'policy' || !COMPLETE.has(this.id), 'refused what an extent holds');
      return;
    }
    this.must(start % alignment === 0, `${start} is not a multiple of ${alignment}`);
    const held = allocator.reservedLength(start, length);
    this.must(held >= length, `holds ${held}`);
    const overlap = model.add(start, held);
    this.must(overlap === null, overlap ?? '');
    const keeps = this.keepsHandles === 'some' ? this.random.below(2) === 0 : this.keepsHandles === 'all';
    this.live.push({ start, length, handle: keeps ? allocator.lastHandle : NO_HANDLE });
  }

  grow(more: number): void {
    const block = this.live[this.random.below(this.live.length)]!;
    const { start, length } = block;
    this.last = `grow(${start}, ${length}, ${length + more})`;
    const held = this.allocator.reservedLength(start, length);
    const room = held + this.model.roomBehind(start);
    const grew = this.allocator.grow(start, length, length + more);
    if (GROWS.has(this.id))
      this.must(
        grew === Math.ceil((length + more) / this.granule) * this.granule <= room,
        `answered ${grew}`,
      );
    if (!grew) return;
    this.must(length + more <= room, 'grew into what is reserved');
    block.length += more;
    this.model.remove(start);
    const overlap = this.model.add(start, this.allocator.reservedLength(start, block.length));
    this.must(overlap === null, overlap ?? '');
  }

  release(index: number): void {
    const { start, length, handle } = this.live[index]!;
    this.last = `release(${start}, ${length})`;
    this.live[index] = this.live[this.live.length - 1]!;
    this.live.pop();
    this.allocator.release(start, length, handle);
    this.model.remove(start);
  }

  compare(): void {
    const { allocator, model } = this;
    const problem = allocator.check();
    this.must(problem === null, problem ?? '');
    let longest = 0;
    const expected: number[] = [];
    model.forEachExtent((start, length) => {
      expected.push(start, length);
      longest = Math.max(longest, length);
    });
    let at = 0;
    allocator.forEachFreeExtent((start, length) => {
      const same = expected[at] === start && expected[at + 1] === length;
      this.must(same, `free extent ${start}, ${length} instead of ${expected[at]!}, ${expected[at + 1]!}`);
      at += 2;
    });
    this.must(at === expected.length, `${at / 2} free extents instead of ${expected.length / 2}`);
    this.must(
      allocator.freeUnits === model.free,
      `${allocator.freeUnits} units free instead of ${model.free}`,
    );
    this.must(allocator.largestFree === longest, `largest ${allocator.largestFree} instead of ${longest}`);
    this.must(
      allocator.freeExtentCount === at / 2,
      `counts ${allocator.freeExtentCount} of ${at / 2} extents`,
    );
    const reservable = allocator.largestReservable;
    this.must(reservable === 0 || allocator.whyNot(reservable) === 'fits', `would not grant ${reservable}`);
    this.must(allocator.whyNot(reservable + 1) !== 'fits', `would grant more than ${reservable}`);
    at = 0;
    allocator.forEachBlock?.((start, length) => {
      this.must(model.starts[at] === start && model.lengths[at] === length, `no block ${start}, ${length}`);
      at++;
    });
    this.must(allocator.forEachBlock === undefined || at === model.starts.length, `visited ${at} blocks`);
  }

  /** Everything back in random order, and all is one extent again. */
  releaseAll(): void {
    while (this.live.length > 0) this.release(this.random.below(this.live.length));
    this.compare();
    this.must(
      this.allocator.largestFree === this.capacity,
      `largest ${this.allocator.largestFree} after all`,
    );
  }

  private must(holds: boolean, what: string): void {
    if (!holds) throw new Error(`${this.id}, ${this.operations} operations, ${this.last}: ${what}`);
  }
}

const HANDLES = ['all', 'none', 'some'] as const;
const ALL = POLICIES.map(({ id }) => id);

describe.each(ALL)('%s', (id) => {
  it('keeps to the model on small memories, checked after each of 200 000 commands', () => {
    let operations = 0;
    for (let seed = 1; operations < 200_000; seed++) {
      const random = new SeededRandom(seed);
      const granule = id === 'buddy' || id === 'bitmap' ? [1, 1, 1, 4][seed % 4]! : 1;
      const capacity = random.between(1, seed % 10 === 0 ? 2000 : 90) * granule;
      const options = id === 'size-classes' && seed % 2 === 0 ? { granule, slabLength: 16 } : { granule };
      const pair = new Pair(id, capacity, options, random, HANDLES[seed % HANDLES.length]);
      const longest = random.between(1, Math.max(1, capacity >> random.between(1, 5)));
      for (let step = 0; step < 400; step++) {
        const alignment = random.below(4) === 0 ? 1 << random.below(6) : 1;
        pair.step(random.between(1, longest), alignment);
        pair.compare();
      }
      pair.releaseAll();
      operations += pair.operations;
    }
  });

  it.each([
    ['bytes', 2 ** 40, 32],
    ['pages', 2 ** 28, 18],
    ['bytes at no round number', 2 ** 40 - 12_288, 30],
  ])('keeps to the model on 1 TiB of %s', (_units, capacity, doublings) => {
    const random = new SeededRandom(doublings);
    const pair = new Pair(id, capacity, { granule: capacity > 2 ** 30 ? 4096 : 1 }, random);
    for (let step = 0; step < 6000; step++) {
      const length = 1 + Math.floor(2 ** random.below(doublings) * (1 + random.below(1000) / 1000));
      pair.step(length, random.below(4) === 0 ? 2 ** random.below(20) : 1);
      if (step % 997 === 0) pair.compare();
    }
    pair.compare();
    pair.releaseAll();
  });

  it('keeps to the model while thousands of blocks come and go', () => {
    const random = new SeededRandom(11);
    const pair = new Pair(id, 2 ** 15, {}, random);
    for (let step = 0; step < 24_000; step++) {
      const filling = step % 12_000 < 7000;
      const length = random.between(1, 6);
      if (random.below(100) < (filling ? 70 : 10)) pair.reserve(length, 1 << random.below(2));
      else pair.step(length, 1);
      if (step % 499 === 0) pair.compare();
    }
    pair.releaseAll();
  });

  it('serves nothing from an empty memory', () => {
    const allocator = createPolicy(id, 0);
    expect(allocator.reserve(1)).toBe(NO_SPACE);
    expect(allocator.whyNot(1)).toBe('full');
    expect([allocator.freeUnits, allocator.largestFree, allocator.freeExtentCount]).toEqual([0, 0, 0]);
    expect(allocator.check()).toBeNull();
  });
});

describe('policies', () => {
  it.each([
    ['first-fit', 'first-fit:literal'],
    ['next-fit', 'next-fit:literal'],
    ['best-fit', 'best-fit:literal'],
    ['worst-fit', 'worst-fit:literal'],
    ['first-fit', 'bitmap'],
  ] as const)('%s and %s place alike', (one, other) => {
    const random = new SeededRandom(5);
    const a = createPolicy(one, 20_000);
    const b = createPolicy(other, 20_000);
    const live: { start: number; length: number }[] = [];
    for (let step = 0; step < 20_000; step++) {
      if (random.below(100) < 51) {
        const length = random.between(1, 120);
        const alignment = one !== 'worst-fit' && random.below(3) === 0 ? 16 : 1;
        const start = a.reserve(length, alignment);
        if (b.reserve(length, alignment) !== start) throw new Error(`they part at step ${step}`);
        if (start !== NO_SPACE) live.push({ start, length });
      } else if (live.length > 0) {
        const [block] = live.splice(random.below(live.length), 1);
        a.release(block!.start, block!.length);
        b.release(block!.start, block!.length);
      }
    }
    expect(live.length).toBeGreaterThan(100);
    expect(a.freeExtentCount).toBe(b.freeExtentCount);
  });

  it('counts the probes of a literal search and of an indexed one', () => {
    const probes = (id: PolicyId): number => {
      const allocator = createPolicy(id, 4096);
      for (let start = 0; start < 4096; start += 2) allocator.reserve(2);
      for (let start = 0; start < 2048; start += 4) allocator.release(start, 2);
      allocator.release(4092, 2);
      allocator.release(4094, 2);
      const before = allocator.totalProbes;
      allocator.reserve(4);
      expect(allocator.totalProbes).toBe(before + allocator.lastProbes);
      return allocator.lastProbes;
    };
    // 512 extents of 2 units lie before the one of 4.
    expect(probes('first-fit:literal')).toBe(513);
    expect(probes('first-fit')).toBeLessThan(70);
    expect(probes('best-fit')).toBeLessThan(10);
    expect(probes('tlsf')).toBe(1);
  });

  it('tells the largest extent, and the longest request that bins can see', () => {
    const bins = createPolicy('two-level-bins', 1000);
    expect(bins.largestFree).toBe(1000);
    // 1000 lies in the bin from 960 on, so whoever asks for 961 is sent past it.
    expect(bins.largestReservable).toBe(960);
    expect(bins.whyNot(961)).toBe('policy');
    expect(bins.reserve(961)).toBe(NO_SPACE);
    expect(bins.reserve(960)).toBe(0);
    expect(createPolicy('tlsf', 1000).largestReservable).toBe(992);
  });

  it('lets buddies that are not one pair stay apart', () => {
    const buddy = createPolicy('buddy', 16);
    expect([buddy.reserve(4), buddy.reserve(4), buddy.reserve(3), buddy.reserve(4)]).toEqual([0, 4, 8, 12]);
    expect(buddy.reservedLength(8, 3)).toBe(4);
    buddy.release(4, 4);
    buddy.release(8, 3);
    expect([buddy.largestFree, buddy.largestReservable, buddy.whyNot(8)]).toEqual([8, 4, 'policy']);
    expect(buddy.grow(0, 4, 8)).toBe(true);
    expect(buddy.grow(12, 4, 5)).toBe(false);
  });

  it('keeps slots of one class from another', () => {
    const classes = createPolicy('size-classes', 64, { slabLength: 64 });
    expect(classes.reserve(5)).toBe(0);
    expect(classes.reserve(5)).toBe(5);
    expect([classes.freeUnits, classes.largestFree]).toEqual([54, 54]);
    expect(classes.whyNot(4)).toBe('policy');
    expect(classes.largestReservable).toBe(5);
  });

  it('refuses memories that a policy cannot serve', () => {
    expect(() => createPolicy('bitmap', 2 ** 40)).toThrow(/granules/);
    expect(() => createPolicy('buddy', 10, { granule: 4 })).toThrow(/whole number of granules/);
    expect(() => createPolicy('bitmap', 12, { granule: 3 })).toThrow(/power of two/);
    expect(() => createPolicy('size-classes', 64, { slabLength: 48 })).toThrow(/power of two/);
    expect(() => createPolicy('first-fit', -1)).toThrow(/whole number/);
  });
});
