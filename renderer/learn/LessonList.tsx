import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type LessonCard } from '../../electron/contract/lessons.ts';
import { refreshLessons, useLessonList } from './lesson-list-store.ts';
import { useWords } from './use-words.ts';

/** The lessons that come with the program, with how far each has been gone through. */
export function LessonList() {
  const { t } = useTranslation();
  const lessons = useLessonList((state) => state.lessons);
  useEffect(() => void refreshLessons(), []);
  return (
    <main className="lesson-list" data-testid="lesson-list">
      <h2>{t('learn.title')}</h2>
      <p className="dim">{t('learn.intro')}</p>
      <ol>
        {lessons?.map((lesson) => (
          <LessonEntry key={lesson.id} lesson={lesson} />
        ))}
      </ol>
    </main>
  );
}

function LessonEntry({ lesson }: { readonly lesson: LessonCard }) {
  const { t } = useTranslation();
  const words = useWords();
  const { id, number, minutes, title, summary, steps, stepsDone, exercisesSolved } = lesson;
  return (
    <li className="lesson-card" data-lesson={id}>
      <span className="lesson-number" aria-hidden="true">
        {number}
      </span>
      <h3>{words(title)}</h3>
      <p>{words(summary)}</p>
      <p className="lesson-facts">
        <span>{t('learn.minutes', { minutes })}</span>
        <span>{t('learn.progress', { done: stepsDone, steps })}</span>
        {exercisesSolved > 0 && <span>{t('learn.solved', { count: exercisesSolved })}</span>}
      </p>
      <progress max={steps} value={stepsDone} aria-label={t('learn.progress', { done: stepsDone, steps })} />
    </li>
  );
}
