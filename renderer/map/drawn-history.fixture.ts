import fc from 'fast-check';
import { type BlockHistory } from './block-history.ts';
import { type MapModel } from './map-model.ts';

interface Life {
  readonly made: number;
  /** -1 while it lives on. */
  ended: number;
  readonly runs: readonly (readonly [firstPage: number, pages: number])[];
}

/** A small machine whose blocks come and go, kept as plainly as can be: the pages of every moment follow from it. */
export interface DrawnHistory extends MapModel {
  readonly history: BlockHistory;
  /** Lets only so many of its events have happened. */
  setEvents(events: number): void;
}

function historyOf(pageCount: number, events: number, lives: readonly Life[]): DrawnHistory {
  const flat = lives.flatMap(({ runs }) => runs.flat());
  const starts: number[] = [];
  lives.reduce((at, { runs }) => (starts.push(at), at + runs.length), 0);
  const state = { events };
  const history: BlockHistory = {
    get events() {
      return state.events;
    },
    get cursor() {
      return state.events;
    },
    blocks: lives.length,
    madeAt: (block) => {
      const made = lives[block - 1]?.made ?? -1;
      return made < state.events ? made : -1;
    },
    endedAt: (block) => {
      const ended = lives[block - 1]?.ended ?? -1;
      return ended < state.events ? ended : -1;
    },
    runs: Uint32Array.from(flat),
    runAt: (block) => starts[block - 1] ?? 0,
    runCount: (block) => lives[block - 1]?.runs.length ?? 0,
    changeAt: (event) => {
      const made = lives.findIndex((life) => life.made === event);
      if (made >= 0) return made + 1;
      return -(lives.findIndex((life) => life.ended === event) + 1);
    },
    styleOfAge: null,
  };
  const owners = new Uint32Array(pageCount);
  lives.forEach(({ ended, runs }, index) => {
    if (ended < 0) for (const [first, pages] of runs) owners.fill(index + 1, first, first + pages);
  });
  return {
    basePage: 0x10_0000,
    pageCount,
    nodeStarts: [0, Math.ceil(pageCount / 2), pageCount],
    owners,
    styleOf: (block) => (block % 7) + 1,
    paddingOf: () => 0,
    lastPageOf: () => -1,
    sparePagesOf: () => [],
    providers: [1, 2],
    providerOf: (block) => (block % 2) + 1,
    history,
    styleVersion: 0,
    drainChanges: () => true,
    setEvents: (now) => void (state.events = now),
  };
}

/** Sessions of 12 to 60 events over up to 64 pages: blocks of one or two runs on free pages, some of them freed. */
export const anyHistory: fc.Arbitrary<DrawnHistory> = fc
  .tuple(
    fc.integer({ min: 8, max: 64 }),
    fc.array(fc.tuple(fc.nat(63), fc.integer({ min: 1, max: 9 }), fc.nat(2)), {
      minLength: 12,
      maxLength: 60,
    }),
  )
  .map(([pageCount, wishes]) => {
    const taken = new Uint8Array(pageCount);
    const lives: Life[] = [];
    wishes.forEach(([at, pages, kind], event) => {
      const living = lives.filter(({ ended }) => ended < 0);
      const oldest = living[at % Math.max(1, living.length)];
      if (kind === 0 && oldest !== undefined) {
        oldest.ended = event;
        for (const [first, count] of oldest.runs) taken.fill(0, first, first + count);
        return;
      }
      const runs = [at % pageCount, (at * 7 + 3) % pageCount].slice(0, kind).flatMap((first) => {
        let count = 0;
        while (count < pages && first + count < pageCount && taken[first + count] === 0) count++;
        taken.fill(1, first, first + count);
        return count === 0 ? [] : [[first, count] as const];
      });
      if (runs.length > 0) lives.push({ made: event, ended: -1, runs });
    });
    return historyOf(pageCount, wishes.length, lives);
  });
