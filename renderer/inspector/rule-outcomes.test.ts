import { describe, expect, it } from 'vitest';
import { RULES } from '../../core/ndis/rules.ts';
import en from '../app/i18n/en.json' with { type: 'json' };
import { OUTCOME_KEYS } from './rule-outcomes.ts';

describe('the words for rules', () => {
  it('give the reason of every rule that no page, header or sample states', () => {
    const founded = ['documented', 'header', 'sample'];
    const without = RULES.filter((rule) => !founded.includes(rule.evidence)).map((rule) => rule.id);
    expect(Object.keys(en.ruleReason).sort()).toEqual(without.sort());
  });

  it("give the reason of every outcome that is the model's own", () => {
    const outcomes = new Set(RULES.flatMap((rule) => rule.modelOutcome ?? []));
    expect(new Set(Object.keys(OUTCOME_KEYS))).toEqual(outcomes);
    expect(Object.keys(en.ruleOutcome).sort()).toEqual(Object.values(OUTCOME_KEYS).sort());
  });
});
