import { describe, expect, it } from 'vitest';
import { termsOf, toggleTerm } from './filter-terms.ts';

describe('the terms of a filter', () => {
  it.each([
    ['', []],
    ['status == RESOURCES', ['status == RESOURCES']],
    ['a == 1 && b in {1, 2} && (c == 1 && d == 2)', ['a == 1', 'b in {1, 2}', '(c == 1 && d == 2)']],
    ['a == 1 || b == 2 && c == 3', ['a == 1 || b == 2 && c == 3']],
    ['(a == 1 || b == 2) && c ~ "x && y"', ['(a == 1 || b == 2)', 'c ~ "x && y"']],
  ])('%s', (text, terms) => expect(termsOf(text)).toEqual(terms));

  it('are added, and taken away by the same press', () => {
    const once = toggleTerm('node == 1', 'status == FAILURE');
    expect(once).toBe('node == 1 && status == FAILURE');
    expect(toggleTerm(once, 'status == FAILURE')).toBe('node == 1');
    expect(toggleTerm('a == 1 || b == 2', 'c == 3')).toBe('(a == 1 || b == 2) && c == 3');
    expect(toggleTerm('', 'c == 3')).toBe('c == 3');
  });
});
