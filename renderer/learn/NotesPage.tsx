import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Notices } from '../app/Notices.tsx';
import { useTranslation } from '../app/use-translation.ts';
import { type LessonState } from '../../electron/contract/lessons.ts';
import { openPictureMenu } from '../pictures/picture-menu-store.ts';
import { PictureMenu } from '../pictures/PictureMenu.tsx';
import { driveLesson, useLesson } from '../stores/lesson-store.ts';
import { LessonMarkdown } from './LessonMarkdown.tsx';
import { useLessonKeys } from './lesson-keys.ts';
import { useWords } from './use-words.ts';
import './learn.css';

/** The second window: what only whoever teaches should see. It follows the step, and a clicker works in it too. */
export function NotesPage() {
  const { t } = useTranslation();
  const lesson = useLesson(({ report }) => report?.lesson ?? null);
  useLessonKeys();
  usePictureKeys();
  return (
    <main className="notes-page" data-testid="notes">
      <header>
        <h1>{t('learn.speakerNotes')}</h1>
        <span className="notes-tools">
          <Clock since={lesson?.openedAtMs ?? null} />
          <PictureMenu place="window" />
        </span>
      </header>
      {lesson === null ? <p className="empty">{t('learn.noLesson')}</p> : <Notes lesson={lesson} />}
      <Notices />
    </main>
  );
}

/** The one command that this window shares with the other. */
function usePictureKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!event.ctrlKey || !event.shiftKey || event.key.toLowerCase() !== 's') return;
      event.preventDefault();
      openPictureMenu();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function Notes({ lesson }: { readonly lesson: LessonState }) {
  const { t } = useTranslation();
  const words = useWords();
  const { steps, position, step } = lesson;
  const title = steps[position]?.title;
  const next = steps[position + 1]?.title;
  const notes = words(step.notes);
  return (
    <>
      <p className="dim" data-testid="notes-place">
        {words(lesson.title)} · {t('learn.place', { number: position + 1, count: steps.length })}
      </p>
      <h2 data-testid="notes-step">{title === undefined ? '' : words(title)}</h2>
      <section className="notes-text" aria-label={t('learn.notes')} tabIndex={0}>
        {notes === '' ? (
          <p className="empty">{t('learn.noNotes')}</p>
        ) : (
          <LessonMarkdown text={notes} sources={[]} />
        )}
      </section>
      <p className="notes-next" data-testid="notes-next">
        <span className="dim">{t('learn.nextStep')}</span>{' '}
        {next === undefined ? t('learn.lastStep') : words(next)}
      </p>
      <footer>
        <button type="button" onClick={() => void driveLesson({ kind: 'back' })}>
          <ChevronLeft size={15} aria-hidden="true" /> {t('learn.back')}
        </button>
        <button type="button" className="primary" onClick={() => void driveLesson({ kind: 'advance' })}>
          {t(step.outcome === 'open' && step.by === 'lab' && step.runs ? 'learn.reveal' : 'learn.next')}
          <ChevronRight size={15} aria-hidden="true" />
        </button>
      </footer>
    </>
  );
}

const SECOND_MS = 1000;

/** What time it is, and how long the lesson has been going on. */
function Clock({ since }: { readonly since: number | null }) {
  const { t, i18n } = useTranslation();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  const time = new Intl.DateTimeFormat(i18n.language, { hour: '2-digit', minute: '2-digit' }).format(now);
  return (
    <p className="notes-clock mono">
      <time>{time}</time>
      {since !== null && (
        <span data-testid="elapsed">{t('learn.elapsed', { time: elapsedText(now - since) })}</span>
      )}
    </p>
  );
}

/** Minutes and seconds, such as 07:05. */
function elapsedText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND_MS));
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}
