import { useTranslation } from '../app/use-translation.ts';
import { diagnosticName, diagnosticSeverity } from '../../electron/contract/core.ts';
import { FilterButton } from './StatusBadge.tsx';

interface DiagnosticBadgeProps {
  readonly code: number;
  /** A press lists the events on which it was reported. */
  readonly filters?: boolean;
  readonly focusable?: boolean;
  /** It was found beside the event's first finding: the filter asks for that in another way. */
  readonly beside?: boolean;
}

/** A diagnostic with the letter of its severity, after Wireshark's expert information. */
export function DiagnosticBadge({
  code,
  filters = false,
  focusable = false,
  beside = false,
}: DiagnosticBadgeProps) {
  const { t } = useTranslation();
  const name = diagnosticName(code);
  const severity = diagnosticSeverity(code);
  if (name === null || severity === null) return null;
  const words = (
    <>
      <span className="severity-letter" aria-label={t(`severity.${severity}`)}>
        {t(`severity.letter.${severity}`)}
      </span>{' '}
      {name}
    </>
  );
  const field = beside ? 'remark' : 'diagnostic';
  const explained = {
    className: `diagnostic diagnostic-${severity}`,
    'data-explain': `diagnostic:${code}`,
    'data-field': field,
  };
  return filters ? (
    <FilterButton {...explained} focusable={focusable} term={`${field} == ${name}`}>
      {words}
    </FilterButton>
  ) : (
    <span {...explained}>{words}</span>
  );
}
