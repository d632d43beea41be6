import { useTranslation } from 'react-i18next';
import { type EventDescription, ruleId } from '../../electron/contract/core.ts';
import { useFormat } from '../app/format.ts';
import { eventSummary } from './event-summary.ts';
import { EventVerdict } from './EventVerdict.tsx';

interface CallRowProps {
  readonly event: EventDescription;
  /** Distance from the top of the list in CSS pixels. */
  readonly top: number;
  readonly selected: boolean;
  readonly onSelect: () => void;
  /** Double click: moves the cursor to the event. */
  readonly onOpen: () => void;
}

export function CallRow({ event, top, selected, onSelect, onOpen }: CallRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div
      className="call-row"
      role="row"
      aria-selected={selected}
      data-seq={event.seq}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onSelect}
      onDoubleClick={onOpen}
    >
      <span role="gridcell" className="mono seq">
        {format.integer(event.seq)}
      </span>
      <span role="gridcell" className="verdict">
        <EventVerdict event={event} />
        {event.rule !== 0 && <span className="rule-id">{ruleId(event.rule)}</span>}
      </span>
      <span role="gridcell" className="mono summary">
        {eventSummary(event, t, format)}
      </span>
    </div>
  );
}
