import { useTranslation } from 'react-i18next';
import { type LessonState } from '../../electron/contract/lessons.ts';
import { useLesson } from '../stores/lesson-store.ts';
import { useLessonKeys } from './lesson-keys.ts';
import { QuestionBox } from './QuestionBox.tsx';
import { useSpotlight } from './use-spotlight.ts';
import { useWords } from './use-words.ts';
import './learn.css';

/** What an audience is told: the step in hand, and its question to be answered aloud. */
export function LessonCaption() {
  const lesson = useLesson(({ report }) => report?.lesson ?? null);
  return lesson === null ? null : <Caption lesson={lesson} />;
}

function Caption({ lesson }: { readonly lesson: LessonState }) {
  const { t } = useTranslation();
  const words = useWords();
  useLessonKeys();
  useSpotlight();
  const { steps, position, step } = lesson;
  const title = steps[position]?.title;
  return (
    <section className="presenting-caption lesson-caption" aria-live="polite" data-testid="caption">
      <p>
        {t('learn.place', { number: position + 1, count: steps.length })} ·{' '}
        <b>{title === undefined ? '' : words(title)}</b>
      </p>
      {step.question !== null && <QuestionBox question={step.question} />}
    </section>
  );
}
