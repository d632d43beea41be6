import { describe, expect, it } from 'vitest';
import catalogue from './rules.json' with { type: 'json' };
import { type CallOutcome } from './call-outcome.ts';
import { diagnosticName } from './diagnostics.ts';
import { ALLOCATE_CASES } from './rule-cases/allocate.ts';
import { type RuleCases } from './rule-cases/bench.ts';
import { FREE_CASES } from './rule-cases/free.ts';
import { PROVIDER_CASES } from './rule-cases/provider.ts';
import { lateReturn, QUEUE_CASES } from './rule-cases/queue.ts';
import { REGISTRATION_CASES } from './rule-cases/registration.ts';
import { VPORT_CASES } from './rule-cases/vport.ts';
import { ruleId } from './rules.ts';
import { statusName } from './status.ts';

const CASES: Readonly<Record<string, RuleCases>> = {
  ...ALLOCATE_CASES,
  ...FREE_CASES,
  ...PROVIDER_CASES,
  ...REGISTRATION_CASES,
  ...QUEUE_CASES,
  ...VPORT_CASES,
};

interface CatalogueOutcome {
  readonly kind: string;
  readonly status?: string;
  readonly code?: string;
}

const findingsOf = (outcome: CallOutcome): { rule: string; diagnostic: string | null }[] =>
  Array.from({ length: outcome.findingCount }, (_, index) => ({
    rule: ruleId(outcome.findingRules[index]!),
    diagnostic: diagnosticName(outcome.findingDiagnostics[index]!),
  }));

describe('the rule table', () => {
  it('has a keeping and a breaking case for every rule of the catalogue, and for no other', () => {
    expect(Object.keys(CASES).sort()).toEqual(catalogue.map((rule) => rule.id).sort());
  });

  describe.each(catalogue)('$id $rule', ({ id, outcome: expected }) => {
    const cases = CASES[id];
    if (cases === undefined) throw new Error(`${id} has no case`);

    it('is silent while it is kept', () => {
      expect(findingsOf(cases.keeps()).map(({ rule }) => rule)).not.toContain(id);
    });

    it('decides as the catalogue says when it is broken', () => {
      const outcome = cases.breaks();
      const found = findingsOf(outcome).find(({ rule }) => rule === id);
      expect(found).toBeDefined();
      const { kind, status, code }: CatalogueOutcome = expected;
      if (kind === 'bugcheck') expect(statusName(outcome.status)).toBeNull();
      // A13's mild half goes on; its hard half is in rules-of-calls.test.ts.
      if (status !== undefined && id !== 'A13') expect(statusName(outcome.status)).toBe(status);
      if (code !== undefined) expect(found?.diagnostic).toBe(code);
    });
  });

  it('Q16 also covers a list that comes back late', () => {
    expect(findingsOf(lateReturn()).map(({ rule }) => rule)).toEqual(['Q16']);
  });
});
