import { type TFunction } from 'i18next';
import { X } from 'lucide-react';
import { type CSSProperties, type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { completeFilter, type Completion, type FilterError } from '../../electron/contract/core.ts';
import { useFormat } from '../app/format.ts';
import { filterContext, setFilter, useFilter } from '../stores/filter-store.ts';
import { useView } from '../stores/view-store.ts';
import './filter.css';

const MOST_OFFERED = 8;

interface Offer {
  readonly from: number;
  readonly items: readonly Completion[];
  readonly place: CSSProperties;
}
const NOTHING: Offer = { from: 0, items: [], place: {} };

/** The filter over events: completed while it is typed, applied as soon as it can be understood. */
export function FilterBar() {
  const { t } = useTranslation();
  const format = useFormat();
  const { text, error, found, matches } = useFilter();
  const [offer, setOffer] = useState<Offer>(NOTHING);
  const [chosen, setChosen] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  /** Where the caret goes once the new text is in the field. */
  const caretAfter = useRef<number | null>(null);
  const listId = useId();
  const errorId = useId();

  useLayoutEffect(() => {
    if (caretAfter.current === null) return;
    input.current?.setSelectionRange(caretAfter.current, caretAfter.current);
    caretAfter.current = null;
  }, [text]);

  const complete = (typed: string, caret: number): void => {
    const { model } = useView.getState();
    if (model === null) return;
    const found = completeFilter(typed, caret, filterContext(model));
    setOffer({
      from: found.from,
      items: found.items.slice(0, MOST_OFFERED),
      place: placeAbove(input.current),
    });
    setChosen(0);
  };
  const accept = (item: Completion): void => {
    const caret = input.current?.selectionStart ?? text.length;
    const opens = item.label.endsWith('{');
    const next = `${text.slice(0, offer.from)}${item.label}${opens ? '' : ' '}${text.slice(caret)}`;
    setFilter(next);
    const at = offer.from + item.label.length + (opens ? 0 : 1);
    caretAfter.current = at;
    complete(next, at);
  };
  const onKey = (event: KeyboardEvent): void => {
    const { length } = offer.items;
    const item = offer.items[chosen];
    if (event.key === 'Escape') {
      if (length > 0) setOffer(NOTHING);
      else setFilter('');
    } else if (length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      setChosen((chosen + (event.key === 'ArrowDown' ? 1 : length - 1)) % length);
    } else if (item !== undefined && (event.key === 'Tab' || event.key === 'Enter') && !event.shiftKey) {
      // Enter in an empty field asks for no filter, not for the first of all fields.
      if (event.key === 'Enter' && error === null && (text.trim() !== '' || chosen === 0)) {
        setOffer(NOTHING);
        return;
      }
      accept(item);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="filter-bar" data-testid="filter-bar">
      <div className="filter-field">
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-expanded={offer.items.length > 0}
          aria-controls={listId}
          aria-activedescendant={offer.items.length > 0 ? `${listId}-${chosen}` : undefined}
          aria-autocomplete="list"
          aria-label={t('filter.label')}
          aria-invalid={error !== null}
          aria-describedby={error === null ? undefined : errorId}
          placeholder={t('filter.placeholder')}
          spellCheck={false}
          maxLength={2000}
          value={text}
          data-testid="filter"
          onChange={(event) => {
            setFilter(event.target.value);
            complete(event.target.value, event.target.selectionStart ?? event.target.value.length);
          }}
          onFocus={(event) => complete(text, event.target.selectionStart ?? text.length)}
          onBlur={() => setOffer(NOTHING)}
          onKeyDown={onKey}
        />
        {matches !== null && (
          <span
            className="filter-count dim"
            title={t('filter.found', { count: found, shown: format.integer(found) })}
            data-testid="filter-count"
            data-value={found}
          >
            {format.integer(found)}
          </span>
        )}
        {text !== '' && (
          <button type="button" className="icon" aria-label={t('filter.clear')} onClick={() => setFilter('')}>
            <X size={13} />
          </button>
        )}
        {offer.items.length > 0 && <Offers id={listId} offer={offer} chosen={chosen} onAccept={accept} />}
      </div>
      {error !== null && (
        <p className="form-problem" id={errorId} data-testid="filter-error">
          {problemText(t, error)}
        </p>
      )}
    </div>
  );
}

interface OffersProps {
  readonly id: string;
  readonly offer: Offer;
  readonly chosen: number;
  readonly onAccept: (item: Completion) => void;
}

function Offers({ id, offer, chosen, onAccept }: OffersProps) {
  const { t } = useTranslation();
  return (
    <ul className="filter-offers" role="listbox" id={id} aria-label={t('filter.offers')} style={offer.place}>
      {offer.items.map((item, index) => (
        <li
          key={item.label}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === chosen}
          onPointerDown={(event) => {
            event.preventDefault();
            onAccept(item);
          }}
        >
          <span className="mono">{item.label}</span>
          {item.kind === 'field' && <span className="dim">{t(`filter.field.${item.label}`)}</span>}
        </li>
      ))}
    </ul>
  );
}

/** Where the filter is wrong and what was expected there, in the window's language. */
function problemText(t: TFunction, { column, problem }: FilterError): string {
  const { found } = problem;
  const expected = t(`filter.expected.${problem.expected}`, { ...problem.values });
  if (found === undefined) return t('filter.error', { column, expected });
  return found === null
    ? t('filter.errorAtEnd', { column, expected })
    : t('filter.errorFound', { column, expected, found });
}

/** Above the field and as wide; fixed, because the panel around it cuts off what is taller than itself. */
function placeAbove(field: HTMLInputElement | null): CSSProperties {
  if (field === null) return {};
  const { left, top, width } = field.getBoundingClientRect();
  return { left, bottom: window.innerHeight - top + 4, inlineSize: width };
}
