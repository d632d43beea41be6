import { FIELDS, fieldNamed, type FilterContext } from './fields.ts';

export interface Completion {
  /** What is inserted in place of the text from `from` to the caret. */
  readonly label: string;
  readonly kind: 'field' | 'operator' | 'value';
  /** For fields: what it is. */
  readonly what: string;
}

const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  name: ['==', '!=', 'in {', '~'],
  number: ['==', '!=', '<', '<=', '>', '>=', 'in'],
  bytes: ['>=', '<=', '==', '<', '>', 'in'],
  time: ['>=', '<=', '<', '>', 'in'],
  flag: ['&&', '||'],
  address: ['==', 'in'],
  handle: ['=='],
};

/** What can stand at the caret, the likeliest first; `from` is where the word begins that it replaces. */
export function completeFilter(
  text: string,
  caret: number,
  context: FilterContext,
): { readonly from: number; readonly items: readonly Completion[] } {
  const before = text.slice(0, caret);
  const word = /[\w:.-]*$/.exec(before)?.[0] ?? '';
  const from = caret - word.length;
  const lead = before.slice(0, from).trimEnd();
  const asked = word.toLowerCase();
  const fits = (label: string): boolean => label.toLowerCase().includes(asked);
  const begins = (label: string): number => (label.toLowerCase().startsWith(asked) ? 0 : 1);
  const byLikeness = <Item extends { readonly label: string }>(items: readonly Item[]): readonly Item[] =>
    items.toSorted((one, two) => begins(one.label) - begins(two.label));
  const [, name = '', rest = ''] = /([a-z]\w*)\s*(==|!=|<=|>=|<|>|~|in\s*\{(?:[^{}]*,)?)?$/i.exec(lead) ?? [];
  const field = fieldNamed(name);
  if (field === undefined) {
    const items = FIELDS.filter(({ name: label }) => fits(label)).map((each) => ({
      label: each.name,
      kind: 'field' as const,
      what: each.what,
    }));
    return { from, items: byLikeness(items) };
  }
  if (rest === '') {
    const operators = (OPERATORS[field.kind] ?? []).filter(fits);
    return { from, items: operators.map((label) => ({ label, kind: 'operator', what: '' })) };
  }
  const values = (field.names?.(context) ?? []).map(({ names }) => names[0] ?? '').filter(fits);
  return { from, items: byLikeness(values.map((label) => ({ label, kind: 'value', what: '' }))) };
}

/** A filter with one more condition that has to hold. */
export const addTerm = (text: string, term: string): string => {
  const before = text.trim();
  if (before === '') return term;
  return before.includes('||') || /\bor\b/i.test(before) ? `(${before}) && ${term}` : `${before} && ${term}`;
};
