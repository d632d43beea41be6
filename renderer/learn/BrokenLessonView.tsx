import { useTranslation } from '../app/use-translation.ts';
import { type BrokenLesson } from '../../electron/contract/lessons.ts';
import { write } from './author-store.ts';
import { driveLesson, openLessonFile } from '../stores/lesson-store.ts';
import { pictured } from '../pictures/parts.ts';

/** A lesson file that could not be opened: each mistake with its line and what was expected there. */
export function BrokenLessonView({ broken }: { readonly broken: BrokenLesson }) {
  const { t } = useTranslation();
  const { file, text, problems } = broken;
  const mend = async (): Promise<void> => {
    await driveLesson({ kind: 'dismiss' });
    write({ text, file });
  };
  return (
    <main className="broken-lesson" {...pictured('brokenLesson')} data-testid="broken-lesson">
      <h2>{t('learn.broken', { file })}</h2>
      <p className="dim">{t('learn.brokenHint')}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('learn.line')}</th>
            <th scope="col">{t('learn.expected')}</th>
          </tr>
        </thead>
        <tbody>
          {problems.map(({ line, column, message }, index) => (
            <tr key={index}>
              <td className="mono">
                {line}:{column}
              </td>
              <td>{message}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="learner-actions">
        <button type="button" onClick={() => void openLessonFile()}>
          {t('learn.openFile')}
        </button>
        {text !== '' && (
          <button type="button" onClick={() => void mend()}>
            {t('author.mend')}
          </button>
        )}
        <button type="button" className="primary" onClick={() => void driveLesson({ kind: 'dismiss' })}>
          {t('learn.toList')}
        </button>
      </div>
    </main>
  );
}
