import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import en from './en.json' with { type: 'json' };
import pt from './pt.json' with { type: 'json' };

type Words = { readonly [key: string]: string | Words };

const PLURAL = /_(one|many|other)$/;

function flatten(words: Words, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') flat.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text);
  }
  return flat;
}

const english = flatten(en);
const portuguese = flatten(pt);
const names = (words: Map<string, string>): string[] =>
  [...new Set([...words.keys()].map((key) => key.replace(PLURAL, '')))].sort();

const renderer = fileURLToPath(new URL('../..', import.meta.url));
const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
  .map((name) => readFileSync(join(renderer, name), 'utf8'))
  .join('\n');

describe('the words of the window', () => {
  it('exist in both languages', () => expect(names(portuguese)).toEqual(names(english)));

  it('name the same values in both languages', () => {
    const values = (text: string): string[] =>
      [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort();
    for (const [key, text] of english) {
      const other = portuguese.get(key);
      if (other !== undefined) expect(values(other), key).toEqual(values(text));
    }
  });

  it('are all there when they are asked for by name', () => {
    const asked = [...sources.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map((match) => match[1] ?? '');
    expect(asked.length).toBeGreaterThan(80);
    for (const key of asked) expect(names(english), key).toContain(key);
  });

  it('are all used', () => {
    const prefixes = [...sources.matchAll(/\bt\(\s*`([\w.]+)\$\{/g)].map((match) => match[1] ?? '');
    for (const key of names(english)) {
      const used = sources.includes(`'${key}'`) || prefixes.some((prefix) => key.startsWith(prefix));
      expect(used, key).toBe(true);
    }
  });
});
