import { type Pick } from '../map/map-model.ts';
import { seek } from './playback.ts';
import { selectBlock, selectEvent } from './view-store.ts';

/**
 * Selects what was clicked on the map. In a picture of time a click names a moment too: the cursor goes there, so that
 * every panel shows the block as it was then.
 */
export function selectPick(pick: Pick | null): void {
  if (pick?.event !== undefined) seek(pick.event + 1);
  if (pick !== null && pick.block !== 0) selectBlock(pick.block);
  else if (pick?.event !== undefined) selectEvent(pick.event);
  else selectBlock(null);
}
