import i18next from 'i18next';
import { expect, it } from 'vitest';
import en from './i18n/en.json' with { type: 'json' };
import pt from './i18n/pt.json' with { type: 'json' };
import { Templates } from './word-templates.ts';
import { startWords } from './words.ts';

type Words = { readonly [name: string]: string | Words };

const keysOf = (words: Words, before = ''): readonly (readonly [string, string])[] =>
  Object.entries(words).flatMap(([name, inside]) =>
    typeof inside === 'string' ? [[before + name, inside] as const] : keysOf(inside, `${before}${name}.`),
  );
const PLURAL = /_(one|many|other)$/;

it.each([
  ['en', en],
  ['pt', pt],
] as const)('says in %s what i18next says', async (language, words) => {
  await startWords(language);
  const t = i18next.getFixedT(language);
  const templates = new Templates(language);
  let filled = 0;
  for (const [full, text] of keysOf(words)) {
    const key = full.replace(PLURAL, '');
    const names = [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name = '']) => name);
    const values = Object.fromEntries(
      names.map((name, at) => [name, at % 2 === 0 ? `<${name}> & {{x}}` : at]),
    );
    const counts = PLURAL.test(full) || names.includes('count') ? [0, 1, 2, 5, 1_000_000, 3_500_000] : [null];
    for (const count of counts) {
      const given = count === null ? values : { ...values, count };
      const said = templates.fill(key, given);
      if (said !== null) expect(said).toBe(t(key, given));
      if (said !== null && names.length > 0) filled++;
    }
  }
  expect(filled).toBeGreaterThan(300);
});

it('leaves to i18next what is more than a value in its place', async () => {
  await startWords('en');
  const templates = new Templates('en');
  expect(templates.fill('no.such.words', { a: 1 })).toBeNull();
  expect(templates.fill('statusBar.rate', {})).toBeNull();
  expect(templates.fill('statusBar.rate', { rate: 1, defaultValue: '' })).toBeNull();
});
