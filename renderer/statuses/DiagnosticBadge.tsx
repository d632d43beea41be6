import { useTranslation } from 'react-i18next';
import { diagnosticName, diagnosticSeverity } from '../../electron/contract/core.ts';

/** A diagnostic with the letter of its severity, after Wireshark's expert information. */
export function DiagnosticBadge({ code }: { readonly code: number }) {
  const { t } = useTranslation();
  const name = diagnosticName(code);
  const severity = diagnosticSeverity(code);
  if (name === null || severity === null) return null;
  return (
    <span className={`diagnostic diagnostic-${severity}`} title={t(`diagnostic.${name}`)}>
      <span className="severity-letter" aria-label={t(`severity.${severity}`)}>
        {t(`severity.letter.${severity}`)}
      </span>{' '}
      {name}
    </span>
  );
}
