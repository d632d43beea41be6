import { useTranslation } from 'react-i18next';
import { type Rule } from '../../electron/contract/core.ts';

interface RuleCitationProps {
  readonly rule: Rule;
  /** Says also why the model decided so, where no page says it. */
  readonly withReason?: boolean;
}

/** A rule in one sentence, with the page it comes from; what the model decided is called that. */
export function RuleCitation({ rule, withReason = false }: RuleCitationProps) {
  const { t } = useTranslation();
  const documented = rule.evidence === 'documented' || rule.evidence === 'header';
  return (
    <p className="citation">
      <b className="rule-id">{rule.id}</b> {t(`rule.${rule.id}`)}{' '}
      <span className="source">
        {documented ? (
          <>
            {t('why.source')} <span className="mono">{rule.source}</span>
          </>
        ) : (
          <span className="model-mark">{t('why.modelDecision')}</span>
        )}
        {!documented && withReason && <span lang="en"> {rule.source}</span>}
        {rule.modelOutcome !== null && (
          <>
            {' · '}
            <span className="model-mark" title={rule.modelOutcome}>
              {t('why.modelOutcome')}
            </span>
          </>
        )}
      </span>
    </p>
  );
}
