import { type RecordedSession } from './recorded-session.ts';
import { SideKind, type SideTable } from './side-table.ts';

/** Why pages are held back. Numbers are part of the log's format: the list only grows. */
export const ReservedFor = {
  /** They are free again, or a block's. */
  nothing: 0,
  /** The fixed pool of one queue or VPort: its later blocks come from there, and nobody else's. */
  pool: 1,
  /** The placement policy rounds up: nobody can have what lies behind the request. */
  rounding: 2,
  /** The provider took them, or did not give them back, and no block has them. */
  kept: 3,
} as const;
export type ReservedForCode = (typeof ReservedFor)[keyof typeof ReservedFor];

/** What the codes are called outside of the log. What is released is free again, or a block's. */
export const RESERVED_NAMES = ['released', 'pool', 'rounding', 'kept'] as const;
export type ReservedName = (typeof RESERVED_NAMES)[number];
/** A reason that a later version knows is at least one to hold pages back. */
export const reservedNameOf = (why: number): ReservedName => RESERVED_NAMES[why] ?? 'kept';

/**
 * A `reserved` entry is a list of runs of four words: first page, pages, number plus 1 of the event that took them,
 * why (`ReservedFor`; nothing: they are held back no longer). So a run can be taken back without a look at any other
 * event. A page that is held back and has a block is the block's: a pool stays reserved as a whole while blocks come
 * and go in it.
 */
export const RESERVED_RUN_WORDS = 4;

export type VisitReserved = (firstPage: number, pages: number, takenBy: number, why: number) => void;

/** Visits the runs of the `reserved` entry whose payload stands at `at`. */
export function forEachReserved(side: SideTable, at: number, visit: VisitReserved): void {
  const end = at + side.lengthAt(at);
  for (let word = at; word < end; word += RESERVED_RUN_WORDS)
    visit(side.word(word), side.word(word + 1), side.word(word + 2), side.word(word + 3));
}

/** A run of pages that an event held back. */
export interface ReservedRun {
  readonly firstPage: number;
  readonly pages: number;
  /** Number plus 1 of the event that took them. */
  readonly takenBy: number;
  readonly why: number;
}

/** What an event held back, and what it gave back (`why` is nothing), in the order of its record. */
export function reservedRunsOf({ side }: RecordedSession, seq: number): readonly ReservedRun[] {
  const runs: ReservedRun[] = [];
  const at = side.reservedEvents === 0 ? -1 : side.find(seq, SideKind.reserved);
  if (at >= 0)
    forEachReserved(side, at, (firstPage, pages, takenBy, why) =>
      runs.push({ firstPage, pages, takenBy, why }),
    );
  return runs;
}
