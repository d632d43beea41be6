import { type TFunction } from 'i18next';
import { useTranslation } from '../app/use-translation.ts';
import { type Rule } from '../../electron/contract/core.ts';
import { OUTCOME_KEYS } from './rule-outcomes.ts';

/**
 * A rule in one sentence, with the page it comes from. What the model decided is called that, with its reason: the
 * rule itself where no page states it, or its outcome where no page gives one.
 */
export function RuleCitation({ rule }: { readonly rule: Rule }) {
  const { t } = useTranslation();
  const { evidence, modelOutcome } = rule;
  const outcome = modelOutcome === null ? undefined : OUTCOME_KEYS[modelOutcome];
  return (
    <p className="citation">
      <b className="rule-id">{rule.id}</b> {t(`rule.${rule.id}`)}{' '}
      <span className="source">
        {evidence === 'inferred' || evidence === 'model' ? (
          <>
            <span className="model-mark">{t('why.modelDecision')}</span> {t(`ruleReason.${rule.id}`)}
          </>
        ) : (
          <>
            {evidence === 'sample' ? t('why.sample') : t('why.source')}{' '}
            <span className="mono">{rule.source}</span>
          </>
        )}
        {outcome !== undefined && <Outcome words={outcomeWords(t, outcome)} />}
      </span>
    </p>
  );
}

const outcomeWords = (t: TFunction, key: string): string => t(`ruleOutcome.${key}`);

function Outcome({ words }: { readonly words: string }) {
  const { t } = useTranslation();
  return (
    <>
      {' · '}
      <span className="model-mark">{t('why.modelOutcome')}</span> {words}
    </>
  );
}
