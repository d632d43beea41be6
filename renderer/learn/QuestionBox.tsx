import { useTranslation } from '../app/use-translation.ts';
import { addressOf, formatAddress, PAGE_SIZE, pageIndex } from '../../electron/contract/core.ts';
import { type QuestionOption, type ShownQuestion } from '../../electron/contract/lessons.ts';
import { useFormat } from '../app/format.ts';
import { StatusBadge } from '../statuses/StatusBadge.tsx';
import { driveLesson, point } from '../stores/lesson-store.ts';
import { useWords } from './use-words.ts';

/** Predict, then see: the answers to choose from until the calls have returned, then which one was right. */
export function QuestionBox({ question }: { readonly question: ShownQuestion }) {
  const { t } = useTranslation();
  const words = useWords();
  const { prompt, options, chosen, answer, kind } = question;
  const verdict = answer === null || chosen === null ? null : chosen === answer ? 'right' : 'wrong';
  return (
    <section className="question" data-testid="question" data-verdict={verdict ?? 'open'}>
      <h4>{prompt === null ? t(`learn.ask.${kind}`) : words(prompt)}</h4>
      <ol>
        {options.map((option, index) => (
          <li key={option.id}>
            <button
              type="button"
              className={`option${optionLook(option.id, chosen, answer)}`}
              aria-pressed={chosen === option.id}
              aria-keyshortcuts={String(index + 1)}
              disabled={answer !== null}
              data-option={option.id}
              onClick={() => void driveLesson({ kind: 'answer', option: option.id })}
              onPointerEnter={() => showOption(option)}
              onPointerLeave={() => point([])}
              onFocus={() => showOption(option)}
              onBlur={() => point([])}
            >
              <kbd>{index + 1}</kbd>
              <span className="option-words">
                <OptionWords option={option} />
              </span>
              {answer === option.id && <span aria-hidden="true">✓</span>}
              {verdict === 'wrong' && chosen === option.id && <span aria-hidden="true">✗</span>}
            </button>
          </li>
        ))}
      </ol>
      <p className="verdict-words" role="status">
        {answer === null && t(chosen === null ? 'learn.choose' : 'learn.chosen')}
        {answer !== null && (verdict === null ? t('learn.notPredicted') : t(`learn.verdict.${verdict}`))}
      </p>
    </section>
  );
}

function optionLook(id: string, chosen: string | null, answer: string | null): string {
  if (answer === id) return ' right';
  return answer !== null && chosen === id ? ' wrong' : '';
}

/** An extent is shown on the map while somebody looks at it. */
function showOption(option: QuestionOption): void {
  point(option.kind === 'extent' ? [option.run] : []);
}

function OptionWords({ option }: { readonly option: QuestionOption }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  switch (option.kind) {
    case 'none':
      return t('learn.none');
    case 'status':
      return <StatusBadge code={option.status} full />;
    case 'extent':
      return (
        <>
          <span className="mono">{formatAddress(addressOf(pageIndex(option.run.firstPage)))}</span>{' '}
          {format.bytes(option.run.pages * PAGE_SIZE)} · {t('learn.node', { node: option.run.node })}
        </>
      );
    case 'elements':
      return t('learn.elements', { count: option.count });
    case 'rule':
      return (
        <>
          <b className="rule-id">{option.rule}</b> {t(`rule.${option.rule}`)}
        </>
      );
    case 'choice':
      return words(option.text);
  }
}
