import fc from 'fast-check';
import { type BlockHistory } from './block-history.ts';
import { RESERVED_STYLE } from './cell-code.ts';
import { type MapModel } from './map-model.ts';

interface Life {
  readonly made: number;
  /** -1 while it lives on. */
  ended: number;
  readonly runs: readonly (readonly [firstPage: number, pages: number])[];
}

/** Pages that are held back from an event on (1), or no longer (-1). */
interface Reservation {
  readonly event: number;
  readonly firstPage: number;
  readonly pages: number;
  readonly sign: 1 | -1;
}

/** A small machine whose blocks come and go, kept as plainly as can be: the pages of every moment follow from it. */
export interface DrawnHistory extends MapModel {
  readonly history: BlockHistory;
  /** Lets only so many of its events have happened. */
  setEvents(events: number): void;
  /** Whether a page is held back after an event. */
  heldAfter(event: number, page: number): boolean;
}

function historyOf(
  pageCount: number,
  events: number,
  lives: readonly Life[],
  reservations: readonly Reservation[],
): DrawnHistory {
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
    reservedEventAt: (index) => {
      const event = reservations[index]?.event ?? Infinity;
      return event < state.events ? event : Infinity;
    },
    forEachReserved: (index, visit) => {
      const { firstPage = 0, pages = 0, sign = 1 } = reservations[index] ?? {};
      visit(firstPage, pages, sign);
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
    reserved: null,
    reservedStyleOf: () => RESERVED_STYLE,
    providerOfHolder: () => 1,
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
    heldAfter: (event, page) =>
      reservations.reduce(
        (held, { event: at, firstPage, pages, sign }) =>
          at <= event && page >= firstPage && page < firstPage + pages ? sign === 1 : held,
        false,
      ),
  };
}

/**
 * Sessions of 12 to 60 events over up to 64 pages: blocks of one or two runs on free pages, some of them
 * freed, and runs that are held back, with blocks in them or without.
 */
export const anyHistory: fc.Arbitrary<DrawnHistory> = fc
  .tuple(
    fc.integer({ min: 8, max: 64 }),
    fc.array(fc.tuple(fc.nat(63), fc.integer({ min: 1, max: 9 }), fc.nat(2), fc.nat(5)), {
      minLength: 12,
      maxLength: 60,
    }),
  )
  .map(([pageCount, wishes]) => {
    const taken = new Uint8Array(pageCount);
    const lives: Life[] = [];
    const held: Reservation[] = [];
    const reservations: Reservation[] = [];
    wishes.forEach(([at, pages, kind, hold], event) => {
      if (hold === 0) toggle(pageCount, held, reservations, event, at);
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
    return historyOf(pageCount, wishes.length, lives, reservations);
  });

/** Holds back a run that is not held back, or lets go of the oldest one that is. */
function toggle(
  pageCount: number,
  held: Reservation[],
  reservations: Reservation[],
  event: number,
  at: number,
): void {
  const oldest = held[0];
  if (oldest !== undefined && at % 3 === 0) {
    held.shift();
    reservations.push({ ...oldest, event, sign: -1 });
    return;
  }
  const firstPage = at % pageCount;
  const pages = Math.min(1 + (at % 20), pageCount - firstPage);
  const overlaps = held.some(
    (other) => firstPage < other.firstPage + other.pages && other.firstPage < firstPage + pages,
  );
  if (overlaps) return;
  const reservation: Reservation = { event, firstPage, pages, sign: 1 };
  held.push(reservation);
  reservations.push(reservation);
}
