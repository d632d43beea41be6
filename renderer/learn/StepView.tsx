import { useMemo } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { marksIn } from '../../electron/contract/core.ts';
import { type LessonState, type ShownStep } from '../../electron/contract/lessons.ts';
import { driveLesson } from '../stores/lesson-store.ts';
import { CheckList } from './CheckList.tsx';
import { LessonMarkdown } from './LessonMarkdown.tsx';
import { PointedAt } from './PointedAt.tsx';
import { QuestionBox } from './QuestionBox.tsx';
import { SourceList } from './SourceList.tsx';
import { useWords } from './use-words.ts';

/** The step in hand: what it says, what it asks, and what came of it. */
export function StepView({ lesson }: { readonly lesson: LessonState }) {
  const { t } = useTranslation();
  const words = useWords();
  const { step, position, steps } = lesson;
  const title = steps[position]?.title;
  const text = words(step.text);
  const after = step.after === null ? '' : words(step.after);
  const sources = useMemo(() => sourcesIn(`${text}\n${after}`), [text, after]);
  const model = `${text}${after}`.includes('[^model]');
  return (
    <article data-testid="step" data-outcome={step.outcome}>
      <h3 aria-live="polite">{title === undefined ? '' : words(title)}</h3>
      <LessonMarkdown text={text} sources={sources} />
      <Calls step={step} />
      {step.question !== null && <QuestionBox question={step.question} />}
      {step.by === 'learner' && <LearnerBox step={step} />}
      <PointedAt highlights={step.highlights} />
      {step.problem !== null && (
        <p className="alarm" role="alert">
          {step.problem}
        </p>
      )}
      {after !== '' && (
        <div className="step-after" data-testid="after">
          <LessonMarkdown text={after} sources={sources} />
        </div>
      )}
      {step.outcome !== 'open' && step.checks.length > 0 && (
        <details className="step-details">
          <summary>{t('learn.checked', { count: step.checks.length })}</summary>
          <CheckList checks={step.checks} />
        </details>
      )}
      <SourceList sources={sources} />
      {model && <p className="dim model-line">{t('learn.source.model')}</p>}
      {words(step.notes) !== '' && (
        <details className="step-details">
          <summary>{t('learn.notes')}</summary>
          <LessonMarkdown text={words(step.notes)} sources={sources} />
        </details>
      )}
    </article>
  );
}

/** What the model decided is marked in place, so it needs no number. */
const sourcesIn = (text: string): readonly string[] => marksIn(text).filter((mark) => mark !== 'model');

/** The calls that are about to be made, or were. */
function Calls({ step }: { readonly step: ShownStep }) {
  const { t } = useTranslation();
  if (step.commands.length === 0) return null;
  return (
    <section className="step-calls" aria-label={t('learn.calls')}>
      <h4>{t(step.by === 'learner' && step.outcome === 'open' ? 'learn.oneWay' : 'learn.calls')}</h4>
      <ol>
        {step.commands.map((command, index) => (
          <li key={index}>
            <code>{command}</code>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The learner's turn: what is still missing, a hint, and a way out. */
function LearnerBox({ step }: { readonly step: ShownStep }) {
  const { t } = useTranslation();
  if (step.outcome !== 'open') {
    return (
      <p className="learner-done" role="status" data-testid="learner-done">
        {t('learn.done')}
      </p>
    );
  }
  return (
    <section className="learner-box" data-testid="learner">
      <h4>{t('learn.yourTurn')}</h4>
      <CheckList checks={step.checks} />
      <div className="learner-actions">
        {step.commands.length === 0 && (
          <button type="button" onClick={() => void driveLesson({ kind: 'hint' })}>
            {t('learn.hint')}
          </button>
        )}
        <button type="button" onClick={() => void driveLesson({ kind: 'run' })}>
          {t('learn.doIt')}
        </button>
      </div>
    </section>
  );
}
