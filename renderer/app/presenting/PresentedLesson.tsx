import { useEffect } from 'react';
import { useTranslation } from '../use-translation.ts';
import { type LessonState } from '../../../electron/contract/lessons.ts';
import { followLesson } from '../../learn/lesson-effects.ts';
import { useLessonKeys } from '../../learn/lesson-keys.ts';
import { Ink } from '../../learn/Ink.tsx';
import { StepView } from '../../learn/StepView.tsx';
import { useSpotlight } from '../../learn/use-spotlight.ts';
import { useWords } from '../../learn/use-words.ts';
import { useLesson } from '../../stores/lesson-store.ts';

/** The current step of the lesson in hand, as a caption; its keys work as beside the lesson. */
export function PresentedLesson() {
  const lesson = useLesson(({ report }) => report?.lesson ?? null);
  return lesson === null ? null : <Caption lesson={lesson} />;
}

function Caption({ lesson }: { readonly lesson: LessonState }) {
  const { t } = useTranslation();
  const words = useWords();
  useEffect(() => followLesson(), []);
  useLessonKeys();
  useSpotlight();
  const { position, steps, title } = lesson;
  return (
    <>
      <footer
        className="presenting-caption"
        tabIndex={0}
        role="group"
        aria-label={words(title)}
        data-testid="caption"
      >
        <p className="dim">
          {words(title)} · {t('presenting.step', { step: position + 1, steps: steps.length })}
        </p>
        {/* Another step is read from its beginning. */}
        <StepView key={position} lesson={lesson} />
      </footer>
      <Ink />
    </>
  );
}
