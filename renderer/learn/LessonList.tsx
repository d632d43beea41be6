import { CircleDot, FolderOpen } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { type LessonCard } from '../../electron/contract/lessons.ts';
import { openLesson, openLessonFile } from '../stores/lesson-store.ts';
import { startRecording } from './author-store.ts';
import { refreshLessons, useLessonList } from './lesson-list-store.ts';
import { useWords } from './use-words.ts';
import { pictured } from '../pictures/parts.ts';

/** The lessons that come with the program, with how far each has been gone through. */
export function LessonList() {
  const { t } = useTranslation();
  const lessons = useLessonList((state) => state.lessons);
  useEffect(() => void refreshLessons(), []);
  return (
    <main className="lesson-list" {...pictured('lessonList')} data-testid="lesson-list">
      <header>
        <div>
          <h2>{t('learn.title')}</h2>
          <p className="dim">{t('learn.intro')}</p>
        </div>
        <span className="spacer" />
        <button type="button" title={t('author.recordHint')} onClick={() => void startRecording()}>
          <CircleDot size={14} aria-hidden="true" /> {t('author.record')}
        </button>
        <button type="button" onClick={() => void openLessonFile()}>
          <FolderOpen size={14} aria-hidden="true" /> {t('learn.openFile')}
        </button>
      </header>
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
  const progress = t('learn.progress', { done: stepsDone, steps });
  return (
    <li className="lesson-card" data-lesson={id}>
      <span className={`lesson-number${stepsDone === steps ? ' done' : ''}`} aria-hidden="true">
        {number}
      </span>
      <h3>
        <button type="button" onClick={() => void openLesson(id)}>
          {words(title)}
        </button>
      </h3>
      <p>{words(summary)}</p>
      <p className="lesson-facts">
        <span>{t('learn.minutes', { minutes })}</span>
        <span>{progress}</span>
        {exercisesSolved > 0 && <span>{t('learn.solved', { count: exercisesSolved })}</span>}
      </p>
      <progress max={steps} value={stepsDone} aria-label={progress} />
    </li>
  );
}
