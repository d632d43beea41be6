import { useState } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { type ShownExercise } from '../../electron/contract/lessons.ts';
import { driveLesson } from '../stores/lesson-store.ts';
import { useWords } from './use-words.ts';

/** A generated exercise: the task, what the engine says of it so far, and one solution for whoever gives up. */
export function ExerciseView({ exercise }: { readonly exercise: ShownExercise }) {
  const { t } = useTranslation();
  const words = useWords();
  const { seed, solved, missing, calls, mostCalls, solution } = exercise;
  return (
    <article data-testid="exercise" data-solved={solved}>
      <h3>{t('learn.exercise', { seed })}</h3>
      <p className="exercise-task">{words(exercise.text)}</p>
      <p role="status" className={solved ? 'learner-done' : 'dim'} data-testid="exercise-verdict">
        {solved
          ? t('learn.solvedIt', { count: calls })
          : missing === 'calls'
            ? t('learn.tooManyCalls', { calls, most: mostCalls })
            : t('learn.notYet', { count: calls })}
      </p>
      <div className="learner-actions">
        <button type="button" onClick={() => void driveLesson({ kind: 'practise', seed: seed + 1 })}>
          {t('learn.another')}
        </button>
        {solution === null && (
          <button type="button" onClick={() => void driveLesson({ kind: 'hint' })}>
            {t('learn.showSolution')}
          </button>
        )}
        <button type="button" onClick={() => void driveLesson({ kind: 'solve' })}>
          {t('learn.doIt')}
        </button>
        <button type="button" onClick={() => void driveLesson({ kind: 'endPractice' })}>
          {t('learn.endPractice')}
        </button>
      </div>
      {solution !== null && (
        <section className="step-calls" aria-label={t('learn.solution')}>
          <h4>{t('learn.solution')}</h4>
          <ol>
            {solution.map((command, index) => (
              <li key={index}>
                <code>{command}</code>
              </li>
            ))}
          </ol>
        </section>
      )}
      <SeedForm key={seed} seed={seed} />
    </article>
  );
}

/** The same number gives a whole class the same exercise. */
function SeedForm({ seed }: { readonly seed: number }) {
  const { t } = useTranslation();
  const [text, setText] = useState(String(seed));
  const wanted = /^\d{1,9}$/.test(text.trim()) ? Number(text) : null;
  return (
    <form
      className="seed-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted !== null) void driveLesson({ kind: 'practise', seed: wanted });
      }}
    >
      <label>
        <span className="dim">{t('learn.seed')}</span>
        <input
          className="mono"
          inputMode="numeric"
          value={text}
          aria-invalid={wanted === null}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <button type="submit" className="small" disabled={wanted === null}>
        {t('learn.take')}
      </button>
    </form>
  );
}
