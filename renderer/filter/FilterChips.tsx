import { X } from 'lucide-react';
import { useTranslation } from '../app/use-translation.ts';
import { setFilter, useFilter } from '../stores/filter-store.ts';
import { termsOf, toggleTerm } from './filter-terms.ts';

/** The terms of the filter, each to be taken away with a press. */
export function FilterChips() {
  const { t } = useTranslation();
  const text = useFilter((state) => state.text);
  const usable = useFilter((state) => state.matches !== null);
  const terms = usable ? termsOf(text) : [];
  if (terms.length === 0) return null;
  return (
    <ul className="filter-chips" aria-label={t('filter.terms')} data-testid="filter-chips">
      {terms.map((term) => (
        <li key={term}>
          <button
            type="button"
            className="small mono"
            title={t('filter.remove')}
            onClick={() => setFilter(toggleTerm(text, term))}
          >
            {term} <X size={11} aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
}
