import { useTranslation } from 'react-i18next';
import { type EventDescription, ruleId } from '../../electron/contract/core.ts';
import { useFormat } from '../app/format.ts';
import { DiagnosticBadge } from './DiagnosticBadge.tsx';
import { eventSummary } from './event-summary.ts';
import { StatusBadge } from './StatusBadge.tsx';

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
        <Verdict event={event} />
        {event.rule !== 0 && <span className="rule-id">{ruleId(event.rule)}</span>}
      </span>
      <span role="gridcell" className="mono summary">
        {eventSummary(event, t, format)}
      </span>
    </div>
  );
}

/** What came back; where nothing does, what there is to say instead. */
function Verdict({ event }: { readonly event: EventDescription }) {
  const { t } = useTranslation();
  if (event.status === 0 && event.diagnostic !== 0) return <DiagnosticBadge code={event.diagnostic} />;
  const recorded = event.op === 'recordedAllocate' || event.op === 'recordedFree';
  if (recorded) return <span className="status status-void">{t('status.recorded')}</span>;
  return <StatusBadge code={event.status} />;
}
