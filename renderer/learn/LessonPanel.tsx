import { ChevronLeft, ChevronRight, Ellipsis, Pencil, RotateCcw, Rewind, X } from 'lucide-react';
import { Menu } from '@base-ui/react/menu';
import { useEffect, useRef } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { type LessonState } from '../../electron/contract/lessons.ts';
import { driveLesson, useLesson } from '../stores/lesson-store.ts';
import { ExerciseView } from './ExerciseView.tsx';
import { toggleInk, useInk } from './ink-store.ts';
import { writeLessonInHand } from './author-store.ts';
import { exportHandout, exportScore, showSpeakerNotes } from './lesson-commands.ts';
import { showSlowly, stopSlowly, useSlowly } from './slowly.ts';
import { StepView } from './StepView.tsx';
import { useWords } from './use-words.ts';
import { pictured } from '../pictures/parts.ts';

/** The lesson in hand: its steps, what the step says and asks, and the keys to go on. */
export function LessonPanel() {
  const lesson = useLesson(({ report }) => report?.lesson ?? null);
  return lesson === null ? null : <Panel lesson={lesson} />;
}

function Panel({ lesson }: { readonly lesson: LessonState }) {
  const { t } = useTranslation();
  const words = useWords();
  const body = useRef<HTMLDivElement>(null);
  const { position, exercise } = lesson;
  // Another step is read from its beginning.
  useEffect(() => {
    const { current } = body;
    if (current === null) return;
    current.scrollTop = 0;
    // The next number is an answer, not a part of what was typed before.
    if (document.activeElement?.matches('input, select')) current.focus();
  }, [position, exercise?.seed]);
  return (
    <section
      className="lesson-panel"
      {...pictured('lesson')}
      aria-label={t('learn.lesson')}
      data-testid="lesson"
    >
      <header className="lesson-head">
        <h2>
          {lesson.number} · {words(lesson.title)}
        </h2>
        <TrainerMenu />
        <button
          type="button"
          className="icon"
          aria-label={t('learn.leave')}
          title={t('learn.leave')}
          onClick={() => void driveLesson({ kind: 'close' })}
        >
          <X size={15} aria-hidden="true" />
        </button>
      </header>
      <Stepper lesson={lesson} />
      <div className="lesson-body" ref={body} tabIndex={0} role="group" aria-label={t('learn.text')}>
        {exercise === null ? <StepView lesson={lesson} /> : <ExerciseView exercise={exercise} />}
      </div>
      <Footer lesson={lesson} />
    </section>
  );
}

/** A mark a step; a click jumps there. */
function Stepper({ lesson }: { readonly lesson: LessonState }) {
  const { t } = useTranslation();
  const words = useWords();
  const { steps, position, exercise } = lesson;
  const right = steps.filter(({ prediction }) => prediction === 'right').length;
  const predicted = steps.filter(({ prediction }) => prediction !== null).length;
  return (
    <nav className="stepper" aria-label={t('learn.steps')}>
      <ol>
        {steps.map((step, index) => (
          <li key={step.id}>
            <button
              type="button"
              className={`step-mark${step.done ? ' done' : ''}${step.prediction === 'wrong' ? ' wrong' : ''}`}
              aria-current={index === position && exercise === null ? 'step' : undefined}
              aria-label={t('learn.step', { number: index + 1, title: words(step.title) })}
              title={words(step.title)}
              onClick={() => void driveLesson({ kind: 'goTo', step: index })}
            >
              {index + 1}
            </button>
          </li>
        ))}
      </ol>
      {predicted > 0 && (
        <p className="score" data-testid="score">
          {t('learn.score', { right, count: predicted })}
        </p>
      )}
    </nav>
  );
}

