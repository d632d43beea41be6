import catalogue from './rules.json' with { type: 'json' };

export type RuleGroup = 'A' | 'F' | 'P' | 'G' | 'Q' | 'V';

/** How well a rule is founded; everything but `documented` and `header` is shown as a decision of the model. */
export type RuleEvidence = 'documented' | 'inferred' | 'model' | 'sample' | 'header';

export interface Rule {
  /** Stable id that users see, such as A17. */
  readonly id: string;
  /** The number that event records carry. */
  readonly code: RuleCode;
  readonly area: string;
  /** The rule in one sentence, in English. */
  readonly text: string;
  readonly evidence: RuleEvidence;
  /** The documentation pages, or the reason where no page says it. */
  readonly source: string;
  /** What comes of breaking it: the status, or the diagnostic where there is no status. */
  readonly outcome: string;
  /** Set where the rule is documented but its outcome is the model's own. */
  readonly modelOutcome: string | null;
}

/** 0 means that no rule decided. Codes follow from ids, so that a rule added later changes no old record. */
export type RuleCode = number & { readonly __unit: 'rule code' };

const GROUP_BASE: Record<RuleGroup, number> = { A: 0, F: 64, P: 80, G: 96, Q: 112, V: 144 };

export const NO_RULE = 0 as RuleCode;

const isGroup = (letter: string): letter is RuleGroup => letter in GROUP_BASE;

/** Code of a rule id. @throws RangeError for a group that the catalogue does not have. */
export function ruleCode(id: string): RuleCode {
  const group = id.charAt(0);
  if (!isGroup(group)) throw new RangeError(`unknown rule group in ${id}`);
  return (GROUP_BASE[group] + Number(id.slice(1))) as RuleCode;
}

const OUTCOME_MARK = 'outcome: ';
const EVIDENCE: readonly RuleEvidence[] = ['documented', 'inferred', 'model', 'sample', 'header'];

/** Every rule of the catalogue (domain notes, section 7), in its order. */
export const RULES: readonly Rule[] = catalogue.map((entry) => {
  const at = entry.source.indexOf(OUTCOME_MARK);
  return {
    id: entry.id,
    code: ruleCode(entry.id),
    area: entry.area,
    text: entry.rule,
    evidence: EVIDENCE.find((known) => known === entry.evidence) ?? 'model',
    source: at < 0 ? entry.source : entry.source.slice(0, at).replace(/; $/, ''),
    outcome: entry.outcome.status ?? entry.outcome.code,
    modelOutcome: at < 0 ? null : entry.source.slice(at + OUTCOME_MARK.length),
  };
});

const BY_CODE = new Map(RULES.map((rule) => [rule.code as number, rule]));

export const ruleOf = (code: number): Rule | null => BY_CODE.get(code) ?? null;
export const ruleId = (code: number): string => BY_CODE.get(code)?.id ?? '';
