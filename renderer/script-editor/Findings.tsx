import { useTranslation } from '../app/use-translation.ts';
import { type ScriptProblem } from '../../electron/contract/schemas.ts';
import { useFormat } from '../app/format.ts';
import { type ScriptFailureSeen } from './script-failure.ts';

interface FindingsProps {
  readonly problems: readonly ScriptProblem[] | null;
  readonly failure: ScriptFailureSeen | null;
  /** The text in the editor is the one that failed. */
  readonly isCurrent: boolean;
  readonly onGo: (line: number, column: number) => void;
  readonly onShow: (seq: number) => void;
}

/** What is wrong with the draft, and the last call in which the registered script failed. */
export function Findings({ problems, failure, isCurrent, onGo, onShow }: FindingsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="script-findings" aria-live="polite" data-testid="script-findings">
      {problems === null && <p className="dim">{t('script.checking')}</p>}
      {problems?.length === 0 && <p className="script-fine">{t('script.fine')}</p>}
      {problems?.map(({ line, column, message }) => (
        <p key={message} className="script-problem" data-testid="script-problem">
          {line > 0 && (
            <button type="button" className="link" onClick={() => onGo(line, column)}>
              {t('script.line', { line })}
            </button>
          )}{' '}
          <span className="mono">{message}</span>
        </p>
      ))}
      {failure !== null && (
        <p className="script-failure" data-testid="script-failure">
          <button type="button" className="link" onClick={() => onShow(failure.seq)}>
            {t('script.failedAt', { seq: format.integer(failure.seq) })}
          </button>{' '}
          {failure.line > 0 && (
            <button
              type="button"
              className="link"
              disabled={!isCurrent}
              onClick={() => onGo(failure.line, 0)}
            >
              {t('script.line', { line: failure.line })}
            </button>
          )}{' '}
          <span className="mono">{failure.message}</span>
        </p>
      )}
    </div>
  );
}
