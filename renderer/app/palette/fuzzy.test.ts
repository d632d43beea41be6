import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain, score } from './fuzzy.ts';

const best = (typed: string, ...texts: readonly string[]): string | undefined =>
  texts
    .map((text) => ({ text, value: score(plain(typed), plain(text)) }))
    .filter(({ value }) => value !== null)
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0))[0]?.text;

describe('what was typed', () => {
  it('finds a command by the first letters of its words', () => {
    expect(best('nns', 'Nearest unseen', 'Next call not successful', 'Save session')).toBe(
      'Next call not successful',
    );
  });

  it('prefers whole words to scattered letters', () => {
    expect(best('save', 'Show all views again, every one', 'Save session')).toBe('Save session');
  });

  it('is read without accents and in any order of words', () => {
    expect(best('sessao salvar', 'Salvar sessão', 'Nova sessão')).toBe('Salvar sessão');
  });

  it('is not answered by texts that lack a letter', () => {
    expect(score('zq', 'save session')).toBeNull();
  });

  it('is always answered by a text that holds its letters in order', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 30 }),
        fc.infiniteStream(fc.boolean()),
        (text, keep) => {
          const prepared = plain(text).replaceAll(' ', '');
          const picked = prepared.replace(/[^]/g, (letter) => (keep.next().value === true ? letter : ''));
          expect(score(picked, prepared)).not.toBeNull();
        },
      ),
    );
  });
});
