import { useTranslation } from 'react-i18next';
import { statusHex, statusName, statusValue } from '../../electron/contract/core.ts';
import { STATUS_SHAPES } from './status-shapes.ts';

/** NDIS_STATUS_X as X with its colour and shape; the tooltip has the value and the meaning. */
export function StatusBadge({ code, full = false }: { readonly code: number; readonly full?: boolean }) {
  const { t } = useTranslation();
  const name = statusName(code);
  if (name === null) return <span className="status status-void">{t('status.void')}</span>;
  const signed = (statusValue(code) ?? 0) | 0;
  const meaning = t(`status.meaning.${name}`, { defaultValue: '' });
  const shown = full ? name : name.replace('NDIS_STATUS_', '');
  return (
    <span className={`status status-${code}`} title={`${name} = ${statusHex(code)} (${signed})\n${meaning}`}>
      <span aria-hidden="true">{STATUS_SHAPES[code] ?? '■'}</span> {shown}
    </span>
  );
}
