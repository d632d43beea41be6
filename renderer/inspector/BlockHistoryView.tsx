import { useState } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { BlockHistory, describeEvent } from '../../electron/contract/core.ts';
import { useFormat } from '../app/format.ts';
import { EventVerdict } from '../statuses/EventVerdict.tsx';
import { eventSummary } from '../statuses/event-summary.ts';
import { seek } from '../stores/playback.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { selectEvent, useView } from '../stores/view-store.ts';

/** Indications that are listed one by one when a person asks for them. */
const MOST_LISTED = 100;

interface BlockHistoryViewProps {
  readonly model: SessionModel;
  readonly block: number;
}

/** Everything that happened to a block: made, used by receive indications, freed, misused after that. */
export function BlockHistoryView({ model, block }: BlockHistoryViewProps) {
  const { t } = useTranslation();
  useView((state) => state.revision);
  const [history, setHistory] = useState(() => new BlockHistory(model.blockEvents, block));
  if (history.block !== block) setHistory(new BlockHistory(model.blockEvents, block));
  const { events, receives, returns } = history.look();
  const [made = -1, ...later] = events;
  const used = [...receives, ...returns].sort((one, other) => one - other);
  return (
    <div className="history" data-testid="block-history">
      <h3>{t('history.title', { block })}</h3>
      <ol>
        {made >= 0 && <HistoryRow model={model} seq={made} />}
        {used.length > 0 && (
          <li>
            <Used
              key={block}
              model={model}
              used={used}
              received={receives.length}
              returned={returns.length}
            />
          </li>
        )}
        {later.map((seq) => (
          <HistoryRow key={seq} model={model} seq={seq} />
        ))}
      </ol>
    </div>
  );
}

interface UsedProps {
  readonly model: SessionModel;
  /** Indications and returns, ascending. */
  readonly used: readonly number[];
  readonly received: number;
  readonly returned: number;
}

/** The many receive indications as one line, which opens. */
function Used({ model, used, received, returned }: UsedProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('history.used', {
          count: received,
          shown: format.integer(received),
          returned: format.integer(returned),
        })}
      </button>
      {open && (
        <ol>
          {used.slice(0, MOST_LISTED).map((seq) => (
            <HistoryRow key={seq} model={model} seq={seq} />
          ))}
        </ol>
      )}
      {open && used.length > MOST_LISTED && (
        <p className="dim">{t('history.more', { count: used.length - MOST_LISTED })}</p>
      )}
    </>
  );
}

function HistoryRow({ model, seq }: { readonly model: SessionModel; readonly seq: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const selected = useView((state) => state.selectedSeq === seq);
  const event = describeEvent(model.context, seq);
  return (
    <li>
      <button
        type="button"
        className="history-row"
        aria-current={selected}
        data-seq={seq}
        onClick={() => {
          seek(seq + 1);
          selectEvent(seq);
        }}
      >
        <span className="mono dim">{format.integer(seq)}</span>
        <EventVerdict event={event} />
        <span className="summary">{eventSummary(event, t, format)}</span>
      </button>
    </li>
  );
}
