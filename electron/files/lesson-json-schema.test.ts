import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { BUNDLED_LESSONS } from '../../core/lessons/bundled/bundled-lessons.ts';
import { lessonJsonSchema } from './lesson-json-schema.ts';

const schema = lessonJsonSchema();
const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

const matterOf = (source: string): unknown => parse(source.split(/^---$/m)[1] ?? '');

describe('the JSON schema of the front matter', () => {
  it.each(BUNDLED_LESSONS.map(({ name, source }) => ({ name, matter: matterOf(source) })))(
    'takes $name',
    ({ matter }) => {
      validate(matter);
      expect(validate.errors ?? []).toEqual([]);
    },
  );

  it.each([
    ['a misspelt key', 'minutes:', 'minuets:'],
    ['a size that is none', 'lengthBytes: 64 KiB', 'lengthBytes: 64 kilo'],
    ['an unknown command', 'kind: openQueue', 'kind: openQueues'],
    ['an unknown status', 'status: SUCCESS, provider', 'status: GOOD, provider'],
    ['an unknown rule', 'rule: A17', 'rule: A99'],
    ['an unknown member', 'field: Length', 'field: Lenght'],
    ['a state that no queue has', 'state: Running', 'state: Walking'],
    ['a question of no kind', 'kind: status, call', 'kind: guess, call'],
  ])('refuses %s', (_name, from, to) => {
    const { source } = BUNDLED_LESSONS[0];
    expect(source).toContain(from);
    expect(validate(matterOf(source.replace(from, to)))).toBe(false);
  });
});

/** Every key that the schema knows at any depth. */
function keysOf(node: unknown, keys = new Set<string>()): ReadonlySet<string> {
  if (typeof node !== 'object' || node === null) return keys;
  for (const [name, value] of Object.entries<unknown>({ ...node })) {
    if (name === 'properties' && typeof value === 'object' && value !== null)
      for (const key of Object.keys(value)) keys.add(key);
    keysOf(value, keys);
  }
  return keys;
}

/** Every `kind` that something can have. */
function kindsOf(node: unknown, kinds = new Set<string>()): ReadonlySet<string> {
  if (typeof node !== 'object' || node === null) return kinds;
  for (const [name, value] of Object.entries<unknown>({ ...node })) {
    if (name === 'kind' && typeof value === 'object') {
      const { const: one, enum: several = [] } = value as { const?: string; enum?: readonly string[] };
      for (const kind of one === undefined ? several : [one]) kinds.add(kind);
    }
    kindsOf(value, kinds);
  }
  return kinds;
}

describe('the description of the format', () => {
  const readme = readFileSync(new URL('../../core/lessons/README.md', import.meta.url), 'utf8');
  const code = new Set(
    [...readme.matchAll(/`([^`\n]+)`|```/g)].flatMap((match) => match[1]?.split(/[^\w-]+/) ?? []),
  );

  it('explains every key and every kind that a lesson can have', () => {
    const keys = keysOf(schema);
    const kinds = kindsOf(schema);
    expect(keys.size).toBeGreaterThan(60);
    expect(kinds.size).toBeGreaterThan(40);
    expect([...keys, ...kinds].filter((name) => !code.has(name))).toEqual([]);
  });
});
