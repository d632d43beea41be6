import { describe, expect, it } from 'vitest';
import { englishOf, sentencesOf } from '../../../core/words/sentence.ts';
import { sayIn } from '../say.ts';
import { PORTUGUESE } from './portuguese-templates.ts';

const FILES = import.meta.glob<Record<string, unknown>>('../../../{core,electron}/**/*-sentences.ts', {
  eager: true,
});

const isTable = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' && value !== null;

const TABLES = Object.values(FILES).flatMap((module) =>
  Object.entries(module).flatMap(([name, value]) =>
    name.endsWith('S') && isTable(value) ? [{ name, value }] : [],
  ),
);

/** Nothing but values, signs, and words that are no English: units, members of files, names of programs. */
const WORDLESS = /^(\{\{\w+\}\}|[^A-Za-z{}]|byte|machine|script|Config,End|JSON|YAML|MiB|or|in|bits)*$/;

const valuesIn = (template: string): readonly string[] =>
  [...template.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort();

it('there are tables, and each has its Portuguese', () => {
  expect(TABLES.length).toBeGreaterThan(15);
  for (const { name, value } of TABLES) expect(PORTUGUESE.has(value), name).toBe(true);
  expect(PORTUGUESE.size).toBe(TABLES.length);
});

describe.each(TABLES)('$name', ({ value: english }) => {
  const portuguese = PORTUGUESE.get(english) ?? {};

  it('says in Portuguese what it says in English, with the same values', () => {
    expect(Object.keys(portuguese).sort()).toEqual(Object.keys(english).sort());
    for (const [id, template] of Object.entries(english)) {
      expect(valuesIn(portuguese[id] ?? ''), id).toEqual(valuesIn(template));
      if (WORDLESS.test(template)) continue;
      expect(portuguese[id], id).not.toBe(template);
      // Words of English that no format and no NDIS name has.
      expect(portuguese[id]?.replaceAll(/\{\{\w+\}\}/g, ''), id).not.toMatch(
        /\b(expected|found|the|line|chunk|with|and|which|from|is|are)\b/i,
      );
    }
  });
});

it('words sentences inside of sentences in the language that the window has then', () => {
  const say = sentencesOf({ outer: '{{what}} in {{file}}', inner: 'a {{thing}}' } as const);
  const [[table = {}] = []] = PORTUGUESE;
  const id = Object.keys(table).find((key) => valuesIn(table[key] ?? '').length === 0) ?? '';
  const known = { table, id, values: {} };
  let language: 'en' | 'pt' = 'en';
  const words = sayIn(() => language);
  // What a person wrote is quoted as it is, whatever looks like a value in it.
  const sentence = say('outer', { what: known, file: '{{what}} $& file' });
  expect(words(sentence)).toBe(`${table[id] ?? ''} in {{what}} $& file`);
  expect(words(sentence)).toBe(englishOf(sentence));
  language = 'pt';
  expect(words(sentence)).toBe(`${PORTUGUESE.get(table)?.[id] ?? ''} in {{what}} $& file`);
  expect(words({ en: 'no', pt: 'não' })).toBe('não');
  expect(words('as it is')).toBe('as it is');
});
