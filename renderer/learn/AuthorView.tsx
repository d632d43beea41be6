import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { type CheckedLesson, type LessonSource } from '../../electron/contract/lessons.ts';
import i18next from 'i18next';
import { type CodeEditor, type Mark } from '../script-editor/code-editor.ts';
import { CodePane } from '../script-editor/CodePane.tsx';
import { addNotice } from '../stores/engine-store.ts';
import { changeDraft, checkDraft, closeAuthor, saveDraft, tryDraft, useAuthor } from './author-store.ts';
import { LessonPreview } from './LessonPreview.tsx';
import { pictured } from '../pictures/parts.ts';

/** How long the typing pauses before the text is looked at. */
const CHECK_AFTER_MS = 250;

interface AuthorViewProps {
  readonly draft: LessonSource;
}

/** A lesson's text with its preview beside it; mistakes are marked at their lines. */
export function AuthorView({ draft }: AuthorViewProps) {
  const { t } = useTranslation();
  const checked = useAuthor((state) => state.checked);
  const editor = useRef<CodeEditor | null>(null);
  const { text, file } = draft;
  useEffect(() => {
    const timer = setTimeout(() => void checkDraft(text), CHECK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const marks = useMemo(() => marksOf(checked), [checked]);
  const sound = checked !== null && checked.problems.length === 0;
  return (
    <main className="author" {...pictured('lessonAuthor')} data-testid="author">
      <header className="author-head">
        <h2>{file ?? t('author.newLesson')}</h2>
        <span className="spacer" />
        <button type="button" disabled={!sound} onClick={() => void tryDraft()}>
          {t('author.try')}
        </button>
        <button type="button" className="primary" onClick={() => void save()}>
          {t('author.save')}
        </button>
        <button type="button" onClick={closeAuthor}>
          {t('author.close')}
        </button>
      </header>
      <div className="author-body">
        <CodePane
          text={text}
          marks={marks}
          label={t('author.text')}
          language="text"
          onChange={changeDraft}
          editorRef={editor}
        />
        <section className="author-side" aria-label={t('author.preview')} tabIndex={0}>
          {checked === null ? (
            <p className="empty">{t('author.checking')}</p>
          ) : checked.preview === null ? (
            <Problems checked={checked} onGo={(line, column) => editor.current?.goTo(line, column)} />
          ) : (
            <LessonPreview preview={checked.preview} />
          )}
        </section>
      </div>
    </main>
  );
}

async function save(): Promise<void> {
  const file = await saveDraft();
  if (file !== null) addNotice('note', i18next.t('author.saved', { file }));
}

const marksOf = (checked: CheckedLesson | null): readonly Mark[] =>
  (checked?.problems ?? []).map((problem) => ({ ...problem, severity: 'error' }));

interface ProblemsProps {
  readonly checked: CheckedLesson;
  readonly onGo: (line: number, column: number) => void;
}

/** Each mistake with its line; a click puts the cursor there. */
function Problems({ checked, onGo }: ProblemsProps) {
  const { t } = useTranslation();
  return (
    <div data-testid="author-problems" role="status">
      <h3>{t('author.problems', { count: checked.problems.length })}</h3>
      <ul className="author-problems">
        {checked.problems.map(({ line, column, message }, index) => (
          <li key={index}>
            <button type="button" className="link" onClick={() => onGo(line, column)}>
              {t('author.line', { line, column })}
            </button>{' '}
            {message}
          </li>
        ))}
      </ul>
    </div>
  );
}
