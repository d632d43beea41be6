import { useTranslation } from '../app/use-translation.ts';
import {
  type EventDescription,
  formatAddress,
  addressOf,
  pageIndex,
  PAGE_SIZE,
  ReservedFor,
  type ReservedRun,
  reservedRunsOf,
} from '../../electron/contract/core.ts';
import { useFormat } from '../app/format.ts';
import { ownerName } from '../app/map-words.ts';
import { showRun } from '../stores/highlight-store.ts';
import { reasonName } from '../stores/reservations.ts';
import { type SessionModel } from '../stores/session-model.ts';

/** Runs that are told one by one. */
const MOST_TOLD = 4;

interface ReservedProps {
  readonly event: EventDescription;
  readonly model: SessionModel;
}

/** What the call holds back for no block from here on, or gives back of it. */
export function Reserved({ event, model }: ReservedProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const runs = reservedRunsOf(model.recorded, event.seq);
  if (runs.length === 0) return null;
  const policy = t(`newSession.policies.${model.info.policy}`, { defaultValue: model.info.policy });
  const owner = ownerName(event.vportId, event.queueId, t);
  const told = ({ pages, why }: ReservedRun): string => {
    const size = format.bytes(pages * PAGE_SIZE);
    if (why === ReservedFor.nothing) return t('reservation.givenBack', { size });
    const words = { count: pages, pages: format.integer(pages), size, policy, owner };
    return t(`reservation.${reasonName(why)}`, words);
  };
  return (
    <div className="reserved-runs" data-testid="reserved-runs">
      <h3>{t('reservation.title')}</h3>
      {runs.slice(0, MOST_TOLD).map((run) => (
        <p key={run.firstPage}>
          <button
            type="button"
            className="link mono"
            onClick={() => showRun({ firstPage: run.firstPage - model.basePage, pages: run.pages })}
          >
            {formatAddress(addressOf(pageIndex(run.firstPage)))}
          </button>{' '}
          {told(run)}
        </p>
      ))}
      {runs.length > MOST_TOLD && (
        <p className="dim">{t('reservation.more', { more: format.integer(runs.length - MOST_TOLD) })}</p>
      )}
    </div>
  );
}
