import { useTranslation } from '../app/use-translation.ts';
import { marksIn } from '../../electron/contract/core.ts';
import { type CheckedLesson } from '../../electron/contract/lessons.ts';
import { LessonMarkdown } from './LessonMarkdown.tsx';
import { SourceList } from './SourceList.tsx';
import { useWords } from './use-words.ts';

type Preview = NonNullable<CheckedLesson['preview']>;

/** A lesson as a class would read it, in the window's language. */
export function LessonPreview({ preview }: { readonly preview: Preview }) {
  const words = useWords();
  return (
    <div data-testid="author-preview">
      <h3>{words(preview.title)}</h3>
      {preview.steps.map((step, index) => (
        <PreviewStep key={step.id} step={step} number={index + 1} />
      ))}
    </div>
  );
}

function PreviewStep({ step, number }: { readonly step: Preview['steps'][number]; readonly number: number }) {
  const { t } = useTranslation();
  const words = useWords();
  const { title, text, after, notes, commands } = step;
  const sources = marksIn(`${words(text)}\n${words(after)}`).filter((mark) => mark !== 'model');
  return (
    <article className="preview-step">
      <h4>
        {number}. {words(title)}
      </h4>
      <LessonMarkdown text={words(text)} sources={sources} />
      {commands.map((command, index) => (
        <p key={index}>
          <code>{command}</code>
        </p>
      ))}
      {words(after) !== '' && (
        <div className="step-after">
          <LessonMarkdown text={words(after)} sources={sources} />
        </div>
      )}
      <SourceList sources={sources} />
      {words(notes) !== '' && (
        <details className="step-details">
          <summary>{t('learn.notes')}</summary>
          <LessonMarkdown text={words(notes)} sources={sources} />
        </details>
      )}
    </article>
  );
}
