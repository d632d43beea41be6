import { type Pick } from '../map/map-model.ts';
import { seek } from './playback.ts';
import { reservationAfter, reservationAt } from './reservations.ts';
import { selectBlock, selectEvent, useView } from './view-store.ts';

/**
 * Selects what was clicked on the map. In a picture of time a click names a moment too: the cursor goes there, so that
 * every panel shows the block as it was then. A page that somebody holds back stands for the call that took it.
 */
export function selectPick(pick: Pick | null): void {
  if (pick?.event !== undefined) seek(pick.event + 1);
  const holding = pick === null || pick.block !== 0 ? null : holdingEvent(pick);
  if (pick !== null && pick.block !== 0) selectBlock(pick.block);
  else if (holding !== null) selectEvent(holding);
  else if (pick?.event !== undefined) selectEvent(pick.event);
  else selectBlock(null);
}

function holdingEvent({ page, event }: Pick): number | null {
  const { model } = useView.getState();
  if (model === null) return null;
  const held = event === undefined ? reservationAt(model, page) : reservationAfter(model, event, page);
  return held?.seq ?? null;
}