function Footer({ lesson }: { readonly lesson: LessonState }) {
  const { t } = useTranslation();
  const { steps, position, exercise, step } = lesson;
  const last = position === steps.length - 1;
  const toRun = exercise === null && step.by === 'lab' && step.runs && step.outcome === 'open';
  return (
    <footer className="lesson-foot">
      <button
        type="button"
        className="icon"
        disabled={position === 0 && exercise === null}
        aria-label={t('learn.back')}
        title={`${t('learn.back')} (Page Up)`}
        onClick={() => void driveLesson({ kind: 'back' })}
      >
        <ChevronLeft size={15} aria-hidden="true" />
      </button>
      <ResetButton />
      <AgainButton lesson={lesson} />
      <span className="spacer" />
      {lesson.practisable && exercise === null && last && (
        <button type="button" onClick={() => void driveLesson({ kind: 'practise', seed: 1 })}>
          {t('learn.practise')}
        </button>
      )}
      <button
        type="button"
        className="primary"
        disabled={last && !toRun && exercise === null}
        title="Page Down"
        data-testid="lesson-advance"
        onClick={() => void driveLesson({ kind: 'advance' })}
      >
        {t(toRun ? (step.question === null ? 'learn.run' : 'learn.reveal') : 'learn.next')}
        <ChevronRight size={15} aria-hidden="true" />
      </button>
    </footer>
  );
}

function ResetButton() {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className="icon"
      aria-label={t('learn.reset')}
      title={`${t('learn.reset')} (R)`}
      onClick={() => void driveLesson({ kind: 'reset' })}
    >
      <RotateCcw size={15} aria-hidden="true" />
    </button>
  );
}

/** The step's calls again, arrow by arrow. */
function AgainButton({ lesson }: { readonly lesson: LessonState }) {
  const { t } = useTranslation();
  const running = useSlowly((state) => state.running);
  const { firstSeq, endSeq } = lesson.step;
  const nothing = endSeq <= firstSeq || lesson.exercise !== null;
  return (
    <button
      type="button"
      className="icon"
      disabled={nothing}
      aria-pressed={running}
      aria-label={t('learn.again')}
      title={`${t('learn.again')} (T)`}
      data-testid="show-again"
      onClick={() => (running ? stopSlowly() : void showSlowly())}
    >
      <Rewind size={15} aria-hidden="true" />
    </button>
  );
}

/** What whoever teaches needs now and then. */
function TrainerMenu() {
  const { t } = useTranslation();
  const drawing = useInk((state) => state.drawing);
  return (
    <>
      <button
        type="button"
        className="icon"
        aria-pressed={drawing}
        aria-label={t('learn.ink')}
        title={`${t('learn.ink')} (I)`}
        onClick={toggleInk}
      >
        <Pencil size={14} aria-hidden="true" />
      </button>
      <Menu.Root>
        <Menu.Trigger
          className="button icon"
          aria-label={t('learn.more')}
          title={t('learn.more')}
          data-testid="lesson-menu"
        >
          <Ellipsis size={15} aria-hidden="true" />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner className="menu-positioner" sideOffset={4} align="end">
            <Menu.Popup className="menu">
              <Menu.Item className="menu-item" onClick={() => void driveLesson({ kind: 'restart' })}>
                {t('learn.restart')}
              </Menu.Item>
              <Menu.Item className="menu-item" onClick={() => void showSpeakerNotes()}>
                {t('learn.speakerNotes')}
              </Menu.Item>
              <Menu.Item
                className="menu-item"
                onClick={() => void driveLesson({ kind: 'practise', seed: 1 })}
              >
                {t('learn.practise')}
              </Menu.Item>
              <Menu.Item className="menu-item" onClick={() => void writeLessonInHand()}>
                {t('author.edit')}
              </Menu.Item>
              <Menu.Separator className="menu-separator" />
              <Menu.Item className="menu-item" onClick={() => void exportHandout('pdf')}>
                {t('learn.handoutPdf')}
              </Menu.Item>
              <Menu.Item className="menu-item" onClick={() => void exportHandout('html')}>
                {t('learn.handoutHtml')}
              </Menu.Item>
              <Menu.Item className="menu-item" onClick={() => void exportScore('csv')}>
                {t('learn.scoreCsv')}
              </Menu.Item>
              <Menu.Item className="menu-item" onClick={() => void exportScore('json')}>
                {t('learn.scoreJson')}
              </Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </>
  );
}
