import { type ReactNode } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { statusName } from '../../electron/contract/core.ts';
import { toggleTerm } from '../filter/filter-terms.ts';
import { setFilter, useFilter } from '../stores/filter-store.ts';
import { STATUS_SHAPES } from './status-shapes.ts';

interface StatusBadgeProps {
  readonly code: number;
  /** With NDIS_STATUS_ before it. */
  readonly full?: boolean;
  /** A press lists the calls that returned it. */
  readonly filters?: boolean;
  /** The keyboard reaches it by itself; not in a table, where the rows do. */
  readonly focusable?: boolean;
}

/** NDIS_STATUS_X as X with its colour and shape; what it means, its value and its source are shown over it. */
export function StatusBadge({ code, full = false, filters = false, focusable = false }: StatusBadgeProps) {
  const { t } = useTranslation();
  const name = statusName(code);
  if (name === null) return <span className="status status-void">{t('status.void')}</span>;
  const short = name.replace('NDIS_STATUS_', '');
  const words = (
    <>
      <span aria-hidden="true">{STATUS_SHAPES[code] ?? '■'}</span> {full ? name : short}
    </>
  );
  const explained = { className: `status status-${code}`, 'data-explain': `status:${code}` };
  return filters ? (
    <FilterButton {...explained} focusable={focusable} term={`status == ${short}`}>
      {words}
    </FilterButton>
  ) : (
    <span {...explained}>{words}</span>
  );
}

interface FilterButtonProps {
  readonly className: string;
  readonly 'data-explain': string;
  readonly term: string;
  readonly focusable: boolean;
  readonly children: ReactNode;
}

/** Something that can be filtered on, as it looks anywhere else. */
export function FilterButton({ term, focusable, children, ...explained }: FilterButtonProps) {
  return (
    <button
      type="button"
      tabIndex={focusable ? 0 : -1}
      {...explained}
      onClick={() => setFilter(toggleTerm(useFilter.getState().text, term))}
    >
      {children}
    </button>
  );
}
