import { useTranslation } from '../app/use-translation.ts';
import { type EventDescription } from '../../electron/contract/core.ts';
import { DiagnosticBadge } from './DiagnosticBadge.tsx';
import { StatusBadge } from './StatusBadge.tsx';

/** What came back; where nothing does, what there is to say instead. */
export function EventVerdict({ event }: { readonly event: EventDescription }) {
  const { t } = useTranslation();
  if (event.status === 0 && event.diagnostic !== 0) return <DiagnosticBadge code={event.diagnostic} />;
  const recorded = event.op === 'recordedAllocate' || event.op === 'recordedFree';
  if (recorded) return <span className="status status-void">{t('status.recorded')}</span>;
  return <StatusBadge code={event.status} />;
}
