import { useTranslation } from '../app/use-translation.ts';
import { type EventDescription, ruleId } from '../../electron/contract/core.ts';
import { useFormat } from '../app/format.ts';
import { eventSummary } from './event-summary.ts';
import { EventVerdict } from './EventVerdict.tsx';

interface CallRowProps {
  readonly event: EventDescription;
  /** Its place in the list, from 0. */
  readonly row: number;
  /** Distance from the top of the window in CSS pixels. */
  readonly top: number;
  readonly selected: boolean;
  readonly onSelect: () => void;
  /** Double click: moves the cursor to the event. */
  readonly onOpen: () => void;
}

export function CallRow({ event, row, top, selected, onSelect, onOpen }: CallRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const summary = eventSummary(event, t, format);
  const owner =
    event.vportId !== 0
      ? t('calls.vport', { id: event.vportId })
      : event.block > 0 || event.queueId > 0 || event.op === 'allocate'
        ? t('calls.queue', { id: event.queueId })
        : '';
  return (
    <div
      className="call-row"
      role="row"
      aria-rowindex={row + 1}
      aria-selected={selected}
      data-seq={event.seq}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onSelect}
      onDoubleClick={onOpen}
    >
      <span role="gridcell" className="mono event">
        {format.integer(event.seq)}
      </span>
      <span role="gridcell" className="mono time">
        {t('inspector.time', { time: format.integer(event.timeNs / 1000) })}
      </span>
      <span role="gridcell" className="mono op" title={event.op}>
        {event.op}
      </span>
      <span role="gridcell" className="status-cell">
        <EventVerdict event={event} />
      </span>
      <span role="gridcell" className="rule">
        {event.rule !== 0 && (
          <span className="rule-id" data-explain={`rule:${event.rule}`}>
            {ruleId(event.rule)}
          </span>
        )}
      </span>
      <span role="gridcell" className="mono owner">
        {owner}
      </span>
      <span role="gridcell" className="mono length">
        {event.lengthBytes > 0 && format.bytes(event.lengthBytes)}
      </span>
      <span role="gridcell" className="mono what" title={summary}>
        {summary}
      </span>
    </div>
  );
}
