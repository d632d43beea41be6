import {
  forEachReserved,
  ReservedFor,
  type ReservedRun,
  reservedRunsOf,
} from '../../electron/contract/core.ts';
import { type SessionModel } from './session-model.ts';

/** A run of pages that an event held back. Pages count from the memory's first. */
export interface Reservation extends ReservedRun {
  /** The event that held it back. */
  readonly seq: number;
}

/** By which event a page without an owner is held back at the cursor; null where it is not. */
export function reservationAt(model: SessionModel, page: number): Reservation | null {
  const holder = model.owners[page] === 0 ? (model.reserved?.[page] ?? 0) : 0;
  return holder === 0 ? null : reservationOf(model, holder - 1, page);
}

/** The same after any event, for a page that has no owner then. Looks through what was held back, latest first. */
export function reservationAfter(model: SessionModel, seq: number, page: number): Reservation | null {
  const { side } = model.recorded;
  for (let entry = side.reservedBefore(seq + 1) - 1; entry >= 0; entry--) {
    let holder = -1;
    forEachReserved(side, side.reservedAt(entry), (firstPage, pages, takenBy, why) => {
      const inside = page + model.basePage - firstPage;
      if (inside >= 0 && inside < pages) holder = why === ReservedFor.nothing ? 0 : takenBy;
    });
    if (holder === 0) return null;
    if (holder > 0) return reservationOf(model, holder - 1, page);
  }
  return null;
}

/** Names words for why pages are held back. */
export const reasonName = (why: number): 'pool' | 'rounding' | 'kept' =>
  why === ReservedFor.pool ? 'pool' : why === ReservedFor.rounding ? 'rounding' : 'kept';

/** What of the reservation has no owner at the cursor. */
export function freeIn(model: SessionModel, { firstPage, pages }: Reservation): number {
  let free = 0;
  for (let page = firstPage; page < firstPage + pages; page++) if (model.owners[page] === 0) free++;
  return free;
}

function reservationOf(model: SessionModel, seq: number, page: number): Reservation | null {
  const run = reservedRunsOf(model.recorded, seq).find(
    ({ firstPage, pages, why }) =>
      why !== ReservedFor.nothing &&
      page + model.basePage >= firstPage &&
      page + model.basePage < firstPage + pages,
  );
  return run === undefined ? null : { ...run, firstPage: run.firstPage - model.basePage, seq };
}
