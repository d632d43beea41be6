import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LONGEST_IN_HEAPS, SizeHeaps } from './size-heaps.ts';

const LONGEST = LONGEST_IN_HEAPS + 1000;

function add(heaps: SizeHeaps, length: number, start: number): void {
  heaps.start[0] = start;
  heaps.add(length);
}

function lowest(heaps: SizeHeaps, length: number): number {
  heaps.lowest(length);
  return heaps.start[0]!;
}

/** Starts by length, sorted: what the heaps stand for, told in the plainest way. */
class NaiveHeaps {
  private readonly starts = new Map<number, number[]>();
  private aside: number[] = [];

  get size(): number {
    let size = 0;
    for (const starts of this.starts.values()) size += starts.length;
    return size;
  }

  lengthFrom(length: number): number {
    const known = [...this.starts.keys()].filter((one) => one >= length && this.of(one).length > 0);
    return known.length === 0 ? -1 : Math.min(...known);
  }

  of(length: number): number[] {
    const found = this.starts.get(length) ?? [];
    this.starts.set(length, found);
    return found;
  }

  add(length: number, start: number): void {
    this.of(length).push(start);
    this.of(length).sort((one, two) => one - two);
  }

  setAside(length: number): void {
    this.aside.push(this.of(length).shift()!);
  }

  bringBack(length: number): void {
    for (const start of this.aside) this.add(length, start);
    this.aside = [];
  }

  clear(): void {
    this.starts.clear();
  }

  entries(): [number, number][] {
    return [...this.starts]
      .flatMap(([length, starts]) => starts.map((start): [number, number] => [length, start]))
      .sort(inOrder);
  }
}

const inOrder = (one: readonly [number, number], two: readonly [number, number]): number =>
  one[0] - two[0] || one[1] - two[1];

/** Few lengths, so that heaps grow, and those where a word or a group of words of the map begins and ends. */
const lengths = fc.oneof(
  fc.integer({ min: 1, max: 4 }),
  fc.constantFrom(31, 32, 33, 1023, 1024, 1025, LONGEST_IN_HEAPS - 1, LONGEST_IN_HEAPS),
  fc.integer({ min: 1, max: LONGEST_IN_HEAPS }),
);
const commands = fc.array(
  fc.record({
    what: fc.constantFrom('add', 'add', 'add', 'remove', 'aside', 'clear'),
    length: lengths,
    start: fc.integer({ min: 0, max: 2 ** 40 }),
    count: fc.integer({ min: 1, max: 5 }),
    clears: fc.integer({ min: 0, max: 20 }),
  }),
  { maxLength: 200 },
);

function expectSame(heaps: SizeHeaps, naive: NaiveHeaps, length: number): void {
  const found: [number, number][] = [];
  expect(heaps.check((one, start) => found.push([one, start]))).toBeNull();
  expect(found.sort(inOrder)).toEqual(naive.entries());
  expect(heaps.size).toBe(naive.size);
  for (const from of [0, 1, length, length + 1, LONGEST_IN_HEAPS, LONGEST])
    expect(heaps.lengthFrom(from)).toBe(naive.lengthFrom(from));
}

it('finds the shortest length and its lowest start as a sorted list does, whatever comes and goes', () => {
  fc.assert(
    fc.property(commands, (given) => {
      const heaps = new SizeHeaps(LONGEST);
      const naive = new NaiveHeaps();
      for (const { what, length, start, count, clears } of given) {
        if (what === 'add') {
          add(heaps, length, start);
          naive.add(length, start);
        } else if (what === 'clear') {
          // Seldom, or nothing would ever grow.
          if (clears > 0) continue;
          heaps.clear();
          naive.clear();
        } else {
          const shortest = heaps.lengthFrom(length);
          expect(shortest).toBe(naive.lengthFrom(length));
          if (shortest < 0) continue;
          expect(lowest(heaps, shortest)).toBe(naive.of(shortest)[0]);
          if (what === 'remove') {
            heaps.remove(shortest);
            naive.of(shortest).shift();
          } else hideAndBringBack(heaps, naive, shortest, count);
        }
      }
      expectSame(heaps, naive, given[0]?.length ?? 1);
    }),
    { numRuns: 300 },
  );
});

/** As a search with an alignment does: the lowest ones do not lie well, so they are hidden until it is over. */
function hideAndBringBack(heaps: SizeHeaps, naive: NaiveHeaps, length: number, most: number): void {
  for (let hidden = 0; hidden < most && naive.of(length).length > 0; hidden++) {
    expect(lowest(heaps, length)).toBe(naive.of(length)[0]);
    heaps.setAside(length);
    naive.setAside(length);
    const rest = naive.of(length);
    expect(heaps.lengthFrom(length) === length).toBe(rest.length > 0);
  }
  heaps.bringBack(length);
  naive.bringBack(length);
}

it('takes the entries of one length in rising order, many of them', () => {
  const start = fc.integer({ min: 0, max: 2 ** 45 });
  fc.assert(
    fc.property(fc.array(start, { minLength: 1, maxLength: 2000 }), (starts) => {
      const heaps = new SizeHeaps(LONGEST);
      for (const one of starts) add(heaps, 7, one);
      const taken: number[] = [];
      while (heaps.lengthFrom(0) === 7) {
        taken.push(lowest(heaps, 7));
        heaps.remove(7);
      }
      expect(taken).toEqual([...starts].sort((one, two) => one - two));
      expect(heaps.size).toBe(0);
    }),
    { numRuns: 50 },
  );
});
