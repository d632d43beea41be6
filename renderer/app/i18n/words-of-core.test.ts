import { describe, expect, it } from 'vitest';
import { POLICY_IDS } from '../../../core/allocators/policy-ids.ts';
import { diagnosticName } from '../../../core/ndis/diagnostics.ts';
import { RULES } from '../../../core/ndis/rules.ts';
import { STATUS_CODE_COUNT, statusName } from '../../../core/ndis/status.ts';
import { PROVIDER_CHOICES } from '../../../core/providers/provider-choices.ts';
import { FIELDS } from '../../../core/query/fields.ts';
import { FILTER_EXPECTATIONS } from '../../../core/query/filter-sentences.ts';
import { EXPECTATIONS_PORTUGUESE } from '../../../electron/contract/portuguese/filter.ts';
import en from './en.json' with { type: 'json' };
import pt from './pt.json' with { type: 'json' };

const named = (names: readonly (string | null)[]): readonly string[] => names.filter((name) => name !== null);
const codes = (count: number): readonly number[] => Array.from({ length: count }, (_, code) => code);

// What the window words by a name that core gives: a new one without words would show its key.
describe.each([
  ['what a filter lacks', Object.keys(FILTER_EXPECTATIONS), [en.filter.expected, pt.filter.expected]],
  ['fields of filters', FIELDS.map(({ name }) => name), [en.filter.field, pt.filter.field]],
  ['diagnostics', named(codes(256).map(diagnosticName)), [en.diagnostic, pt.diagnostic]],
  ['rules', RULES.map(({ id }) => id), [en.rule, pt.rule]],
  ['statuses', named(codes(STATUS_CODE_COUNT).map(statusName)), [en.status.meaning, pt.status.meaning]],
  // The library takes a colon for a name space.
  [
    'placement policies',
    POLICY_IDS.map((id) => id.replace(':', '_')),
    [en.newSession.policies, pt.newSession.policies],
  ],
  ['providers', PROVIDER_CHOICES.map(({ id }) => id), [en.providers.choice, pt.providers.choice]],
] as const)('%s', (_what, names, languages) => {
  it('have words in both languages, and there are no words for others', () => {
    expect(names.length).toBeGreaterThan(0);
    for (const words of languages) {
      expect(Object.keys(words).sort()).toEqual([...names].sort());
      for (const text of Object.values(words)) expect(text).not.toBe('');
    }
  });
});

it('the window names the same values in a filter’s mistake as core does', () => {
  const valuesIn = (text: string): readonly string[] =>
    [...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1] ?? '').sort();
  for (const words of [en.filter.expected, pt.filter.expected]) {
    for (const [code, text] of Object.entries<string>(words)) {
      const known = Object.entries<string>(FILTER_EXPECTATIONS).find(([name]) => name === code);
      expect(valuesIn(text), code).toEqual(valuesIn(known?.[1] ?? ''));
    }
  }
});

it('the window says of a filter what the main process says of it in a file', () => {
  const plain = Object.entries(pt.filter.expected).map(([code, text]) => [
    code,
    text.replace(', number', ''),
  ]);
  expect(Object.fromEntries(plain)).toEqual(EXPECTATIONS_PORTUGUESE);
});
