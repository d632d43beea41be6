import { useTranslation } from './use-translation.ts';
import { useWords } from '../learn/use-words.ts';
import { useEngine } from '../stores/engine-store.ts';
import { useFormat } from './format.ts';
import { pictured } from '../pictures/parts.ts';

/** What came of the scenario that was played: whether its expectations hold, and the first that does not. */
export function ScenarioReport() {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const scenario = useEngine((state) => state.status?.scenario ?? null);
  if (scenario === null) return null;
  const checks = scenario.steps.flatMap((step) =>
    step.checks.map((check) => ({ ...check, step: words(step.title) })),
  );
  const failed = checks.filter(({ met }) => !met);
  const lines = checks.map(({ step, subject, expected, found, met }) =>
    met ? `${step}: ${subject} = ${found}` : `${step}: ${t('scenario.failed', { subject, expected, found })}`,
  );
  const [first] = failed;
  return (
    <section
      {...pictured('scenario')}
      className="import-report"
      title={lines.join('\n')}
      aria-label={t('scenario.title')}
      data-testid="scenario-report"
      data-failed={failed.length}
    >
      <b>{words(scenario.title)}</b>{' '}
      <span className={failed.length > 0 ? 'alarm' : undefined}>
        {t('scenario.held', {
          held: format.integer(checks.length - failed.length),
          checks: format.integer(checks.length),
        })}
      </span>
      {first !== undefined && (
        <span>
          {' '}
          · {first.step}: {t('scenario.failed', first)}
        </span>
      )}
    </section>
  );
}
